import type { Contract, Json, Type } from '../../src/ir/types.ts';
import { scalar } from '../unit/ir/build.ts';
import { NAMES } from './random-contract.ts';
import type { Random } from './seeded.ts';

/**
 * Values near the types of a contract, right or wrong, for a validator to judge. Those of arbitrary/ are another
 * thing: they are known to be right, in JSON and in code, or wrong at a place and by a rule that are known, and
 * fast-check makes what fails small.
 */

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
