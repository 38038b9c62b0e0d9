import { countMisfit } from '../limits.ts';
import type { Declarations } from '../resolve.ts';
import type { Constraints, Field, Json, MapType, ObjectType, TupleType, Type } from '../types.ts';
import { NUMBER_NAME, isEntryList } from '../wire.ts';
import { combinations } from './combine.ts';
import { SIZE_LIMIT } from './texts.ts';

/** Makes up to `count` distinct values of a type that stands under a name. */
export type Make = (type: Type, name: string, count: number) => readonly Json[];

/** What is made, and how what is inside is. */
export interface Making {
  readonly make: Make;
  /** What the value is of: a field's name. */
  readonly name: string;
  readonly count: number;
  readonly declarations: Declarations;
}

/** The smallest objects: optional fields only where the author gave a value, or where more are wanted. */
export function* exampleObjects(type: ObjectType, making: Making): Generator<Json> {
  const { make, count } = making;
  const valuesOf = (field: Field): readonly Json[] => fieldValues(field, make, count);
  const present = type.fields.filter(
    (field) => !field.optional || field.docs.examples.length > 0 || isShownAnyway(field),
  );
  const lists = present.map(valuesOf);
  for (const values of combinations(lists)) yield objectOf(present, values);
  if (count === 1 || lists.some((list) => list.length === 0)) return;
  for (const field of type.fields.filter((one) => !present.includes(one))) {
    const firsts = lists.map(([first]) => first ?? null);
    for (const value of valuesOf(field)) yield objectOf([...present, field], [...firsts, value]);
  }
}

/** A value that code always has, where it is a single one, says what the field is for. */
function isShownAnyway({ filled, type }: Field): boolean {
  return filled === true && type.kind !== 'list' && type.kind !== 'map';
}

function fieldValues(field: Field, make: Make, count: number): readonly Json[] {
  const own = [...field.docs.examples, ...(field.default === undefined ? [] : [field.default])];
  return own.length >= count ? own : [...own, ...make(field.type, field.name, count)];
}

function objectOf(fields: readonly Field[], values: readonly Json[]): Json {
  return Object.fromEntries(fields.map(({ name }, index) => [name, values[index] ?? null]));
}

/** Tuples without what may be left out. */
export function* exampleTuples(type: TupleType, { make, name, count }: Making): Generator<Json> {
  const items = type.items.filter((item) => !item.optional);
  yield* combinations(items.map((item) => make(item.type, item.name ?? name, count)));
  if (type.rest === undefined || count === 1) return;
  for (const value of make(type.rest, name, count)) {
    const [first] = combinations(items.map((item) => make(item.type, item.name ?? name, 1)));
    if (first !== undefined && items.length === type.items.length) yield [...first, value];
  }
}

/** Lists of one item, or of as few as they must have. */
export function* exampleLists(
  items: Type,
  limits: readonly Constraints[],
  { make, name, count }: Making,
): Generator<Json> {
  const least = Math.max(0, ...limits.map(({ minItems = 0 }) => minItems));
  const most = Math.min(SIZE_LIMIT, ...limits.map(({ maxItems = Infinity }) => maxItems));
  const isUnique = limits.some(({ uniqueItems }) => uniqueItems === true);
  const size = Math.min(Math.max(least, 1), most);
  const values = make(items, name, isUnique ? size + count - 1 : count);
  for (const list of listsOf(values, { size, most, count, isUnique })) {
    if (limits.every((one) => countMisfit(list, one) === undefined)) yield list;
  }
}

interface ListShape {
  readonly size: number;
  readonly most: number;
  readonly count: number;
  readonly isUnique: boolean;
}

function* listsOf(values: readonly Json[], { size, most, count, isUnique }: ListShape) {
  const fill = (length: number, first: number): readonly Json[] =>
    isUnique
      ? values.slice(first, first + length)
      : Array.from({ length }, (_, index) => values[index === 0 ? first : 0] ?? null);
  if (values.length > 0) {
    for (let first = 0; first < values.length; first += 1) yield fill(size, first);
    for (let more = 1; more < count && size + more <= most; more += 1) yield fill(size + more, 0);
  }
  yield [];
}

/** Maps and records of one entry, or of none where no entry can be made. */
export function* exampleMaps(type: MapType, making: Making): Generator<Json> {
  const { make, name, count, declarations } = making;
  const isList = isEntryList(type, declarations);
  const keys = make(type.key, 'key', count);
  const values = make(type.value, name, count);
  for (const [key = null, value = null] of combinations([keys, values])) {
    if (isList) yield [[key, value]];
    else if (isName(key)) yield Object.fromEntries([[String(key), value]]);
  }
  yield isList ? [] : {};
}

function isName(key: Json): boolean {
  return typeof key === 'string' || new RegExp(NUMBER_NAME).test(String(key));
}
