import type { Constraints, Contract, Field, MapType, Type } from '../../src/ir/types.ts';
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

/**
 * Contracts that examples are made up for. That sets what is drawn: every type that there is, and bounds that are hard
 * to meet and can be met, patterns and formats too. What decoders are tried with is in random-contract.ts: it draws
 * bounds that guessed values come near to, and alternatives that can be told apart.
 */

const COUNT = 8;
const NAMES = ['name', 'a-b', 'x/y', 'constructor', 'hasOwnProperty', "it's", 'ü'];

/** What bounds each kind of scalar in the contracts that are drawn: all of it can be met. */
const BOUNDS: Readonly<Record<string, readonly Constraints[]>> = {
  string: [
    { minLength: 3, maxLength: 12 },
    { maxLength: 1 },
    { minLength: 40 },
    { pattern: '^[A-Z]{2}-\\d{4,}$' },
    { pattern: '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$' },
    { pattern: '(?<word>[a-z]+)=\\k<word>', minLength: 12 },
    { pattern: '^(?!x)\\p{Script=Greek}+\\u{1F600}?$', maxLength: 5 },
    { pattern: '^\\S(?:.*\\S)?$', minLength: 2, maxLength: 60 },
    ...(
      'date-time date time duration email hostname ipv4 ipv6 uri uri-reference uuid uri-template ' +
      'json-pointer relative-json-pointer regex byte'
    )
      .split(' ')
      .map((format) => ({ format })),
    { format: 'email', maxLength: 8 },
    { format: 'uri', minLength: 60 },
    { format: 'hostname', minLength: 100 },
  ],
  number: [
    { minimum: 0 },
    { exclusiveMinimum: 0, exclusiveMaximum: 1 },
    { multipleOf: 0.01, minimum: 19.98, maximum: 20.2 },
    { exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25 },
    { minimum: 1e300 },
    { exclusiveMaximum: -3.5 },
    { format: 'float', maximum: -1000 },
  ],
  integer: [
    { minimum: -7, maximum: 7, multipleOf: 7 },
    { exclusiveMinimum: 10 },
    { multipleOf: 2.5 },
    { format: 'int32', minimum: 2_147_483_600 },
    { format: 'uint32' },
    { format: 'int64', maximum: -5 },
  ],
  bigint: [
    { minimum: 9_007_199_254_740_992 },
    { exclusiveMaximum: 0 },
    { multipleOf: 10, minimum: 5 },
    { format: 'int32' },
    { format: 'uint64', minimum: 1e19 },
  ],
};

interface Scope {
  readonly random: Random;
  readonly self: number;
  readonly depth: number;
  /** Where a value can end: any declaration may be named. */
  readonly open: boolean;
}

/** A contract that uses every type, with constraints on references too; its request is `D0`. */
export function randomTypes(random: Random): Contract {
  const declarations = Array.from({ length: COUNT }, (_, self) => {
    const scope = { random, self, depth: 3, open: false };
    if (self === COUNT - 1) return declare(`D${self}`, scalarType(scope, 'string'));
    return declare(`D${self}`, self < 3 ? objectType(scope) : randomType(scope));
  });
  return contract([service('Svc', [method('send', { request: ref('D0') })])], declarations);
}

function randomType(scope: Scope): Type {
  const { random, depth } = scope;
  if (depth === 0) return leaf(scope);
  const inner = { ...scope, depth: depth - 1 };
  const open = { ...inner, open: true };
  switch (random.int(12)) {
    case 0:
      return { kind: 'list', readonly: false, items: randomType(open) };
    case 1: {
      const constraints = random.pick<Constraints>([
        { minItems: 3, maxItems: 4 },
        { minItems: 3, uniqueItems: true },
        { maxItems: 0 },
      ]);
      return { kind: 'list', readonly: false, items: leaf(scope, 'string'), constraints };
    }
    case 2:
      return { kind: 'set', items: leaf(scope, 'integer'), constraints: { minItems: 1 } };
    case 3:
      return mapType(inner);
    case 4:
      return {
        kind: 'tuple',
        readonly: false,
        items: [
          { type: randomType(inner), optional: false },
          { type: leaf(inner), optional: true },
        ],
        rest: leaf(inner),
      };
    case 5:
      return { kind: 'nullable', of: randomType(open) };
    case 6:
      return objectType(inner);
    case 7:
      return {
        kind: 'union',
        variants: ['circle', 3].map((value) =>
          objectType(inner, field('kind', { kind: 'literal', value })),
        ),
        discriminator: { property: 'kind', values: [['circle'], [3]] },
      };
    case 8:
      return { kind: 'union', variants: [randomType(inner), leaf(scope)] };
    default:
      return random.chance(0.5) ? reference(scope) : leaf(scope);
  }
}

const COLOUR: Type = { kind: 'enum', open: false, members: ['red', 'blue'].map(member) };

function mapType(scope: Scope): MapType {
  const { random } = scope;
  const form = random.pick(['record', 'map'] as const);
  const keys: Type[] = [
    scalar('string'),
    { kind: 'scalar', scalar: 'string', constraints: { pattern: '^[a-z]{2}$' } },
    scalar('integer'),
    // A record of fixed names is an object.
    ...(form === 'map' ? [COLOUR, scalar('bigint'), scalar('instant'), leaf(scope)] : []),
  ];
  return { kind: 'map', form, key: random.pick(keys), value: randomType({ ...scope, open: true }) };
}

function leaf(scope: Scope, only?: 'string' | 'integer'): Type {
  const { random } = scope;
  if (only !== undefined) return scalarType(scope, only);
  switch (random.int(6)) {
    case 0:
      return { kind: 'literal', value: random.pick<string | number | boolean>(['a', 1, true]) };
    case 1:
      return { kind: 'enum', open: random.chance(0.3), members: [1, 2].map(member) };
    case 2:
      return scalar(random.pick(['boolean', 'unknown', 'bytes', 'instant', 'timestamp']));
    default:
      return scalarType(scope, random.pick(['string', 'number', 'integer', 'bigint']));
  }
}

function scalarType({ random }: Scope, name: 'string' | 'number' | 'integer' | 'bigint'): Type {
  if (random.chance(0.3)) return scalar(name);
  return { kind: 'scalar', scalar: name, constraints: random.pick(BOUNDS[name] ?? []) };
}

function member(value: string | number) {
  return { value, docs: { text: '', examples: [] } };
}

function objectType(scope: Scope, tag?: Field): Type {
  const { random } = scope;
  const fields = NAMES.filter(() => random.chance(0.4)).map((name) => {
    const optional = random.chance(0.4);
    const inner = { ...scope, depth: Math.max(0, scope.depth - 1), open: scope.open || optional };
    return field(name, randomType(inner), { optional });
  });
  return object(...(tag === undefined ? fields : [tag, ...fields]));
}

/** The last declaration is a text, so that a reference to it can have constraints of its own. */
function reference({ random, self, open }: Scope): Type {
  const last = COUNT - 1;
  if (random.chance(0.3)) return { ...ref(`D${last}`), constraints: { minLength: 1 } };
  const least = open ? 0 : self + 1;
  return least >= last ? scalar('boolean') : ref(`D${least + random.int(last - least)}`);
}
