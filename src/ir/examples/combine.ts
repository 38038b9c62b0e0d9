import { canonical } from '../canonical.ts';
import type { Json } from '../types.ts';

/** The first `count` values of some that are not equal to one before. */
export function distinct(values: Iterable<Json>, count: number): readonly Json[] {
  if (count === 1) {
    for (const value of values) return [value];
    return [];
  }
  const found = new Map<string, Json>();
  for (const value of values) {
    const key = canonical(value);
    if (!found.has(key)) found.set(key, value);
    if (found.size >= count) break;
  }
  return [...found.values()];
}

/** Every way to take one value of each of some lists, the first list changing fastest; none where one is empty. */
export function* combinations(lists: readonly (readonly Json[])[]): Generator<readonly Json[]> {
  if (lists.some((list) => list.length === 0)) return;
  const total = lists.reduce((product, list) => product * list.length, 1);
  for (let turn = 0; turn < total; turn += 1) {
    let rest = turn;
    yield lists.map((list) => {
      const value = list[rest % list.length] ?? null;
      rest = Math.floor(rest / list.length);
      return value;
    });
  }
}
