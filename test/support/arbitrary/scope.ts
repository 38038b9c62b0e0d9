import type * as fc from 'fast-check';
import type { Declarations } from '../../../src/ir/resolve.ts';
import type { Type } from '../../../src/ir/types.ts';
import { canonicalJson } from './json.ts';
import type { Sample } from './sample.ts';

/**
 * How a value travels: as JSON, as texts of a query (in which empty structures are nothing at all), or as
 * one step of a path (which cannot be empty).
 */
export type Carrier = 'json' | 'query' | 'path';

/** What the making of samples of one type knows of where it is. */
export interface Scope {
  readonly declarations: Declarations;
  readonly carrier: Carrier;
  /** How many declarations deep optional things go on being there. */
  readonly depth: number;
  /** Samples of a type within. */
  readonly inner: (type: Type, changes?: Partial<Scope>) => fc.Arbitrary<Sample>;
}

/** What tells the values of a list without duplicates apart. */
export function keyOf(sample: Sample): string {
  return canonicalJson(sample.json);
}
