import { innerTypes } from '../../ir/inner-types.ts';
import type { Declarations } from '../../ir/resolve.ts';
import type { Declaration, Type } from '../../ir/types.ts';

/** Whether a declaration leads back to itself through nothing but lists, maps and other names for such. */
export function holdsItself({ name, type }: Declaration, declarations: Declarations): boolean {
  const seen = new Set<string>();
  const leadsBack = (inner: Type): boolean => {
    if (inner.kind !== 'ref') return innerTypes(inner).some(leadsBack);
    if (inner.name === name) return true;
    if (seen.has(inner.name)) return false;
    seen.add(inner.name);
    const target = declarations.get(inner.name)?.type;
    return target !== undefined && !hasOwnMessage(target) && leadsBack(target);
  };
  return leadsBack(type);
}

function hasOwnMessage({ kind }: Type): boolean {
  return kind === 'object' || kind === 'tuple' || kind === 'union';
}
