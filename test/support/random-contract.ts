import type { Constraints, Contract, Field, Type } from '../../src/ir/types.ts';
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
 * Contracts whose decoders are held against another validator, by values that are wrong as often as right
 * (random-values.ts). That sets what is drawn: bounds are few and narrow, so that guessed values come on both sides
 * of them; alternatives can be told apart, as no contract passes where they cannot; names are hostile to generated code.
 * Whether every bound can be met at once does not matter here. It is all that matters in random-types.ts, whose
 * contracts are made up examples for: one generator for both would be the sum of the two, behind a switch at each draw.
 */

const COUNT = 6;
/** What fields are called. */
export const NAMES: readonly string[] = [
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
