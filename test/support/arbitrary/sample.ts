import type { Json, Type } from '../../../src/ir/types.ts';

/** A valid value of a type, in each of the forms that it takes on its way. */
export interface Sample {
  /** The type without references, alternatives and `null`: that of this very value. */
  readonly type: Type;
  /** Everything that may stand at this place: the type before alternatives and `null` were chosen from. */
  readonly place: Type;
  /** What travels. */
  readonly json: Json;
  /** What the sender has: a `Date`, a `bigint`, bytes, a `Map`, a `Set` where the contract says so. */
  readonly code: unknown;
  /** What a receiver of requests has: `code` with the defaults of what is absent. */
  readonly received: unknown;
  /** What stands within, by the steps of JSON. */
  readonly parts: readonly Part[];
}

/** A value within another one. */
export interface Part {
  readonly key: string | number;
  /** Whether the rest is a value of its type without this one. */
  readonly optional: boolean;
  /** Set where its carrier has no word for it, so that a receiver sees nothing. */
  readonly unsaid?: true;
  readonly sample: Sample;
}

/** A value that is the same in every form. */
export function plainSample(type: Type, json: Json): Sample {
  return { type, place: type, json, code: json, received: json, parts: [] };
}

/** A value that is another thing in code than in JSON. */
export function codedSample(type: Type, json: Json, code: unknown): Sample {
  return { type, place: type, json, code, received: code, parts: [] };
}
