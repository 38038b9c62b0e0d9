import type { ContractChange } from '../compare/change.ts';
import type { Surface, Verdict, Verdicts } from '../compare/verdicts.ts';
import { worst } from '../compare/worst.ts';
import type { Contract } from '../types.ts';
import type { ProtoChange } from './change.ts';
import { type ProtoChangeCode, protoChangeCodes } from './codes.ts';
import { compareProto } from './compare.ts';
import { type Found, findInContract } from './find.ts';
import { type ProtoRule, protoRules } from './rules.ts';

/**
 * Adds what breaks somebody who has the files of the protobuf language to what was found by comparing types. One change is told
 * once: what both found is told in the words of the language, with the verdicts of both.
 */
export function withProtoChanges(
  before: Contract,
  after: Contract,
  changes: readonly ContractChange[],
): readonly ContractChange[] {
  const [old, fresh] = [ownFiles(before), ownFiles(after)];
  if (old === undefined || fresh === undefined) return changes;
  const told = compareProto(old, fresh).map((change) => {
    const found = findInContract(change, before, after);
    const same = changes.filter((one) => isSame(one, change, found));
    return { change: toldOnce(change, found, same), same };
  });
  const absorbed = new Set(told.flatMap(({ same }) => same));
  return [
    ...told.map(({ change }) => change),
    ...changes.filter((one) => !absorbed.has(one)).map(withoutGuess),
  ];
}

/** The author's files. A contract that was kept has none but those. */
function ownFiles({ proto }: Contract): readonly Uint8Array[] | undefined {
  if (proto === undefined) return undefined;
  const own = new Set(
    proto.files.filter(({ isShipped }) => isShipped !== true).map(({ name }) => name),
  );
  return proto.descriptors
    .filter(({ name }) => own.size === 0 || own.has(name))
    .map(({ bytes }) => bytes);
}

/** What has nothing to do with messages is told by itself. */
const APART =
  /^(?:deprecated|(?:route|prefix|base-path|timeout)-changed|(?:tool|scope|error)-.*|field-moved)$/;

/** Whether a difference of types is the one that the files show. */
function isSame(
  { code, subject, message }: ContractChange,
  change: ProtoChange,
  { name, now }: Found,
): boolean {
  if (name === undefined || APART.test(code)) return false;
  if (change.code.startsWith('proto-enum-value')) {
    return subject === name && message.includes(JSON.stringify(change.member));
  }
  if (now !== undefined && subject === now && code.endsWith('field-added')) return true;
  if (!subject.startsWith(name)) return false;
  return change.member === undefined
    ? subject === name && code.endsWith('-removed')
    : !/^\w/.test(subject.slice(name.length)) && !subject.slice(name.length).startsWith('.');
}

function toldOnce(
  change: ProtoChange,
  { name, before, after }: Found,
  same: readonly ContractChange[],
): ContractChange {
  const { code, message, rules } = change;
  const isValue = code.startsWith('proto-enum-value');
  const own = isValue && name !== undefined ? `${name}.${change.member ?? ''}` : name;
  const subject = own ?? change.subject;
  const { help } = protoChangeCodes[code];
  return {
    code,
    subject,
    message,
    rules,
    verdicts: same.reduce((all, { verdicts }) => worst(all, withoutGrpc(verdicts)), judged(change)),
    help,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Changes that leave bytes as they are in any case. */
const BYTELESS: ReadonlySet<ProtoChangeCode> = new Set([
  'proto-file-removed',
  'proto-syntax-changed',
  'proto-declaration-removed',
  'proto-field-option-changed',
  'proto-json-format-changed',
]);

function judged({ code, rules, spares = [] }: ProtoChange): Verdicts {
  const broken = rules
    .flatMap((id): readonly Surface[] => (protoRules[id] satisfies ProtoRule).breaks)
    .filter((surface) => !spares.includes(surface));
  const hurt = Object.fromEntries(
    broken.map((surface): [Surface, Verdict] => [surface, 'breaking']),
  );
  return BYTELESS.has(code) ? hurt : { grpc: 'safe', ...hurt };
}

/** Of bytes the files tell all. */
function withoutGrpc({ grpc: _grpc, ...others }: Verdicts): Verdicts {
  return others;
}

/** What was guessed of messages from types is not needed, since the files were compared; what guards rpcs is. */
function withoutGuess(change: ContractChange): ContractChange {
  const isTold = change.verdicts.grpc !== 'breaking' || APART.test(change.code);
  return isTold ? change : { ...change, verdicts: withoutGrpc(change.verdicts) };
}
