import type { GrpcFinding } from '../../../ir/compare/grpc.ts';
import type { SchemaMessage } from '../schema.ts';
import { acceptsAbsence, contractField } from './contract-type.ts';
import type { Pairing } from './pairing.ts';
import type { Numbered } from './sides.ts';

/** The fields' message, and what its properties are called. */
interface FieldScope {
  readonly pairing: Pairing;
  readonly whole: string;
  readonly subjectOf: (property: string) => string;
}

/** What the fields of a message show, one by one. */
export function compareFields(
  before: SchemaMessage,
  after: SchemaMessage,
  scope: FieldScope,
): readonly GrpcFinding[] {
  const { pairing } = scope;
  if (before.form !== after.form) {
    return told(scope, scope.whole, 'its message is laid out in another way');
  }
  const [old, fresh] = [pairing.before.fields(before), pairing.after.fields(after)];
  const kept = old.flatMap((field) => {
    const subject = scope.subjectOf(field.field.property);
    const same = fresh.find((one) => one.number === field.number);
    if (same !== undefined && isOwn(field, same))
      return compareField(field, same, { scope, subject });
    const moved = fresh.find((one) => isCounterpart(field, one, before));
    if (moved === undefined && same === undefined) return [];
    const now = moved === undefined ? 'is another field' : `is ${moved.number} now`;
    return told(scope, subject, `its number in messages was ${field.number}, and ${now}`);
  });
  return [...kept, ...fixed(before, after, scope), ...added(old, after, { scope, fresh })];
}

/** What always has one value is not written: who knows that value reads no other, and who does not reads none. */
function fixed(
  { constants: before = {} }: SchemaMessage,
  { constants: after = {}, fields }: SchemaMessage,
  scope: FieldScope,
): readonly GrpcFinding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    if (before[name] === after[name]) return [];
    const isNew = before[name] === undefined;
    const isGone = after[name] === undefined && fields.every(({ property }) => property !== name);
    const isRead = scope.pairing.position === 'response' || (!isNew && after[name] !== undefined);
    if (!isRead || isGone) return [];
    return told(scope, scope.subjectOf(name), 'messages do not say it, since it has one value');
  });
}

function told(
  { pairing: { position } }: FieldScope,
  subject: string,
  message: string,
): readonly GrpcFinding[] {
  return [{ subject, position, message, verdict: 'breaking' }];
}

/** Whether what has a number is what had it. */
function isOwn(before: Numbered, after: Numbered): boolean {
  return before.signature === after.signature && before.field.name === after.field.name;
}

/** The same property, item or alternative under another number. */
function isCounterpart({ field }: Numbered, other: Numbered, { form }: SchemaMessage): boolean {
  if (form !== 'union') return other.field.property === field.property;
  return field.when?.some((value) => other.field.when?.includes(value) === true) === true;
}

interface OneField {
  readonly scope: FieldScope;
  readonly subject: string;
}

function compareField(
  before: Numbered,
  after: Numbered,
  { scope, subject }: OneField,
): readonly GrpcFinding[] {
  const [old, fresh] = [before.field, after.field];
  const { pairing } = scope;
  const nested =
    old.type.kind === 'message' && fresh.type.kind === 'message'
      ? pairing.compare(old.type.name, fresh.type.name, {
          subjectOf: () => undefined,
          whole: old.label === 'repeated' || old.label === 'map' ? `${subject}[]` : subject,
        })
      : [];
  return [
    ...comparePresence(before, after, { scope, subject }),
    ...compareDigits(before, after, { scope, subject }),
    ...compareValues(before, after, { scope, subject }),
    ...nested,
  ];
}

/**
 * A zero is not written where absence says it, and absence is no zero where it says something else. Enums of texts have a zero
 * that no value has.
 */
function comparePresence(
  { field: before, flag: oldFlag }: Numbered,
  { field: after, flag }: Numbered,
  { scope, subject }: OneField,
): readonly GrpcFinding[] {
  if (oldFlag !== undefined && flag !== undefined && flag !== oldFlag) {
    return told(
      scope,
      subject,
      `what says that it is \`null\` was number ${oldFlag}, and is ${flag}`,
    );
  }
  const labels = [before.label, after.label];
  if (before.nullable !== undefined && after.nullable !== undefined) {
    if (before.nullable === after.nullable) return [];
    return told(scope, subject, 'absence stands for `null`, or does so no more');
  }
  if (before.label === after.label || labels.includes('repeated')) return [];
  if (before.type.kind === 'enum' && !hasZero(scope, before.type.name)) return [];
  const message = 'an empty text, zero and `false` are taken for absence, or absence for them';
  return told(scope, subject, message);
}

function hasZero({ pairing }: FieldScope, name: string): boolean {
  return [...pairing.before.values(name).values()].includes(0);
}

/** A bigint has all digits of its 64 bits, whole numbers less: both are the same bytes. */
function compareDigits(
  { field: before }: Numbered,
  { field: after }: Numbered,
  { scope, subject }: OneField,
): readonly GrpcFinding[] {
  if (before.decimal === after.decimal) return [];
  const { position } = scope.pairing;
  if (after.decimal !== true) return [];
  if (position === 'response')
    return told(scope, subject, 'it may have more digits than were read');
  return [{ subject, position, message: 'more digits are read', verdict: 'safe' }];
}

/** Values of an enum that both sides have, under other numbers. */
function compareValues(
  { field: before }: Numbered,
  { field: after }: Numbered,
  { scope, subject }: OneField,
): readonly GrpcFinding[] {
  if (before.type.kind !== 'enum' || after.type.kind !== 'enum') return [];
  const fresh = scope.pairing.after.values(after.type.name);
  return [...scope.pairing.before.values(before.type.name)].flatMap(([value, number]) => {
    const now = fresh.get(value);
    if (now === undefined || now === number) return [];
    const message = `the number of ${JSON.stringify(value)} was ${number}, and is ${now}`;
    return told(scope, subject, message);
  });
}

/** What old callers do not send must be something all the same. */
function added(
  old: readonly Numbered[],
  after: SchemaMessage,
  { scope, fresh }: { readonly scope: FieldScope; readonly fresh: readonly Numbered[] },
): readonly GrpcFinding[] {
  const { position, after: side } = scope.pairing;
  if (position === 'response' || after.form !== 'object') return [];
  const known = new Set(old.map(({ field }) => field.property));
  return fresh.flatMap(({ field }) => {
    if (known.has(field.property)) return [];
    const own = contractField(after, field, side);
    const isBorne =
      own === undefined
        ? field.label !== 'single' || field.type.kind === 'scalar'
        : acceptsAbsence(own, field, side.declarations);
    if (isBorne) return [];
    const message = 'messages without it are refused';
    return told(scope, scope.subjectOf(field.property), message);
  });
}
