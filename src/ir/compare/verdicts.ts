/** What a change means to those whose code was written for the contract as it was. */
export type Verdict = 'breaking' | 'safe';

/** The ways in which a contract is used. */
export const surfaces = ['http', 'grpc', 'source', 'tools'] as const;

/**
 * `http`: callers with the old contract meet the new service. `grpc`: callers with the old messages do. `source`: code on the generated SDK is compiled
 * against the new one. `tools`: AI clients that know the tools as they were.
 */
export type Surface = (typeof surfaces)[number];

/** A verdict for each surface that a change touches. */
export type Verdicts = { readonly [S in Surface]?: Verdict };

/** The side of the wire on which values of a type travel. */
export type Position = 'request' | 'response';
