import type { ContractChange } from './change.ts';
import type { Position } from './verdicts.ts';
import { ruled } from './findings.ts';
import type { ChangeCode } from './rules.ts';
import { worst } from './worst.ts';

/** What the messages of two contracts show of a change that their types do not. */
export interface GrpcFinding {
  /** As changes name it: `User.email`, `UserService.find(limit)`. */
  readonly subject: string;
  readonly position: Position;
  readonly message: string;
  /** `safe` where types make more of it than messages do. */
  readonly verdict: 'breaking' | 'safe';
}

/** How both contracts speak gRPC. */
export interface GrpcComparison {
  /** What has to do with no type. */
  readonly changes: readonly ContractChange[];
  readonly findings: readonly GrpcFinding[];
  /** Nobody speaks it any more: what else changed makes no difference to callers. */
  readonly isGone?: true;
}

/** Messages that show nothing beside the changes: those of `.proto` files are compared as files. */
export const NOTHING_MORE: GrpcComparison = { changes: [], findings: [] };

/**
 * Settles what changes mean to callers over gRPC. The rules judge as if every field had kept its number and its presence;
 * what the messages show goes to the change that it is about, or stands by itself.
 * @param grpc absent where one of the contracts does not speak it
 */
export function settleGrpc(
  changes: readonly ContractChange[],
  grpc: GrpcComparison | undefined,
): readonly ContractChange[] {
  if (grpc === undefined) return changes.flatMap(withoutGrpc);
  if (grpc.isGone === true) return [...grpc.changes, ...changes.flatMap(withoutGrpc)];
  const settled = grpc.findings.reduce<readonly ContractChange[]>(applied, changes);
  return [...grpc.changes, ...settled];
}

function withoutGrpc(change: ContractChange): readonly ContractChange[] {
  const { grpc, ...verdicts } = change.verdicts;
  if (grpc === undefined) return [change];
  return Object.keys(verdicts).length === 0 ? [] : [{ ...change, verdicts }];
}

function applied(
  changes: readonly ContractChange[],
  finding: GrpcFinding,
): readonly ContractChange[] {
  const found = bestFor(changes, finding);
  if (found !== undefined) {
    return changes.map((one) => (one === found ? { ...one, verdicts: judged(one, finding) } : one));
  }
  if (finding.verdict === 'safe') return changes;
  const { subject, message, position } = finding;
  const own = ruled('grpc-number-changed', subject, message, {});
  return [...changes, { ...own, position }];
}

function judged(
  { verdicts }: ContractChange,
  { verdict }: GrpcFinding,
): ContractChange['verdicts'] {
  return verdict === 'safe' ? { ...verdicts, grpc: 'safe' } : worst(verdicts, { grpc: 'breaking' });
}

/** Changes of the form of a type, beside which bounds and defaults are not what a number follows. */
const SHAPES: ReadonlySet<ContractChange['code']> = new Set<ChangeCode>([
  'type-widened',
  'type-narrowed',
  'type-changed',
  'form-changed',
  'field-made-required',
  'field-made-optional',
  'nullable-added',
  'nullable-removed',
  'variant-added',
  'variant-removed',
  'discriminator-changed',
  'required-field-added',
  'optional-field-added',
  'required-field-removed',
  'optional-field-removed',
  'enum-member-renamed',
  'enum-value-added',
  'enum-value-removed',
  'path-field-renamed',
  'parameter-renamed',
  'index-added',
  'index-removed',
  'format-changed',
]);

/** The change of the same thing; else one of a part of it, or of what it is a part of. */
function bestFor(
  changes: readonly ContractChange[],
  { subject, position }: GrpcFinding,
): ContractChange | undefined {
  const all = changes.filter((one) => one.position === position && SHAPES.has(one.code));
  // Messages know of no alternative which it is.
  const plain = (one: ContractChange): string => one.subject.replace(/<[^>]*>/g, '');
  return (
    all.find((one) => one.subject === subject) ??
    all.find((one) => plain(one) === subject) ??
    all.find((one) => isPart(plain(one), subject)) ??
    all.find((one) => isPart(subject, plain(one)))
  );
}

/** Lists, alternatives and items: fields of a message are things of their own. */
function isPart(part: string, whole: string): boolean {
  return part.startsWith(whole) && /^[[(]/.test(part.slice(whole.length));
}
