import type {
  Discriminator,
  Field,
  MapType,
  ObjectType,
  TupleType,
  Type,
  UnionType,
} from '../../ir/types.ts';
import { isEntryList } from '../../ir/wire.ts';
import { valueLiteral } from '../../text/literals.ts';
import { boundsLines } from './bounds.ts';
import {
  type Lines,
  type Place,
  callLine,
  callback,
  ifBlock,
  inOrder,
  indented,
  inside,
  memberOf,
  nameFrom,
  placeArguments,
  propertyExpression,
  propertyOf,
} from './code.ts';
import type { ValidatorScope } from './validator-scope.ts';

/** Statements that check the constraints of a decoded value, which may still be of a wrong type. */
export function validateLines(
  type: Type,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  if (!scope.facts.isConstrained(type)) return [];
  switch (type.kind) {
    case 'scalar':
      return boundsLines(type, value, place, scope);
    case 'list':
    case 'set':
      return inOrder([
        boundsLines(type, value, place, scope),
        itemLines(type, value, place, scope),
      ]);
    case 'map':
      return isEntryList(type, scope.facts.declarations)
        ? entryLines(type, value, place, scope)
        : memberLines(type, value, place, scope);
    case 'tuple':
      return tupleLines(type, value, place, scope);
    case 'union':
      return type.discriminator === undefined
        ? []
        : switchLines(type, type.discriminator, { value, place, scope });
    case 'nullable':
      return validateLines(type.of, value, place, scope);
    case 'object':
      return objectLines(type, value, place, scope);
    case 'ref': {
      const args = [value, 'faults', ...placeArguments({ path: inside(place) })];
      const inner = scope.facts.isConstrained({ kind: 'ref', name: type.name })
        ? [callLine(scope.validatorOf(type.name), args)]
        : [];
      return [...boundsLines(type, value, place, scope), ...inner];
    }
    default:
      return [];
  }
}

function itemLines(
  type: Extract<Type, { kind: 'list' | 'set' }>,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  if (!scope.facts.isConstrained(type.items)) return [];
  const { item, key, inner } = callback(scope, 'index');
  const body = indented(validateLines(type.items, item, memberOf(place, key), inner));
  if (type.kind === 'set') {
    const items = `${scope.imports.kit('itemsOf')}(${value})`;
    return [`${items}.forEach((${item}, ${key}) => {`, ...body, '});'];
  }
  return ifBlock(
    [`Array.isArray(${value})`],
    [`${value}.forEach((${item}: unknown, ${key}) => {`, ...body, '});'],
  );
}

function tupleLines(type: TupleType, value: string, place: Place, scope: ValidatorScope): Lines {
  const items = type.items.map((item, index) =>
    validateLines(item.type, `${value}[${index}]`, memberOf(place, String(index)), scope),
  );
  const all = inOrder([...items, restLines(type, value, place, scope)]);
  return ifBlock([`Array.isArray(${value})`], all);
}

function restLines(type: TupleType, value: string, place: Place, scope: ValidatorScope): Lines {
  if (type.rest === undefined || !scope.facts.isConstrained(type.rest)) return [];
  const { item, key, inner } = callback(scope, 'index');
  const count = type.items.length;
  const at = memberOf(place, count === 0 ? key : `${key} + ${count}`);
  return [
    `${value}.slice(${count}).forEach((${item}: unknown, ${key}) => {`,
    ...indented(validateLines(type.rest, item, at, inner)),
    '});',
  ];
}

/** The keys and values of a record, or of a `Map` whose keys are texts. */
function memberLines(type: MapType, value: string, place: Place, scope: ValidatorScope): Lines {
  const { item, key, inner } = callback(scope, 'key');
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  const names = validateLines(type.key, key, at, inner);
  const values = validateLines(type.value, item, at, inner);
  const parameters = values.length === 0 ? `[${key}]` : `[${key}, ${item}]`;
  return [
    `${scope.imports.kit('membersOf')}(${value}).forEach((${parameters}) => {`,
    ...indented([...names, ...values]),
    '});',
  ];
}

/** The keys and values of any other `Map`. */
function entryLines(type: MapType, value: string, place: Place, scope: ValidatorScope): Lines {
  const { item, key: index, inner } = callback(scope, 'index');
  const at = memberOf(place, index);
  const key = item.replace('item', 'key');
  const keys = validateLines(type.key, key, memberOf(at, '0'), inner);
  const values = validateLines(type.value, item, memberOf(at, '1'), inner);
  const parameters =
    values.length === 0 ? `[${key}]` : `[${keys.length === 0 ? '' : key}, ${item}]`;
  return [
    `${scope.imports.kit('entriesOf')}(${value}).forEach((${parameters}, ${index}) => {`,
    ...indented([...keys, ...values]),
    '});',
  ];
}

function objectLines(type: ObjectType, value: string, place: Place, scope: ValidatorScope): Lines {
  return ifBlock(
    [isObject(value, scope)],
    inOrder([
      additionalLines(type, value, place, scope),
      ...type.fields.map((field) => fieldLines(field, value, place, scope)),
    ]),
  );
}

/** Properties beyond the declared ones. */
function additionalLines(
  { additional, fields }: ObjectType,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  if (additional === undefined || !scope.facts.isConstrained(additional)) return [];
  const names = fields.map((field) => field.name);
  const { item, key, inner } = callback(scope, 'key');
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  const known = scope.knownSet(scope.hint, names);
  return [
    `Object.entries(${value}).forEach(([${key}, ${item}]) => {`,
    ...indented(ifBlock([`!${known}.has(${key})`], validateLines(additional, item, at, inner))),
    '});',
  ];
}

function fieldLines(field: Field, target: string, place: Place, scope: ValidatorScope): Lines {
  if (!scope.facts.isConstrained(field.type)) return [];
  const value = propertyExpression(target, field.name, scope.imports);
  const inner = { ...scope, hint: nameFrom(scope.hint, field.name) };
  return validateLines(field.type, value, propertyOf(place, field.name), inner);
}

interface Choice {
  readonly value: string;
  readonly place: Place;
  readonly scope: ValidatorScope;
}

/** Only the alternative that a property names is checked. */
function switchLines(
  type: UnionType,
  { property, values }: Discriminator,
  { value, place, scope }: Choice,
): Lines {
  const tag = propertyExpression(value, property, scope.imports);
  const cases = type.variants.flatMap((variant, index) => {
    const lines = validateLines(variant, value, place, scope);
    if (lines.length === 0) return [];
    const labels = (values[index] ?? []).map((item) => `  case ${valueLiteral(item)}:`);
    return [...labels, ...indented(indented(lines)), '    break;'];
  });
  return ifBlock([isObject(value, scope)], [`switch (${tag}) {`, ...cases, '}']);
}

function isObject(value: string, scope: ValidatorScope): string {
  return `${scope.imports.kit('isObject')}(${value})`;
}
