import { setMember } from './members.ts';

/** A copy, and of how many values it is made. */
export interface Copy {
  readonly copy: unknown;
  readonly count: number;
}

/** A deep copy of a JSON value. */
export function copyOf(value: unknown): Copy {
  let count = 0;
  const copied = (one: unknown): unknown => {
    count += 1;
    if (Array.isArray(one)) return one.map(copied);
    if (typeof one !== 'object' || one === null) return one;
    const copy: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(one)) {
      if (name === '__proto__') setMember(copy, name, copied(item));
      else copy[name] = copied(item);
    }
    return copy;
  };
  return { copy: copied(value), count };
}
