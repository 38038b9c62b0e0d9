import { innerTypes } from '../../ir/inner-types.ts';
import type {
  Constraints,
  Declaration,
  Field,
  ObjectType,
  TupleType,
  Type,
  UnionType,
} from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import { propertyKey, valueLiteral } from '../../text/literals.ts';
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

/** What the writing of one file's validators shares. */
export interface ValidatorScope {
  readonly imports: Imports;
  readonly validatorOf: (declaration: string) => string;
  /** Whether a type has anything to validate, here or further in. */
  readonly constrained: (type: Type) => boolean;
  /** The types of the declarations. */
  readonly types: ReadonlyMap<string, Type>;
  /** Declares a set of property names for the whole file, and gives its name. */
  readonly knownSet: (hint: string, names: readonly string[]) => string;
  /** Declares a pattern for the whole file, and gives its name. */
  readonly pattern: (hint: string, pattern: string) => string;
  readonly hint: string;
  readonly depth: number;
}

/** Statements that check the constraints of a value, which may still be of a wrong type. */
export function validateLines(
  type: Type,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  if (!scope.constrained(type)) return [];
  switch (type.kind) {
    case 'scalar':
      return boundsLines(type.constraints, value, place, scope);
    case 'list':
    case 'set':
      return [
        ...boundsLines(type.constraints, value, place, scope),
        ...itemLines(type.items, value, place, scope),
      ];
    case 'map':
      return mapLines(type.value, value, place, scope);
    case 'tuple':
      return tupleLines(type, value, place, scope);
    case 'union':
      return unionLines(type, value, place, scope);
    case 'nullable':
      return validateLines(type.of, value, place, scope);
    case 'object':
      return objectLines(type, value, place, scope);
    case 'ref': {
      const args = [value, 'faults', ...placeArguments({ path: inside(place) })];
      const inner = scope.constrained({ kind: 'ref', name: type.name })
        ? [callLine(scope.validatorOf(type.name), args)]
        : [];
      return [...boundsLines(type.constraints, value, place, scope), ...inner];
    }
    default:
      return [];
  }
}

function boundsLines(
  constraints: Constraints | undefined,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  const entries = Object.entries(constraints ?? {}).map(([keyword, wanted]) => {
    if (keyword === 'pattern') return `pattern: ${scope.pattern(scope.hint, String(wanted))}`;
    return `${propertyKey(keyword)}: ${valueLiteral(wanted)}`;
  });
  if (entries.length === 0) return [];
  const bounds = group(['{', '}'], entries, { padded: true });
  return [
    callLine(scope.imports.kit('checkBounds'), [value, bounds, 'faults', ...placeArguments(place)]),
  ];
}

function itemLines(items: Type, value: string, place: Place, scope: ValidatorScope): Lines {
  if (!scope.constrained(items)) return [];
  const { item, key, inner } = callback(scope, 'index');
  return ifBlock(
    [`Array.isArray(${value})`],
    [
      `${value}.forEach((${item}: unknown, ${key}) => {`,
      ...indented(validateLines(items, item, memberOf(place, key), inner)),
      '});',
    ],
  );
}

function tupleLines(type: TupleType, value: string, place: Place, scope: ValidatorScope): Lines {
  const items = type.items.flatMap((item, index) =>
    validateLines(item.type, `${value}[${index}]`, memberOf(place, String(index)), scope),
  );
  return ifBlock([`Array.isArray(${value})`], [...items, ...restLines(type, value, place, scope)]);
}

function restLines(type: TupleType, value: string, place: Place, scope: ValidatorScope): Lines {
  if (type.rest === undefined || !scope.constrained(type.rest)) return [];
  const { item, key, inner } = callback(scope, 'index');
  const count = type.items.length;
  const at = memberOf(place, count === 0 ? key : `${key} + ${count}`);
  return [
    `${value}.slice(${count}).forEach((${item}: unknown, ${key}) => {`,
    ...indented(validateLines(type.rest, item, at, inner)),
    '});',
  ];
}

function mapLines(values: Type, value: string, place: Place, scope: ValidatorScope): Lines {
  const { item, key, inner } = callback(scope, 'key');
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  return ifBlock(
    [isObject(value, scope)],
    [
      `Object.entries(${value}).forEach(([${key}, ${item}]) => {`,
      ...indented(validateLines(values, item, at, inner)),
      '});',
    ],
  );
}

function objectLines(type: ObjectType, value: string, place: Place, scope: ValidatorScope): Lines {
  return ifBlock(
    [isObject(value, scope)],
    [
      ...additionalLines(type, value, place, scope),
      ...type.fields.flatMap((field) => fieldLines(field, value, place, scope)),
    ],
  );
}

/** Properties beyond the declared ones. */
function additionalLines(
  { additional, fields }: ObjectType,
  value: string,
  place: Place,
  scope: ValidatorScope,
): Lines {
  if (additional === undefined || !scope.constrained(additional)) return [];
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
  if (!scope.constrained(field.type)) return [];
  const value = propertyExpression(target, field.name, () => scope.imports.kit('member'));
  const inner = { ...scope, hint: nameFrom(scope.hint, field.name) };
  return validateLines(field.type, value, propertyOf(place, field.name), inner);
}

/** Only the chosen variant is checked: the one of the value's discriminator, else of its JSON type. */
function unionLines(type: UnionType, value: string, place: Place, scope: ValidatorScope): Lines {
  const { discriminator } = type;
  if (discriminator === undefined) {
    const kinds = type.variants.map((variant) => jsonKind(variant, scope.types));
    const alone = type.variants.filter((_, index) => {
      return kinds.filter((kind) => kind === kinds[index]).length === 1;
    });
    return alone.flatMap((variant) => validateLines(variant, value, place, scope));
  }
  const tag = propertyExpression(value, discriminator.property, () => scope.imports.kit('member'));
  const cases = type.variants.flatMap((variant, index) => {
    const lines = validateLines(variant, value, place, scope);
    if (lines.length === 0) return [];
    const labels = (discriminator.values[index] ?? []).map(
      (item) => `  case ${valueLiteral(item)}:`,
    );
    return [...labels, ...indented(indented(lines)), '    break;'];
  });
  return ifBlock([isObject(value, scope)], [`switch (${tag}) {`, ...cases, '}']);
}

/** The JSON type of a type's values, which tells the variants of a plain union apart. */
function jsonKind(type: Type, types: ReadonlyMap<string, Type>): string {
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'integer' ? 'number' : type.scalar;
    case 'literal':
      return typeof type.value;
    case 'enum':
      return typeof type.members[0]?.value;
    case 'list':
    case 'set':
    case 'tuple':
      return 'array';
    case 'ref': {
      const target = types.get(type.name);
      return target === undefined ? 'unknown' : jsonKind(target, types);
    }
    default:
      return type.kind === 'map' ? 'object' : type.kind;
  }
}

function isObject(value: string, scope: ValidatorScope): string {
  return `${scope.imports.kit('isObject')}(${value})`;
}

function callback(scope: ValidatorScope, keyName: string) {
  const suffix = scope.depth === 0 ? '' : String(scope.depth + 1);
  const inner = { ...scope, depth: scope.depth + 1, hint: nameFrom(scope.hint, 'item') };
  return { item: `item${suffix}`, key: `${keyName}${suffix}`, inner };
}

/** Tells which types have constraints, here or further in, through recursion too. */
export function constrainedTypes(declarations: readonly Declaration[]): (type: Type) => boolean {
  const byName = new Map(declarations.map((item) => [item.name, item.type]));
  const constrained = new Set<string>();
  const has = (type: Type): boolean =>
    ('constraints' in type &&
      type.constraints !== undefined &&
      Object.keys(type.constraints).length > 0) ||
    (type.kind === 'ref' && constrained.has(type.name)) ||
    innerTypes(type).some(has);
  for (let before = -1; before !== constrained.size;) {
    before = constrained.size;
    for (const [name, type] of byName) if (has(type)) constrained.add(name);
  }
  return has;
}
