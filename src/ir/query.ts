import { assertNever } from '../text/assert-never.ts';
import { type Declarations, resolveType } from './resolve.ts';
import type { Field, MapType, NullableType, ScalarName, Type, UnionType } from './types.ts';

/** Why a request cannot travel as a query: the field, with dots, and what is wrong with it. */
export interface QueryObstacle {
  readonly field: string;
  /** Reads after "is": `a map`. */
  readonly reason: string;
}

interface Walk {
  readonly declarations: Declarations;
  readonly path: string;
  /** The declarations around this place: meeting one again would need endless keys. */
  readonly open: ReadonlySet<string>;
}

/**
 * The first thing among some fields that a query cannot carry. It carries scalars as their text, lists of
 * scalars as repeated keys and nested objects as `a.b=1`; a value must be told from every other by its text.
 */
export function queryObstacle(
  fields: readonly Field[],
  declarations: Declarations,
): QueryObstacle | undefined {
  return fieldsObstacle(fields, { declarations, path: '', open: new Set() });
}

function fieldsObstacle(fields: readonly Field[], walk: Walk): QueryObstacle | undefined {
  for (const field of fields) {
    const path = walk.path === '' ? field.name : `${walk.path}.${field.name}`;
    if (field.name.includes('.')) return { field: path, reason: 'a name with a dot' };
    const found = obstacle(field.type, { ...walk, path });
    if (found !== undefined) return found;
  }
  return undefined;
}

function obstacle(type: Type, walk: Walk): QueryObstacle | undefined {
  switch (type.kind) {
    case 'ref':
      return refObstacle(type.name, walk);
    case 'list':
    case 'set':
      return itemObstacle(type.items, walk);
    case 'tuple':
      return { field: walk.path, reason: 'a tuple' };
    case 'object':
      return type.additional === undefined
        ? fieldsObstacle(type.fields, walk)
        : { field: walk.path, reason: 'an object with any key' };
    default:
      return textObstacle(type, walk);
  }
}

function refObstacle(name: string, walk: Walk): QueryObstacle | undefined {
  if (walk.open.has(name)) return { field: walk.path, reason: `a ${name} within a ${name}` };
  const declaration = walk.declarations.get(name);
  if (declaration === undefined) return undefined;
  return obstacle(declaration.type, { ...walk, open: new Set([...walk.open, name]) });
}

function itemObstacle(items: Type, walk: Walk): QueryObstacle | undefined {
  const item = resolveType(items, walk.declarations);
  if (item.kind === 'object') return { field: walk.path, reason: 'a list of objects' };
  if (item.kind === 'list' || item.kind === 'set' || item.kind === 'tuple') {
    return { field: walk.path, reason: 'a list of lists' };
  }
  if (item.kind === 'nullable') return { field: walk.path, reason: 'a list with `null` in it' };
  return obstacle(items, walk);
}

type TextType = Exclude<Type, { kind: 'ref' | 'list' | 'set' | 'tuple' | 'object' }>;

function textObstacle(type: TextType, walk: Walk): QueryObstacle | undefined {
  const reason = textReason(type, walk.declarations);
  return reason === undefined ? undefined : { field: walk.path, reason };
}

function textReason(type: TextType, declarations: Declarations): string | undefined {
  switch (type.kind) {
    case 'scalar':
      return SCALAR_REASONS[type.scalar];
    case 'literal':
      return undefined;
    case 'enum':
      return mixesNull(type) ? NULL_TEXT : undefined;
    case 'map':
      return mapReason(type);
    case 'nullable':
      return nullReason(type, declarations);
    case 'union':
      return unionReason(type, declarations);
    default:
      return assertNever(type);
  }
}

/** Why a scalar cannot stand in a query, for those that cannot. */
export const SCALAR_REASONS: Partial<Record<ScalarName, string>> = {
  bytes: 'bytes',
  unknown: 'a value of any type',
  any: 'a message of any type',
};

function mapReason(type: MapType): string {
  return type.form === 'map' ? 'a map' : 'a record';
}

const NULL_TEXT = 'a set in which the text "null" and other kinds of values look alike';

/** Whether the word that stands for `null` is one of a type's texts. */
function saysNull(type: Type): boolean {
  if (type.kind === 'literal') return type.value === 'null';
  return type.kind === 'enum' && type.members.some(({ value }) => value === 'null');
}

/** Whether texts, of which one is that word, stand beside numbers: then a text is read as what it looks like. */
export function mixesNull(type: Type): boolean {
  if (type.kind !== 'enum' || !saysNull(type)) return false;
  return type.open || type.members.some(({ value }) => typeof value === 'number');
}

/** `null` is written as that word, which must then mean nothing else. */
function nullReason(type: NullableType, declarations: Declarations): string | undefined {
  const of = resolveType(type.of, declarations);
  if (of.kind === 'scalar' && of.scalar === 'string') return 'a text that may also be `null`';
  if (saysNull(of)) return NULL_TEXT;
  if (of.kind === 'scalar' || of.kind === 'literal' || of.kind === 'enum') {
    return textReason(of, declarations);
  }
  return 'a structure that may also be `null`';
}

/** Booleans, numbers and names tell themselves apart; two kinds of number, or any text, do not. */
function unionReason(type: UnionType, declarations: Declarations): string | undefined {
  const kinds = type.variants.flatMap((variant) => {
    const of = resolveType(variant, declarations);
    return of.kind === 'scalar'
      ? [of.scalar]
      : of.kind === 'literal'
        ? [typeof of.value]
        : [of.kind];
  });
  const distinct = new Set(kinds);
  const plain = kinds.every((kind) => kind === 'boolean' || kind === 'number' || kind === 'enum');
  return plain && distinct.size === kinds.length
    ? undefined
    : 'a union whose alternatives look alike in a query';
}
