import type { Edition } from './descriptor.ts';
import { utf8 } from './literals.ts';
import type { SyntaxNode } from './syntax.ts';

/** What a file can say that it is written in. */
export const editions: Readonly<Record<SyntaxNode['kind'], readonly Edition[]>> = {
  syntax: ['proto2', 'proto3'],
  edition: ['2023', '2024'],
};

/** What a file is written in: proto2 where it does not say; `undefined` where that is not known here. */
export function editionOf(syntax: SyntaxNode | undefined): Edition | undefined {
  if (syntax === undefined) return 'proto2';
  const value = utf8(syntax.value.bytes);
  return editions[syntax.kind].find((one) => one === value);
}
