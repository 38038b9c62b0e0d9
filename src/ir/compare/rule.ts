import type { Verdicts } from './verdicts.ts';

/** What a kind of change means, and what can be done about it. */
export interface Rule {
  /** The change in words, for the documentation. */
  readonly title: string;
  /** What does not depend on where values travel. */
  readonly verdicts?: Verdicts;
  readonly request?: Verdicts;
  readonly response?: Verdicts;
  readonly help?: string;
}

/** A verdict: who meets the change is hurt by it. */
export const B = 'breaking';
/** A verdict: nobody is hurt. */
export const S = 'safe';
/** Breaking on every surface. */
export const ALL_BREAKING: Verdicts = { http: B, grpc: B, source: B, tools: B };
/** Safe on every surface. */
export const ALL_SAFE: Verdicts = { http: S, grpc: S, source: S, tools: S };
/** Breaking for those who call, over HTTP, gRPC or in code; tools do not see it. */
export const BREAKS_BOTH: Verdicts = { http: B, grpc: B, source: B };
/** Safe for those who call, over HTTP, gRPC or in code; tools do not see it. */
export const SAFE_BOTH: Verdicts = { http: S, grpc: S, source: S };

/** Checks a definition, and types all of them alike. */
export function rule(definition: Rule): Rule {
  return definition;
}
