import { assertNever } from '../../text/assert-never.ts';
import { misfit } from '../misfit.ts';
import { isEntryList } from '../wire.ts';
import type {
  EnumMember,
  EnumType,
  ListType,
  LiteralType,
  MapType,
  ObjectType,
  ScalarName,
  ScalarType,
  TupleType,
  Type,
} from '../types.ts';
import { constraintsAccept } from './constraints.ts';
import { type Side, codeName, enumOf, settledType } from './settled.ts';

/**
 * What "fits" means. `request`: the JSON of one is accepted where the other is wanted, and no more properties than
 * are known; `response`: the same, whatever properties there are beside; `source`: a value in code can be assigned.
 */
export type Grammar = 'request' | 'response' | 'source';

/** Whether every value of the narrow type is one of the wide type. In doubt it is not. */
export function accepts(wide: Side, narrow: Side, grammar: Grammar): boolean {
  return fits({ wide, narrow, grammar, answers: new Map() });
}

interface Question {
  readonly wide: Side;
  readonly narrow: Side;
  readonly grammar: Grammar;
  /** What is known of pairs of declarations, or taken for so. */
  readonly answers: Map<string, boolean>;
}

/**
 * Types may hold themselves: a pair that is being asked about is taken to fit. Where it turns out not to, what was
 * found to fit since may have rested on that, and is forgotten; what was found not to fit stays so.
 */
function fits(question: Question): boolean {
  const { wide, narrow, answers } = question;
  if (wide.type.kind !== 'ref' || narrow.type.kind !== 'ref') return settledFits(question);
  const key = JSON.stringify([wide.type, narrow.type]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const before = new Set(answers.keys());
  answers.set(key, true);
  if (settledFits(question)) return true;
  for (const [other, fit] of answers) if (fit && !before.has(other)) answers.delete(other);
  answers.set(key, false);
  return false;
}

/** The same question about other types of the two sides. */
function ask(question: Question, wide: Type, narrow: Type): boolean {
  return fits({
    ...question,
    wide: { ...question.wide, type: wide },
    narrow: { ...question.narrow, type: narrow },
  });
}

function settledFits(question: Question): boolean {
  const wide = viewed(settledType(question.wide), question.wide, question);
  const narrow = viewed(settledType(question.narrow), question.narrow, question);
  if (wide.kind === 'scalar' && wide.scalar === 'unknown') return true;
  if (narrow.kind === 'nullable') {
    return acceptsNull(wide, question) && ask(question, wide, narrow.of);
  }
  if (narrow.kind === 'union') {
    return narrow.variants.every((variant) => ask(question, wide, variant));
  }
  if (wide.kind === 'nullable') return ask(question, wide.of, narrow);
  const values = enumOf(narrow);
  if (values !== undefined) return enumFits(question, wide, values);
  if (wide.kind === 'union') {
    return wide.variants.some((variant) => ask(question, variant, narrow));
  }
  return plainFits(question, wide, narrow);
}

function acceptsNull(wide: Type, { wide: side }: Question): boolean {
  if (wide.kind === 'nullable') return true;
  if (wide.kind !== 'union') return false;
  return wide.variants.some((variant) => {
    const { kind } = settledType({ ...side, type: variant });
    return kind === 'nullable';
  });
}

/** On the wire a `Set` is a list and a `Map` an object or a list of pairs. */
function viewed(type: Type, { declarations }: Side, { grammar }: Question): Type {
  if (grammar === 'source') return type;
  if (type.kind === 'set') {
    const constraints = { ...type.constraints, uniqueItems: true } as const;
    return { kind: 'list', items: type.items, readonly: false, constraints };
  }
  if (type.kind !== 'map') return type;
  if (!isEntryList(type, declarations)) return { ...type, form: 'record' };
  const pair: TupleType = {
    kind: 'tuple',
    items: [type.key, type.value].map((one) => ({ type: one, optional: false })),
    readonly: false,
  };
  return { kind: 'list', items: pair, readonly: false };
}

/** Every value by itself: they may belong to different alternatives of a union. */
function enumFits(question: Question, wide: Type, values: EnumType): boolean {
  const integer: ScalarType = { kind: 'scalar', scalar: 'integer' };
  const all = wide.kind === 'union' ? wide.variants : [wide];
  const options = all.map((type) =>
    viewed(settledType({ ...question.wide, type }), question.wide, question),
  );
  const isKnown = (member: EnumMember): boolean =>
    options.some((option) => memberFits(question, option, member));
  const isOpenThere =
    !values.open ||
    options.some((option) => enumOf(option)?.open ?? plainFits(question, option, integer));
  return isOpenThere && values.members.every(isKnown);
}

function memberFits(question: Question, wide: Type, member: EnumMember): boolean {
  const { value } = member;
  const set = enumOf(wide);
  const literal: LiteralType = { kind: 'literal', value };
  if (set === undefined) return literalFits(question, wide, literal);
  const found = set.members.find((one) => one.value === value);
  if (question.grammar !== 'source') {
    return found !== undefined || (set.open && typeof value === 'number');
  }
  // An enum of TypeScript is a type of its own: neither its values nor another enum's stand for it.
  return found !== undefined && codeName(found) === codeName(member);
}

function literalFits(question: Question, wide: Type, { value }: LiteralType): boolean {
  if (wide.kind === 'literal') return wide.value === value;
  if (wide.kind === 'union') {
    return wide.variants.some((variant) => ask(question, variant, { kind: 'literal', value }));
  }
  if (wide.kind !== 'scalar') return false;
  if (question.grammar === 'source') {
    return SOURCE[wide.scalar].includes(SCALAR_OF[typeof value as 'string' | 'number' | 'boolean']);
  }
  return misfit(value, wide, question.wide.declarations) === undefined;
}

const SCALAR_OF = { string: 'string', number: 'number', boolean: 'boolean' } as const;

function plainFits(question: Question, wide: Type, narrow: Type): boolean {
  switch (narrow.kind) {
    case 'scalar':
      return wide.kind === 'scalar' && scalarFits(question, wide, narrow);
    case 'literal':
      return literalFits(question, wide, narrow);
    case 'list':
      return wide.kind === 'list' && listFits(question, wide, narrow);
    case 'set':
      return wide.kind === 'set' && ask(question, wide.items, narrow.items);
    case 'map':
      return mapFits(question, wide, narrow);
    case 'tuple':
      return tupleFits(question, wide, narrow);
    case 'object':
      return objectFits(question, wide, narrow);
    case 'enum':
    case 'union':
    case 'nullable':
    case 'ref':
      return false;
    default:
      return assertNever(narrow);
  }
}

type Table = Readonly<Record<ScalarName, readonly ScalarName[]>>;

/** Whose JSON is read where another scalar is wanted: integers as big ones, anything that is text as text. */
const WIRE: Table = {
  string: ['string', 'bytes', 'instant', 'timestamp', 'bigint'],
  boolean: ['boolean'],
  number: ['number', 'integer'],
  integer: ['integer'],
  bigint: ['bigint', 'integer'],
  bytes: ['bytes'],
  instant: ['instant', 'timestamp'],
  timestamp: ['timestamp', 'instant'],
  unknown: [],
};

/** What code can assign: whole numbers are numbers, and a `Timestamp` is a `Date`. */
const SOURCE: Table = {
  string: ['string'],
  boolean: ['boolean'],
  number: ['number', 'integer'],
  integer: ['number', 'integer'],
  bigint: ['bigint'],
  bytes: ['bytes'],
  instant: ['instant', 'timestamp'],
  timestamp: ['timestamp'],
  unknown: [],
};

function scalarFits({ grammar }: Question, wide: ScalarType, narrow: ScalarType): boolean {
  if (grammar === 'source') return SOURCE[wide.scalar].includes(narrow.scalar);
  if (isTime(wide) && narrow.scalar === 'string') {
    return narrow.constraints?.format === 'date-time';
  }
  if (!WIRE[wide.scalar].includes(narrow.scalar)) return false;
  if (wide.scalar === 'string' && narrow.scalar !== 'string') {
    const constraints = isTime(narrow) ? { format: 'date-time' } : {};
    return constraintsAccept(wide, { scalar: 'string', constraints });
  }
  return constraintsAccept(wide, narrow);
}

function isTime({ scalar }: ScalarType): boolean {
  return scalar === 'instant' || scalar === 'timestamp';
}

function listFits(question: Question, wide: ListType, narrow: ListType): boolean {
  const isSource = question.grammar === 'source';
  if (isSource && narrow.readonly && !wide.readonly) return false;
  return (isSource || constraintsAccept(wide, narrow)) && ask(question, wide.items, narrow.items);
}

function mapFits(question: Question, wide: Type, narrow: MapType): boolean {
  if (wide.kind === 'object') {
    const isOpen = question.grammar !== 'request' || wide.additional !== undefined;
    const types = wide.fields.map((field) => field.type);
    return (
      narrow.form === 'record' &&
      isOpen &&
      wide.fields.every((field) => field.optional) &&
      [...types, ...(wide.additional ? [wide.additional] : [])].every((type) =>
        ask(question, type, narrow.value),
      )
    );
  }
  if (wide.kind !== 'map' || wide.form !== narrow.form) return false;
  return ask(question, wide.key, narrow.key) && ask(question, wide.value, narrow.value);
}

function tupleFits(question: Question, wide: Type, narrow: TupleType): boolean {
  const isSource = question.grammar === 'source';
  if (wide.kind === 'list') {
    const types = narrow.items.map((item) => item.type);
    const bounds = { constraints: lengthsOf(narrow) };
    return (
      !(isSource && narrow.readonly && !wide.readonly) &&
      (isSource || constraintsAccept(wide, bounds)) &&
      [...types, ...(narrow.rest ? [narrow.rest] : [])].every((type) =>
        ask(question, wide.items, type),
      )
    );
  }
  if (wide.kind !== 'tuple' || (isSource && narrow.readonly && !wide.readonly)) return false;
  return lengthsFit(wide, narrow) && itemsFit(question, wide, narrow);
}

function lengthsOf(tuple: TupleType): { readonly minItems: number; readonly maxItems?: number } {
  const minItems = tuple.items.filter((item) => !item.optional).length;
  return tuple.rest === undefined ? { minItems, maxItems: tuple.items.length } : { minItems };
}

/** Whether every length that a narrow tuple has is one that a wide one may have. */
export function lengthsFit(wide: TupleType, narrow: TupleType): boolean {
  const [most, least] = [lengthsOf(wide), lengthsOf(narrow)];
  return (
    least.minItems >= most.minItems &&
    (least.maxItems ?? Number.POSITIVE_INFINITY) <= (most.maxItems ?? Number.POSITIVE_INFINITY)
  );
}

function itemsFit(question: Question, wide: TupleType, narrow: TupleType): boolean {
  const count = Math.max(wide.items.length, narrow.items.length) + 1;
  return Array.from({ length: count }, (_, index) => index).every((index) => {
    const own = narrow.items[index]?.type ?? narrow.rest;
    const wanted = wide.items[index]?.type ?? wide.rest;
    return own === undefined || (wanted !== undefined && ask(question, wanted, own));
  });
}

function objectFits(question: Question, wide: Type, narrow: ObjectType): boolean {
  if (wide.kind === 'map') {
    const types = narrow.fields.map((field) => field.type);
    const names = narrow.fields.map(({ name }): Type => ({ kind: 'literal', value: name }));
    return (
      wide.form === 'record' &&
      names.every((name) => ask(question, wide.key, name)) &&
      [...types, ...(narrow.additional ? [narrow.additional] : [])].every((type) =>
        ask(question, wide.value, type),
      )
    );
  }
  if (wide.kind !== 'object') return false;
  return (
    wide.fields.every((field) => {
      const own = narrow.fields.find((one) => one.name === field.name);
      if (own === undefined) return field.optional;
      return (field.optional || !own.optional) && ask(question, field.type, own.type);
    }) && restFits(question, wide, narrow)
  );
}

/** The properties of a narrow object that a wide one does not name. */
function restFits(question: Question, wide: ObjectType, narrow: ObjectType): boolean {
  const known = new Set(wide.fields.map((field) => field.name));
  const others = narrow.fields.filter((field) => !known.has(field.name)).map(({ type }) => type);
  const all = [...others, ...(narrow.additional ? [narrow.additional] : [])];
  const { additional } = wide;
  if (additional === undefined) return question.grammar !== 'request' || all.length === 0;
  return all.every((type) => ask(question, additional, type));
}
