import type { Surface } from '../compare/verdicts.ts';
import type { ProtoChangeCode } from './codes.ts';
import type { ProtoRuleId } from './rules.ts';

/** One thing that differs between two contracts of the protobuf language, and breaks somebody. */
export interface ProtoChange {
  readonly code: ProtoChangeCode;
  /** By full names: `acme.v1.User.email`, `acme.v1.UserService.Find`; a file by its own. */
  readonly subject: string;
  /** The full name of the message, enum or service that it is about or in; absent for files. */
  readonly owner?: string;
  /** The field by its name in JSON, the rpc or the value of the owner that it is about. */
  readonly member?: string;
  /** What a field is called in JSON now. */
  readonly now?: string;
  /** Who is not hurt, although a category of the rules would have it so. */
  readonly spares?: readonly Surface[];
  /** What changed, in words. */
  readonly message: string;
  /** The rules of `buf breaking` that it offends against. */
  readonly rules: readonly ProtoRuleId[];
}

/** What differs where at most one thing can: nothing, where no rule minds it. */
export function changed(
  change: Omit<ProtoChange, 'rules'>,
  rules: Readonly<Partial<Record<ProtoRuleId, boolean>>>,
): readonly ProtoChange[] {
  const offended = Object.entries(rules).flatMap(([rule, isSo]) =>
    isSo ? [rule as ProtoRuleId] : [],
  );
  return offended.length === 0 ? [] : [{ ...change, rules: offended }];
}

/** What a change is about. */
export type About = Pick<ProtoChange, 'subject' | 'owner' | 'member'>;
