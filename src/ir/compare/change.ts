import type { Span } from '../../diagnostics/span.ts';
import type { ProtoChangeCode } from '../compare-proto/codes.ts';
import type { ProtoRuleId } from '../compare-proto/rules.ts';
import type { ChangeCode } from './rules.ts';
import { type Position, type Verdicts, surfaces } from './verdicts.ts';

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
