import { innerTypes } from './inner-types.ts';
import type { Contract, Type } from './types.ts';

/** How far a question about types goes in. */
export interface DeepOptions {
  /** What is not looked into. */
  readonly stop?: (type: Type) => boolean;
}

/**
 * Tells of which types something holds, of the type itself or anywhere further in, through references and
 * recursion too.
 */
export function deepTest(
  { declarations }: Pick<Contract, 'declarations'>,
  own: (type: Type) => boolean,
  { stop = () => false }: DeepOptions = {},
): (type: Type) => boolean {
  const found = new Set<string>();
  const holds = (type: Type): boolean =>
    own(type) ||
    (type.kind === 'ref' && found.has(type.name)) ||
    (!stop(type) && innerTypes(type).some(holds));
  // Declarations may hold each other: what holds is found in rounds, until nothing is new.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { name, type } of declarations) if (holds(type)) found.add(name);
  }
  return holds;
}
