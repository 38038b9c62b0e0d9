import { type Declarations, resolveType } from './resolve.ts';
import type { Type } from './types.ts';

/** How many items a list must have at least, by its own constraints and those of the references that lead to it. */
export function leastItems(type: Type, declarations: Declarations): number {
  const seen = new Set<Type>();
  let least = 0;
  for (let target: Type | undefined = type; target !== undefined && !seen.has(target);) {
    seen.add(target);
    if ('constraints' in target) least = Math.max(least, target.constraints?.minItems ?? 0);
    target = target.kind === 'ref' ? declarations.get(target.name)?.type : undefined;
  }
  return least;
}

/**
 * Whether a query may say nothing of a required field. It has no word for a list or an object that is empty, so
 * that what it leaves out is empty: a value of the type, unless there must be something in it.
 */
export function mayBeAbsent(type: Type, declarations: Declarations): boolean {
  const target = resolveType(type, declarations);
  if (target.kind === 'list' || target.kind === 'set') return leastItems(type, declarations) === 0;
  // No type holds itself as a required field: it would have no end.
  return (
    target.kind === 'object' &&
    target.fields.every((field) => field.optional || mayBeAbsent(field.type, declarations))
  );
}
