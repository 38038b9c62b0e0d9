import type { EnumType, Field, ObjectType, TupleType, Type, UnionType } from '../../ir/types.ts';
import { assertNever } from '../../text/assert-never.ts';
import { group } from '../../text/layout.ts';
import { valueLiteral } from '../../text/literals.ts';
import type { Imports } from '../imports.ts';
import {
  type Lines,
  type Place,
  callLine,
  ifBlock,
  indented,
  inside,
  memberOf,
  nameFrom,
  placeArguments,
  propertyExpression,
  propertyOf,
} from './code.ts';

/** What the writing of one file's decoders shares. */
export interface DecoderScope {
  readonly imports: Imports;
  /** The function that decodes a declaration. */
  readonly decoderOf: (declaration: string) => string;
  /** Declares a set of property names for the whole file, and gives its name. */
  readonly knownSet: (hint: string, names: readonly string[]) => string;
  /** Declares a function that decodes a type which has no name of its own. */
  readonly helper: (type: Type, hint: string) => string;
  /** What the code belongs to, for names. */
  readonly hint: string;
  /** How deep in callbacks the code stands: their parameters are numbered. */
  readonly depth: number;
}

/** Statements that check the structure of a value which is there (`undefined` is a fault). */
export function decodeLines(type: Type, value: string, place: Place, scope: DecoderScope): Lines {
  switch (type.kind) {
    case 'scalar':
      return [check(scope, SCALARS[type.scalar], value, place)];
    case 'literal':
      return [checkEnum([type.value], value, place, scope)];
    case 'enum':
      return enumLines(type, value, place, scope);
    case 'list':
    case 'set':
      return listLines(type.items, value, place, scope);
    case 'map':
      return mapLines(type.value, value, place, scope);
    case 'tuple':
      return tupleLines(type, value, place, scope);
    case 'union':
      return unionLines(type, value, place, scope);
    case 'nullable':
      return ifBlock([`${value} !== null`], decodeLines(type.of, value, place, scope));
    case 'object':
      return ifBlock(
        [expression(scope, 'checkObject', [value, 'faults', ...placeArguments(place)])],
        objectBody(type, value, place, scope),
      );
    case 'ref': {
      const pointer = placeArguments({ path: inside(place) });
      return [callLine(scope.decoderOf(type.name), [value, 'faults', ...pointer])];
    }
    default:
      return assertNever(type);
  }
}

const SCALARS = {
  string: 'checkString',
  boolean: 'checkBoolean',
  number: 'checkNumber',
  integer: 'checkInteger',
  bigint: 'checkInteger',
  bytes: 'checkString',
  instant: 'checkString',
  timestamp: 'checkString',
  unknown: 'checkPresent',
} as const;

type CheckName =
  | (typeof SCALARS)[keyof typeof SCALARS]
  | 'checkArray'
  | 'checkObject'
  | 'checkTuple'
  | 'checkEnum'
  | 'checkAnyOf';

function expression(scope: DecoderScope, name: CheckName, args: readonly string[]): string {
  return `${scope.imports.kit(name)}${group(['(', ')'], args)}`;
}

function check(scope: DecoderScope, name: CheckName, value: string, place: Place): string {
  return `${expression(scope, name, [value, 'faults', ...placeArguments(place)])};`;
}

function checkEnum(
  values: readonly unknown[],
  value: string,
  place: Place,
  scope: DecoderScope,
): string {
  const args = [value, valueLiteral(values), 'faults', ...placeArguments(place)];
  return `${expression(scope, 'checkEnum', args)};`;
}

function enumLines(type: EnumType, value: string, place: Place, scope: DecoderScope): Lines {
  const values = [...new Set(type.members.map((member) => member.value))];
  const line = checkEnum(values, value, place, scope);
  return type.open ? ifBlock([`typeof ${value} !== 'number'`], [line]) : [line];
}

function objectBody(type: ObjectType, value: string, place: Place, scope: DecoderScope): Lines {
  const names = type.fields.map((field) => field.name);
  const known = scope.knownSet(scope.hint, names);
  return [
    ...(type.additional === undefined
      ? [
          callLine(scope.imports.kit('checkKnown'), [
            value,
            known,
            'faults',
            ...selfArguments(place),
          ]),
        ]
      : additionalLines(type.additional, { value, known, place, scope })),
    ...type.fields.flatMap((field) => fieldLines(field, value, place, scope)),
  ];
}

function selfArguments(place: Place): readonly string[] {
  return placeArguments({ path: inside(place) });
}

function additionalLines(
  additional: Type,
  {
    value,
    known,
    place,
    scope,
  }: { value: string; known: string; place: Place; scope: DecoderScope },
): Lines {
  const { item, key, inner } = callback(scope);
  const body = decodeLines(
    additional,
    item,
    memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`),
    inner,
  );
  return [
    `Object.entries(${value}).forEach(([${key}, ${item}]) => {`,
    ...indented(ifBlock([`!${known}.has(${key})`], body)),
    '});',
  ];
}

function fieldLines(field: Field, target: string, place: Place, scope: DecoderScope): Lines {
  const value = propertyExpression(target, field.name, () => scope.imports.kit('member'));
  const at = propertyOf(place, field.name);
  const inner = { ...scope, hint: nameFrom(scope.hint, field.name) };
  if (!field.optional) return decodeLines(field.type, value, at, inner);
  const nullable = field.type.kind === 'nullable';
  const present = ifBlock(
    [`${value} !== undefined`, ...(nullable ? [`${value} !== null`] : [])],
    decodeLines(field.type.kind === 'nullable' ? field.type.of : field.type, value, at, inner),
  );
  if (field.default === undefined) return present;
  const absent = [`if (${value} === undefined) {`, `  ${value} = ${valueLiteral(field.default)};`];
  const otherwise = nullable ? `} else if (${value} !== null) {` : '} else {';
  return [...absent, otherwise, ...present.slice(1)];
}

function listLines(items: Type, value: string, place: Place, scope: DecoderScope): Lines {
  const { item, key, inner } = callback(scope, 'index');
  return ifBlock(
    [expression(scope, 'checkArray', [value, 'faults', ...placeArguments(place)])],
    [
      `${value}.forEach((${item}, ${key}) => {`,
      ...indented(decodeLines(items, item, memberOf(place, key), inner)),
      '});',
    ],
  );
}

function mapLines(values: Type, value: string, place: Place, scope: DecoderScope): Lines {
  const { item, key, inner } = callback(scope);
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  return ifBlock(
    [expression(scope, 'checkObject', [value, 'faults', ...placeArguments(place)])],
    [
      `Object.entries(${value}).forEach(([${key}, ${item}]) => {`,
      ...indented(decodeLines(values, item, at, inner)),
      '});',
    ],
  );
}

function tupleLines(type: TupleType, value: string, place: Place, scope: DecoderScope): Lines {
  const least = type.items.filter((item) => !item.optional).length;
  const most = type.rest === undefined ? String(type.items.length) : 'Infinity';
  const size = `[${least}, ${most}]`;
  const items = type.items.flatMap((item, index) => {
    const element = `${value}[${index}]`;
    const lines = decodeLines(item.type, element, memberOf(place, String(index)), {
      ...scope,
      hint: nameFrom(scope.hint, `item${index}`),
    });
    return item.optional ? ifBlock([`${element} !== undefined`], lines) : lines;
  });
  return ifBlock(
    [expression(scope, 'checkTuple', [value, size, 'faults', ...placeArguments(place)])],
    [...items, ...restLines(type, value, place, scope)],
  );
}

function restLines(type: TupleType, value: string, place: Place, scope: DecoderScope): Lines {
  if (type.rest === undefined) return [];
  const { item, key, inner } = callback(scope, 'index');
  const count = type.items.length;
  const at = memberOf(place, count === 0 ? key : `${key} + ${count}`);
  return [
    `${value}.slice(${count}).forEach((${item}, ${key}) => {`,
    ...indented(decodeLines(type.rest, item, at, inner)),
    '});',
  ];
}

function unionLines(type: UnionType, value: string, place: Place, scope: DecoderScope): Lines {
  if (type.discriminator === undefined) return [anyOfLine(type, value, place, scope)];
  const { property, values } = type.discriminator;
  const tag = propertyExpression(value, property, () => scope.imports.kit('member'));
  const self: Place = { path: inside(place) };
  const cases = type.variants.flatMap((variant, index) => [
    ...(values[index] ?? []).map((item) => `  case ${valueLiteral(item)}:`),
    ...indented(
      indented(
        variantLines(variant, value, self, {
          ...scope,
          hint: nameFrom(scope.hint, `variant${index + 1}`),
        }),
      ),
    ),
    '    break;',
  ]);
  return ifBlock(
    [expression(scope, 'checkObject', [value, 'faults', ...placeArguments(place)])],
    [
      `switch (${tag}) {`,
      ...cases,
      '  default:',
      `    ${checkEnum([...new Set(values.flat())], tag, propertyOf(place, property), scope)}`,
      '}',
    ],
  );
}

/** A variant whose value is known to be an object already. */
function variantLines(variant: Type, value: string, self: Place, scope: DecoderScope): Lines {
  return variant.kind === 'object'
    ? objectBody(variant, value, self, scope)
    : decodeLines(variant, value, self, scope);
}

function anyOfLine(type: UnionType, value: string, place: Place, scope: DecoderScope): string {
  const variants = type.variants.map((variant, index) => {
    if (variant.kind === 'ref' && variant.constraints === undefined) {
      return scope.decoderOf(variant.name);
    }
    if (variant.kind === 'scalar') return scope.imports.kit(SCALARS[variant.scalar]);
    return scope.helper(variant, nameFrom(scope.hint, `variant${index + 1}`));
  });
  const args = [value, group(['[', ']'], variants), 'faults', ...placeArguments(place)];
  return `${expression(scope, 'checkAnyOf', args)};`;
}

/** Names for the parameters of a callback, and the scope of its body. */
function callback(scope: DecoderScope, keyName = 'key') {
  const suffix = scope.depth === 0 ? '' : String(scope.depth + 1);
  const inner = { ...scope, depth: scope.depth + 1, hint: nameFrom(scope.hint, 'item') };
  return { item: `item${suffix}`, key: `${keyName}${suffix}`, inner };
}
