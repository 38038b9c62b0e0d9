import { byCodeUnit } from '../../text/order.ts';
import type { Schema, SchemaEnum, SchemaField, SchemaMessage } from './schema.ts';

/** The shape of the file that keeps the numbers of a project's messages for life. */
export const numbersSchema = 'microgen.numbers.v1';

/** The name that a place of the contract has, and every number that was given there: `"1": "id string"`. */
export interface Given {
  readonly name: string;
  readonly numbers: Readonly<Record<string, string>>;
}

/** All that was ever given, by place, so that no number comes to mean something else. Numeric enums have the numbers that their author gives. */
export interface NumbersLock {
  readonly messages: Readonly<Record<string, Given>>;
  readonly enums: Readonly<Record<string, Given>>;
}

/** What a lock holds before the first generation. */
export const NO_NUMBERS: NumbersLock = { messages: {}, enums: {} };

/** The names that places had, of messages and enums alike: they share a package. */
export function namesGiven({ messages, enums }: NumbersLock): ReadonlyMap<string, string> {
  const all = [...Object.entries(messages), ...Object.entries(enums)];
  return new Map(all.map(([place, { name }]) => [place, name]));
}

/** The numbers of one message or enum as they are used now. */
export interface Numbering {
  /** By name. */
  readonly numbers: ReadonlyMap<string, number>;
  /** What was given once and is used no more. */
  readonly reserved: readonly { readonly number: number; readonly name: string }[];
}

/** All numbers of a schema by the names of its messages and enums, and the lock that keeps them. */
export interface Numbered {
  readonly messages: ReadonlyMap<string, Numbering>;
  readonly enums: ReadonlyMap<string, Numbering>;
  readonly lock: NumbersLock;
}

/** Numbers that the language keeps for itself (protobuf.dev/programming-guides/proto3, "Assigning Field Numbers"). */
const [FIRST_KEPT, LAST_KEPT] = [19_000, 19_999];

/**
 * Gives every field and value its number: the one that it had, or the next that nobody ever had. A field whose type is another
 * one gets another number, since old readers would take the new bytes for the old type.
 */
export function assignNumbers(schema: Schema, lock: NumbersLock): Numbered {
  const messages = assigned(schema.messages, lock.messages, messageOwners);
  const enums = assigned(schema.enums, lock.enums, enumOwners);
  return {
    messages: messages.numberings,
    enums: enums.numberings,
    lock: { messages: messages.lock, enums: enums.lock },
  };
}

/** Something that has a number: whose it is for life, and which it must be where it cannot be chosen. */
interface NumberOwner {
  readonly name: string;
  readonly signature: string;
  readonly fixed?: number;
}

function assigned<T extends { readonly name: string; readonly place: string }>(
  items: readonly T[],
  lock: Readonly<Record<string, Given>>,
  ownersOf: (item: T) => readonly NumberOwner[],
) {
  const next = new Map(Object.entries(lock));
  const numberings = new Map<string, Numbering>();
  for (const item of items) {
    const { numbering, numbers } = numbered(ownersOf(item), next.get(item.place)?.numbers ?? {});
    numberings.set(item.name, numbering);
    next.set(item.place, { name: item.name, numbers });
  }
  const sorted = [...next].toSorted(([a], [b]) => byCodeUnit(a, b));
  return { numberings, lock: Object.fromEntries(sorted) };
}

function numbered(
  owners: readonly NumberOwner[],
  before: Given['numbers'],
): { readonly numbering: Numbering; readonly numbers: Given['numbers'] } {
  const taken = new Map(Object.entries(before).map(([number, whose]) => [Number(number), whose]));
  const known = new Map([...taken].map(([number, whose]) => [whose, number]));
  for (const { fixed, signature } of owners) if (fixed !== undefined) taken.set(fixed, signature);
  const numbers = new Map<string, number>();
  for (const { name, signature, fixed } of owners) {
    const number = fixed ?? known.get(signature) ?? nextFree(taken);
    taken.set(number, signature);
    numbers.set(name, number);
  }
  const used = new Set(numbers.values());
  const byNumber = [...taken].toSorted(([a], [b]) => a - b);
  const reserved = byNumber
    .filter(([number]) => !used.has(number))
    .map(([number, whose]) => ({ number, name: whose.split(' ', 1)[0] ?? '' }));
  return {
    numbering: { numbers, reserved },
    numbers: Object.fromEntries(byNumber.map(([number, whose]) => [String(number), whose])),
  };
}

function nextFree(taken: ReadonlyMap<number, string>): number {
  const next = Math.max(0, ...taken.keys()) + 1;
  return next >= FIRST_KEPT && next <= LAST_KEPT ? LAST_KEPT + 1 : next;
}

function messageOwners({ fields }: SchemaMessage): readonly NumberOwner[] {
  return fields.flatMap((field): readonly NumberOwner[] => {
    const own = { name: field.name, signature: `${field.name} ${signatureOf(field)}` };
    if (field.nullable !== 'flag') return [own];
    const flag = nullName(field);
    return [own, { name: flag, signature: `${flag} bool` }];
  });
}

/** The flag beside a field that is `null`. */
export function nullName({ name }: Pick<SchemaField, 'name'>): string {
  return `${name}_null`;
}

/** Zero stands for no value. A numeric enum has the numbers of its own values. */
function enumOwners({ values }: SchemaEnum): readonly NumberOwner[] {
  return values.map(({ name, number }) => ({
    name,
    signature: name,
    ...(number === undefined ? {} : { fixed: number }),
  }));
}

/** The type as old readers know it: whether it may be absent makes no difference to the bytes. */
function signatureOf({ type, label }: SchemaField): string {
  const one = typeName(type);
  if (label === 'map') return `map<string,${one}>`;
  return label === 'repeated' ? `repeated ${one}` : one;
}

/** A field's type as the language writes it. */
export function typeName(type: SchemaField['type']): string {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'value':
      return 'google.protobuf.Value';
    default:
      return type.name;
  }
}
