/** How one kind of diagnostic speaks. `P` is what its message needs to know. */
export interface Code<P> {
  readonly severity: Severity;
  /** What is wrong, in one line without a final stop. */
  readonly message: (params: P) => string;
  /** What to do about it: one or more sentences, or none, or an empty text, where the message says it. */
  readonly help?: (params: P) => string;
}

/** Only an `error` ends a run. */
export type Severity = 'error' | 'warning' | 'info';

/** Keeps each code's own parameter type while it stands in a table. */
export function code<P>(definition: Code<P>): Code<P> {
  return definition;
}
