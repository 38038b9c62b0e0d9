import type { FoundClass } from './find-class.ts';
import { type NewMember, insertMember } from './members.ts';

/**
 * The class that a new method belongs into: an abstract base that promises it and does not leave it to others has to
 * have it, or neither of the two compiles.
 */
export function homeOf(found: FoundClass, method: string): FoundClass {
  const { promising } = found;
  if (promising === undefined || promising.abstracts.has(method)) return found;
  return { ...found, node: promising.node };
}

/** A text whose class has one more member. */
export function insertClassMember(text: string, { node }: FoundClass, member: NewMember): string {
  return insertMember(text, node, member);
}
