import type { Contract } from '../../ir/types.ts';
import { valueLiteral } from '../../text/literals.ts';
import { allLayouts, layoutsFrom } from './layouts.ts';

/** Writes tables of messages as code. Those of the whole contract, which many files may need, are written once. */
export function createTablesText({
  proto,
}: Pick<Contract, 'proto'>): (roots: readonly string[]) => string {
  const all = allLayouts(proto ?? { messages: {}, enums: {} });
  let whole: string | undefined;
  return (roots) => {
    const found = layoutsFrom(all, roots);
    return found === all ? (whole ??= valueLiteral(all)) : valueLiteral(found);
  };
}
