import type { Constraints, Contract, Field, Json, Type } from '../../src/ir/types.ts';
import {
  contract,
  declare,
  field,
  method,
  object,
  ref,
  scalar,
  service,
} from '../unit/ir/build.ts';
import type { Random } from './seeded.ts';

const COUNT = 6;
const NAMES = [
  'name',
  'a-b',
  'x/y',
  'm~n',
  'constructor',
  'isPrototypeOf',
  'class',
  "it's",
  '`${x}`',
  'ü',
  'value',
  'path',
  'faults',
  'item',
];

interface Scope {
  readonly random: Random;
  /** The number of the declaration that the type is for. */
  readonly self: number;
  readonly depth: number;
  /** Where an endless value can be cut off: any declaration may be named. */
  readonly open: boolean;
  readonly bounded: boolean;
  /** Whether there is nothing that is another thing in code. */
  readonly plain: boolean;
}

/** A contract of one method whose request uses every type that JSON carries. */
export function randomContract(random: Random): Contract {
  const declarations = Array.from({ length: COUNT }, (_, self) => {
    const scope = { random, self, depth: 3, open: false, bounded: true, plain: false };
    const type = self < 3 ? objectType(scope) : randomType(scope);
    return declare(`D${self}`, type);
  });
  return contract(
    [service('Svc', [method('send', { request: ref('D0'), response: ref('D0') })])],
    declarations,
  );
}

function randomType(scope: Scope): Type {
  const { random, depth } = scope;
  if (depth === 0) return leaf(scope);
  const inner = { ...scope, depth: depth - 1 };
  switch (random.int(14)) {
    case 8:
      return {
        kind: 'set',
        items: randomType({ ...inner, open: true }),
        ...constraints(scope, countBounds),
      };
    case 9:
      return {
        kind: 'map',
        form: 'map',
        key: { kind: 'scalar', scalar: 'string', ...constraints(scope, textBounds) },
        value: randomType({ ...inner, open: true }),
      };
    case 10:
      return {
        kind: 'map',
        form: 'map',
        key: random.pick([scalar('number'), scalar('instant'), scalar('bigint')]),
        value: randomType({ ...inner, open: true }),
      };
    case 11:
      return codedUnion(inner);
    case 0:
      return {
        kind: 'list',
        items: randomType({ ...inner, open: true }),
        readonly: false,
        ...constraints(scope, itemBounds),
      };
    case 1:
      return {
        kind: 'map',
        form: 'record',
        key: scalar('string'),
        value: randomType({ ...inner, open: true }),
      };
    case 2:
      return tuple(inner);
    case 3:
      return { kind: 'nullable', of: leaf(scope) };
    case 4:
      return objectType(inner);
    case 5:
      return discriminated(inner);
    case 6:
      return plainUnion(inner);
    case 7:
      return reference(scope);
    default:
      return leaf(scope);
  }
}

function leaf(scope: Scope): Type {
  const { random } = scope;
  switch (random.int(scope.plain ? 8 : 11)) {
    case 8:
      return { kind: 'scalar', scalar: 'bigint', ...constraints(scope, bigintBounds) };
    case 9:
      return { kind: 'scalar', scalar: 'instant' };
    case 10:
      return { kind: 'scalar', scalar: 'bytes' };
    case 0:
      return { kind: 'literal', value: random.pick<string | number | boolean>(['a', 1, true]) };
    case 1:
      return { kind: 'enum', open: false, members: ['red', "gr'een", 'b`lue'].map(member) };
    case 2:
      return { kind: 'enum', open: true, members: [1, 2].map(member) };
    case 3:
      return { kind: 'scalar', scalar: 'boolean' };
    case 4:
      return { kind: 'scalar', scalar: 'unknown' };
    case 5:
      return {
        kind: 'scalar',
        scalar: random.pick(['number', 'integer']),
        ...constraints(scope, numberBounds),
      };
    default:
      return { kind: 'scalar', scalar: 'string', ...constraints(scope, textBounds) };
  }
}

function member(value: string | number) {
  return { value, docs: { text: '', examples: [] } };
}

function constraints(
  { random, bounded }: Scope,
  draw: (random: Random) => Constraints,
): { readonly constraints?: Constraints } {
  return bounded && random.chance(0.6) ? { constraints: draw(random) } : {};
}

function textBounds(random: Random): Constraints {
  return random.pick([
    { minLength: 2 },
    { maxLength: 3 },
    { minLength: 1, maxLength: 4 },
    { pattern: '^[a-z/`$]+$' },
  ]);
}

function numberBounds(random: Random): Constraints {
  return random.pick([
    { minimum: 0 },
    { maximum: 5 },
    { exclusiveMinimum: 1 },
    { exclusiveMaximum: 3 },
    { multipleOf: 2 },
    { minimum: -1, maximum: 1 },
  ]);
}

function bigintBounds(random: Random): Constraints {
  return random.pick([
    { minimum: 0 },
    { maximum: 5 },
    { exclusiveMinimum: -1 },
    { format: 'int64' },
  ]);
}

/** Those that a set can have: it has no equal items anyway. */
function countBounds(random: Random): Constraints {
  return random.pick<Constraints>([{ minItems: 1 }, { maxItems: 2 }]);
}

function itemBounds(random: Random): Constraints {
  return random.pick<Constraints>([{ minItems: 1 }, { maxItems: 2 }, { uniqueItems: true }]);
}

function objectType(scope: Scope, tag?: Field): Type {
  const { random } = scope;
  const names = NAMES.filter(() => random.chance(0.35));
  const fields = names.map((name) => {
    const optional = random.chance(0.4);
    const inner = { ...scope, depth: Math.max(0, scope.depth - 1), open: scope.open || optional };
    return field(name, randomType(inner), { optional });
  });
  const all = tag === undefined ? fields : [tag, ...fields];
  if (!random.chance(0.15)) return object(...all);
  return { kind: 'object', fields: all, additional: leaf(scope) };
}

function tuple(scope: Scope): Type {
  const { random } = scope;
  const required = Array.from({ length: random.int(3) }, () => ({
    type: leaf(scope),
    optional: false,
  }));
  const optional = Array.from({ length: random.int(2) }, () => ({
    type: leaf(scope),
    optional: true,
  }));
  const rest = random.chance(0.3) ? { rest: leaf(scope) } : {};
  return { kind: 'tuple', items: [...required, ...optional], readonly: false, ...rest };
}

function discriminated(scope: Scope): Type {
  const tags = ['circle', 'squ`are', 3];
  const variants = tags.map((value) =>
    objectType(scope, field('kind', { kind: 'literal', value })),
  );
  return {
    kind: 'union',
    variants,
    discriminator: { property: 'kind', values: tags.map((tag) => [tag]) },
  };
}

/** Variants of different JSON types, or objects without constraints. */
function plainUnion(scope: Scope): Type {
  const { random } = scope;
  const free = { ...scope, bounded: false, plain: true, depth: 0 };
  if (random.chance(0.3)) return { kind: 'union', variants: [objectType(free), objectType(free)] };
  return {
    kind: 'union',
    variants: [
      { kind: 'scalar', scalar: 'string', ...constraints(scope, textBounds) },
      { kind: 'scalar', scalar: 'integer', ...constraints(scope, numberBounds) },
      { kind: 'list', items: leaf(scope), readonly: false, ...constraints(scope, itemBounds) },
      objectType({ ...scope, depth: 0 }),
    ],
  };
}

/** Alternatives of which some are another thing in code, each told from the others by what it is in JSON. */
function codedUnion(scope: Scope): Type {
  const { random } = scope;
  const free = { ...scope, depth: 0 };
  const at = (name: string): Type =>
    object(field(name, leaf(free)), field('when', scalar('instant')));
  return random.pick<Type>([
    { kind: 'union', variants: [scalar('instant'), scalar('number'), at('name')] },
    { kind: 'union', variants: [at('name'), at('class'), object(field('it', leaf(free)))] },
    { kind: 'union', variants: [scalar('bigint'), scalar('instant'), scalar('boolean')] },
    { kind: 'union', variants: [{ kind: 'set', items: scalar('bigint') }, scalar('bytes')] },
  ]);
}

function reference({ random, self, open }: Scope): Type {
  const least = open ? 0 : self + 1;
  return least >= COUNT ? scalar('boolean') : ref(`D${least + random.int(COUNT - least)}`);
}

/** A JSON value that is valid more often than not. */
export function randomValue(random: Random, { declarations }: Contract): Json {
  const types = new Map(declarations.map((item) => [item.name, item.type]));
  const value = valueOf({ kind: 'ref', name: 'D0' }, { random, types, depth: 9 });
  return random.chance(0.6) ? mutated(value, random) : value;
}

interface ValueScope {
  readonly random: Random;
  readonly types: ReadonlyMap<string, Type>;
  readonly depth: number;
}

function valueOf(type: Type, scope: ValueScope): Json {
  const { random, types } = scope;
  const inner = { ...scope, depth: scope.depth - 1 };
  const some = (most: number): number => (scope.depth <= 0 ? 0 : random.int(most + 1));
  switch (type.kind) {
    case 'scalar':
      return scalarValue(type.scalar, random);
    case 'literal':
      return type.value;
    case 'enum':
      return type.open && random.chance(0.3) ? 7 : random.pick(type.members).value;
    case 'list':
    case 'set':
      return Array.from({ length: some(3) }, () => valueOf(type.items, inner));
    case 'map': {
      const isText = type.key.kind === 'scalar' && type.key.scalar === 'string';
      const entries = Array.from({ length: some(2) }, (): [Json, Json] => [
        isText ? random.pick(['name', 'it', 'a', 'ab', 'x/y']) : valueOf(type.key, inner),
        valueOf(type.value, inner),
      ]);
      return isText ? Object.fromEntries(entries) : entries;
    }
    case 'tuple': {
      const items = type.items.filter((item) => !item.optional || random.chance(0.5));
      const rest = type.rest;
      const more =
        rest === undefined ? [] : Array.from({ length: some(2) }, () => valueOf(rest, inner));
      return [...items.map((item) => valueOf(item.type, inner)), ...more];
    }
    case 'union':
      return valueOf(random.pick(type.variants), inner);
    case 'nullable':
      return random.chance(0.4) ? null : valueOf(type.of, inner);
    case 'object': {
      const present = type.fields.filter(
        (item) => !item.optional || (scope.depth > 0 && random.chance(0.6)),
      );
      const entries: [string, Json][] = present.map((item) => [
        item.name,
        valueOf(item.type, inner),
      ]);
      const additional = type.additional;
      if (additional !== undefined && random.chance(0.5))
        entries.push(['extra', valueOf(additional, inner)]);
      return Object.fromEntries(entries);
    }
    case 'ref':
      return valueOf(types.get(type.name) ?? scalar('unknown'), inner);
  }
}

function scalarValue(name: string, random: Random): Json {
  if (name === 'boolean') return random.chance(0.5);
  if (name === 'number') return random.pick([0, 1.5, -1, 2, 4, 6, 1e21]);
  if (name === 'integer') return random.pick([0, 2, -1, 4, 6]);
  if (name === 'unknown') return anything(random);
  if (name === 'bigint')
    return random.chance(0.9)
      ? random.pick(['0', '1', '4', '9007199254740993', 5])
      : random.pick(['007', '-0', '-1', 1e21, 1.5]);
  if (name === 'bytes')
    return random.chance(0.9)
      ? random.pick(['', 'aGk=', 'YWI', '-_8=', '+/8A'])
      : random.pick(['aGl=', 'a', 'ä', '+_8=']);
  if (name === 'instant')
    return random.chance(0.9) ? random.pick(INSTANTS) : random.pick(NO_INSTANTS);
  return random.pick(['ab', 'abc', 'a', '', '😀😀', 'x/y', 'abcdef', '`${}`']);
}

const INSTANTS = [
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00.010Z',
  '2024-02-29T23:59:60Z',
  '0001-01-01T00:00:00+00:00',
  '2026-01-31T12:00:00.123456789+05:30',
];

const NO_INSTANTS = ['2025-02-29T12:00:00Z', '2026-01-31T12:00:00', '2026-01-31'];

function anything(random: Random): Json {
  return random.pick<Json>([null, true, 0, 'text', [], {}, [1, 1], { name: 1 }, 'circle', 3]);
}

/** The value with one thing in it replaced, taken out or added. */
function mutated(value: Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
    const index = random.int(value.length);
    return value.map((item: Json, at) => (at === index ? mutated(item, random) : item));
  }
  if (Array.isArray(value))
    return random.chance(0.5) ? [...value, anything(random)] : anything(random);
  if (typeof value !== 'object' || value === null) return anything(random);
  const entries = Object.entries(value);
  if (entries.length === 0 || random.chance(0.2))
    return { ...value, [random.pick(NAMES)]: anything(random) };
  const index = random.int(entries.length);
  if (random.chance(0.2)) return Object.fromEntries(entries.filter((_, at) => at !== index));
  return Object.fromEntries(
    entries.map(([key, item], at) => [key, at === index ? mutated(item, random) : item]),
  );
}
