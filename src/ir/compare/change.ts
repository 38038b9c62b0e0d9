import type { Span } from '../../diagnostics/span.ts';
import type { ProtoChangeCode } from '../compare-proto/codes.ts';
import type { ProtoRuleId } from '../compare-proto/rules.ts';
import type { ChangeCode } from './rules.ts';

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

/** One thing that differs between two contracts. */
export interface ContractChange {
  readonly code: ChangeCode | ProtoChangeCode;
  /** What it is about: `UserService.getUser`, `User.email`, `UserService.find(limit)`. */
  readonly subject: string;
  /** What changed, in words. */
  readonly message: string;
  /** Of types: where their values travel. A type in both positions has a change for each. */
  readonly position?: Position;
  readonly verdicts: Verdicts;
  /** Of contracts in the protobuf language: the rules of `buf breaking` that it offends against. */
  readonly rules?: readonly ProtoRuleId[];
  /** What can be done about it. */
  readonly help?: string;
  /** Where it stands in the old contract; absent for what is new. */
  readonly before?: Span;
  /** Where it stands in the new contract; absent for what is gone. */
  readonly after?: Span;
}

/** Whether a change breaks anybody. */
export function isBreaking({ verdicts }: Pick<ContractChange, 'verdicts'>): boolean {
  return surfaces.some((surface) => verdicts[surface] === 'breaking');
}
