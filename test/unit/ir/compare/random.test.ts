import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ContractChange } from '../../../../src/ir/compare/change.ts';
import type { Position } from '../../../../src/ir/compare/verdicts.ts';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { endlessDeclarations } from '../../../../src/ir/endless.ts';
import { publishContract } from '../../../../src/ir/published.ts';
import { withDiscriminators } from '../../../../src/ir/discriminators.ts';
import type {
  Constraints,
  Contract,
  Declaration,
  Field,
  ScalarName,
  Type,
} from '../../../../src/ir/types.ts';
import { MAX_DIGITS } from '../../../../kit/src/checks/coded.ts';
import type { JsonSchema } from '../../../../src/ir/json-schema/schema.ts';
import { bearing } from '../../../support/bearing.ts';
import { randomContract } from '../../../support/random-contract.ts';
import { randomValue } from '../../../support/random-values.ts';
import { type Random, seeded } from '../../../support/seeded.ts';
import { standaloneSchema } from '../../../support/standalone-schema.ts';
import { field, method, ref, scalar, service } from '../build.ts';

/** How much is drawn; a longer search sets another number of contracts, another one begins at another seed. */
const CONTRACTS = Number(process.env['CONTRACTS'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 1);
const VALUES = 40;

const OTHERS: readonly Type[] = [
  scalar('string'),
  scalar('boolean'),
  scalar('integer'),
  scalar('number'),
  scalar('bigint'),
  scalar('instant'),
  scalar('unknown'),
  { kind: 'literal', value: 'a' },
  { kind: 'nullable', of: scalar('string') },
  { kind: 'list', items: scalar('string'), readonly: false },
  { kind: 'set', items: scalar('string') },
  { kind: 'map', form: 'record', key: scalar('string'), value: scalar('integer') },
  { kind: 'tuple', items: [{ type: scalar('string'), optional: false }], readonly: false },
  { kind: 'object', fields: [field('name', scalar('string'), { optional: true })] },
];

const NUMBERS: readonly Constraints[] = [
  {},
  { minimum: 0 },
  { maximum: 5 },
  { exclusiveMinimum: 1 },
  { multipleOf: 2 },
];

const BOUNDS: Readonly<Partial<Record<ScalarName, readonly Constraints[]>>> = {
  string: [{}, { minLength: 2 }, { maxLength: 3 }, { pattern: '^[a-z/`$]+$' }],
  number: NUMBERS,
  integer: NUMBERS,
  bigint: NUMBERS,
};

/** The type with some things in it changed, as an author might. */
function edited(type: Type, random: Random): Type {
  if (random.chance(0.04)) return random.pick(OTHERS);
  if (random.chance(0.03) && type.kind !== 'nullable') return { kind: 'nullable', of: type };
  const inner = (one: Type): Type => edited(one, random);
  switch (type.kind) {
    case 'nullable':
      return random.chance(0.1) ? type.of : nullable(inner(type.of));
    case 'list':
    case 'set':
      return { ...type, items: inner(type.items) };
    case 'map':
      return { ...type, value: inner(type.value) };
    case 'tuple':
      return {
        ...type,
        items: type.items.map((item) => ({ ...item, type: inner(item.type) })),
      };
    case 'union':
      return editedUnion(type.variants.map(inner), random);
    case 'object':
      return { ...type, fields: editedFields(type.fields, random) };
    case 'scalar': {
      const bounds = random.chance(0.2) ? BOUNDS[type.scalar] : undefined;
      return bounds === undefined ? type : { ...type, constraints: random.pick(bounds) };
    }
    case 'enum':
      return random.chance(0.2) ? { ...type, members: type.members.slice(1) } : type;
    default:
      return type;
  }
}

/** What may be null already is not made so twice. */
function nullable(of: Type): Type {
  return of.kind === 'nullable' ? of : { kind: 'nullable', of };
}

function editedUnion(variants: readonly Type[], random: Random): Type {
  const left = random.chance(0.1) ? variants.slice(1) : variants;
  const hasBoolean = left.some((one) => one.kind === 'scalar' && one.scalar === 'boolean');
  const all = random.chance(0.1) && !hasBoolean ? [...left, scalar('boolean')] : left;
  return all.length === 1 ? all[0]! : { kind: 'union', variants: all };
}

function editedFields(fields: readonly Field[], random: Random): readonly Field[] {
  const left = fields.filter(() => !random.chance(0.04));
  const some = left.map((one) => ({
    ...one,
    type: one.name === 'kind' ? one.type : edited(one.type, random),
    optional: random.chance(0.06) ? !one.optional : one.optional,
  }));
  if (!random.chance(0.08) || some.some(({ name }) => name === 'added')) return some;
  return [...some, field('added', random.pick(OTHERS), { optional: random.chance(0.6) })];
}

/** A contract whose one message is taken and answered. */
function twoWay({ declarations }: Contract): Contract {
  const methods = [
    method('send', { request: ref('D0'), response: ref('D0') }),
    method('hold', { request: ref('D0') }),
  ];
  return withDiscriminators({
    source: 'typescript',
    services: [service('Svc', methods)],
    declarations,
    snapshot: [],
  });
}

function validator(contract: Contract, position: Position) {
  return compiled(standaloneSchema(contract, ref('D0'), position));
}

function compiled(schema: object) {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false });
  return ajv.compile(schema);
}

/** What a service answers: properties that it knows, and bigints as texts, although they are read as numbers too. */
function answered(contract: Contract) {
  const schema = JSON.stringify(standaloneSchema(contract, ref('D0'), 'request'));
  return compiled(
    JSON.parse(schema, (_, value: { readonly anyOf?: readonly JsonSchema[] }) =>
      value?.anyOf?.some(isDigits) === true
        ? { ...value, anyOf: value.anyOf.filter(({ type }) => type !== 'integer') }
        : value,
    ) as object,
  );
}

function isDigits({ maxLength }: JsonSchema): boolean {
  return maxLength === MAX_DIGITS + 1;
}

interface Drawn {
  readonly seed: number;
  readonly before: Contract;
  readonly after: Contract;
  readonly changes: readonly ContractChange[];
  readonly random: Random;
}

/** Edited until there are values of each: a contract of which nothing can be built does not pass. */
function editedDeclarations(contract: Contract, random: Random): readonly Declaration[] {
  const declarations = contract.declarations.map((one) => {
    const type = edited(one.type, random);
    return type.kind === 'object' || one.type.kind !== 'object' ? { ...one, type } : one;
  });
  const isEndless = endlessDeclarations({ ...contract, declarations }).length > 0;
  return isEndless ? editedDeclarations(contract, random) : declarations;
}

function draw(seed: number): Drawn {
  const random = seeded(seed);
  const before = twoWay(randomContract(random));
  const after = twoWay({
    ...before,
    declarations: editedDeclarations(before, random),
  });
  const publish = (contract: Contract) => publishContract(contract, { prefix: '', tools: false });
  return {
    seed,
    before,
    after,
    changes: compareContracts(publish(before), publish(after)),
    random,
  };
}

/**
 * Values of one contract that are none of the other, at a position. Who writes knows what the properties are, on
 * either side: of a name that is not in the contract nothing is written. Who reads answers bears any other.
 */
function losses(
  writer: Contract,
  reader: Contract,
  { random, position }: { random: Random; position: Position },
) {
  const writes = position === 'request' ? validator(writer, position) : answered(writer);
  const reads = validator(reader, position);
  const values = Array.from({ length: VALUES }, () => randomValue(random, writer));
  const lost = values.filter((value) => writes(value) && !reads(value));
  return { lost, errors: lost.length > 0 && !reads(lost[0]) ? reads.errors : [] };
}

describe('what is called safe over HTTP', () => {
  const counts = { safe: 0, breaking: 0, shown: 0 };

  it.each(Array.from({ length: CONTRACTS }, (_, index) => index + SEED))(
    'is so for random edit %i',
    (seed) => {
      const drawn = draw(seed);
      const breaks = (position: Position) =>
        drawn.changes.some((one) => one.position === position && one.verdicts.http === 'breaking');
      const { before, after, random, changes } = drawn;
      const requests = losses(before, after, { random, position: 'request' });
      if (breaks('request')) {
        counts.breaking += 1;
        if (requests.lost.length > 0) counts.shown += 1;
      } else {
        counts.safe += 1;
        expect({ ...requests, changes }).toMatchObject({ lost: [] });
      }
      if (breaks('response')) return;
      const answers = losses(after, bearing(before), { random, position: 'response' });
      expect({ ...answers, changes }).toMatchObject({ lost: [] });
    },
  );

  it('and what is called breaking mostly shows it within a few values', () => {
    expect(counts.safe).toBeGreaterThan(CONTRACTS / 20);
    expect(counts.shown).toBeGreaterThan(counts.breaking * 0.6);
  });
});

describe('a contract', () => {
  it('has not changed against itself', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const contract = twoWay(randomContract(seeded(seed)));
      const published = publishContract(contract, { prefix: '', tools: true });
      expect(compareContracts(published, published)).toEqual([]);
    }
  });
});
