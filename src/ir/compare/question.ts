import type { Type } from '../types.ts';
import type { Side } from './settled.ts';

/**
 * What "fits" means. `request`: the JSON of one is accepted where the other is wanted, and no more properties than
 * are known; `response`: the same, whatever properties there are beside; `source`: a value in code can be assigned.
 */
export type Grammar = 'request' | 'response' | 'source';

/** Whether every value of a narrow type is one of a wide type, each as its side knows it. */
export interface Question {
  readonly wide: Side;
  readonly narrow: Side;
  readonly grammar: Grammar;
  /** The same question about other types of the two sides. */
  readonly ask: (wide: Type, narrow: Type) => boolean;
}
