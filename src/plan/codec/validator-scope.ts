import type { Imports } from '../imports.ts';
import type { TypeFacts } from './type-facts.ts';

/** What the writing of one file's validators shares. */
export interface ValidatorScope {
  readonly imports: Imports;
  readonly facts: TypeFacts;
  readonly validatorOf: (declaration: string) => string;
  /** Declares a set of property names for the whole file, and gives its name. */
  readonly knownSet: (hint: string, names: readonly string[]) => string;
  /** Declares a pattern for the whole file, and gives its name. */
  readonly pattern: (hint: string, pattern: string) => string;
  readonly hint: string;
  readonly depth: number;
}
