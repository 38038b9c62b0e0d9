import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Constraints, Field, Json, Type } from '../../../src/ir/types.ts';
import { contract, declare, field, method, object, ref, scalar, service } from '../ir/build.ts';
import { type Codec, type CodecFault, codecOf } from '../../support/codec.ts';
import { randomContract } from '../../support/random-contract.ts';
import { randomValue } from '../../support/random-values.ts';
import { seeded } from '../../support/seeded.ts';
import { standaloneSchema } from '../../support/standalone-schema.ts';

/** How many are drawn; a longer search sets another number of contracts. */
const VALUES = 200;
const CONTRACTS = Number(process.env['CONTRACTS'] ?? 16);

const requestOf = (type: Type) =>
  contract(
    [service('Svc', [method('send', { request: ref('Request') })])],
    [declare('Request', type)],
  );
const codec = (...fields: readonly Field[]): Promise<Codec> =>
  codecOf(requestOf(object(...fields)), 'Request');
const rules = (used: Codec, value: Json) =>
  used.check(value).map(({ path, rule }) => `${path} ${rule}`);

describe('decoders and validators agree with an independent JSON Schema validator', () => {
  const counts = { valid: 0, invalid: 0 };

  /** The pointers that Ajv finds fault with, a missing or unknown property at its own place. */
  const pointers = (errors: readonly ErrorObject[]): readonly string[] => {
    const all = errors.map(({ instancePath, params }) => {
      const name: unknown =
        params['missingProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
      if (typeof name !== 'string') return instancePath;
      return `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    });
    return [...new Set(all)].toSorted();
  };

  /** An answer is encoded to what a request is decoded from, and a client decodes it to the same. */
  const crossesTheWire = ({ read, wire }: Codec, value: Json): void => {
    if (wire === undefined) return;
    const { value: decoded } = read(structuredClone(value));
    const text = JSON.stringify(wire.encode(decoded));
    expect(read(JSON.parse(text) as Json)).toEqual({ value: decoded, faults: [] });
    expect(wire.decode(JSON.parse(text))).toEqual(decoded);
  };

  it.each(Array.from({ length: CONTRACTS }, (_, index) => index + 1))(
    'on random contract %i',
    async (seed) => {
      const random = seeded(seed);
      const drawn = randomContract(random);
      const used = await codecOf(drawn, 'D0');
      const ajv = new Ajv2020({ strict: false, ownProperties: true, allErrors: true });
      addFormats.default(ajv);
      const validate = ajv.compile(standaloneSchema(drawn, ref('D0'), 'request'));
      let valid = 0;
      for (let round = 0; round < VALUES; round++) {
        const value = randomValue(random, drawn);
        const expected = validate(value);
        const faults = used.check(structuredClone(value));
        if (isTwiceInCode(faults, expected)) continue;
        const told = { seed, value, expected, faults, errors: validate.errors };
        expect(told).toMatchObject({ expected: faults.length === 0 });
        if (expected) {
          valid += 1;
          crossesTheWire(used, value);
        }
        const errors = validate.errors ?? [];
        if (errors.length === 0 || errors.some(({ keyword }) => keyword === 'anyOf')) continue;
        // In a tuple of the wrong length, Ajv speaks of the items and we of the tuple.
        const near = (path: string): boolean => pointers(errors).some((at) => at.startsWith(path));
        expect({ ...told, more: faults.filter(({ path }) => !near(path)) }).toMatchObject({
          more: [],
        });
      }
      counts.valid += valid;
      counts.invalid += VALUES - valid;
    },
  );

  it('and the values drawn were of both kinds', () => {
    expect(counts.valid).toBeGreaterThan((CONTRACTS * VALUES) / 10);
    expect(counts.invalid).toBeGreaterThan((CONTRACTS * VALUES) / 10);
  });
});

/**
 * Whether what is wrong is more than JSON Schema can say: one key twice, or two texts that are one value in
 * code, such as `0` and `"0"` in a set of big integers.
 */
function isTwiceInCode(faults: readonly CodecFault[], expected: boolean): boolean {
  if (faults.some(({ message }) => message === 'must not have two entries of one key')) return true;
  return expected && faults.length > 0 && faults.every(({ rule }) => rule === 'uniqueItems');
}

describe('what decoders find', () => {
  it.each<[string, Type, Json, string]>([
    ['a missing value', scalar('string'), {}, '/x required'],
    ['a wrong type', scalar('integer'), { x: 1.5 }, '/x type'],
    ['null where it is not allowed', scalar('string'), { x: null }, '/x type'],
    ['another literal', { kind: 'literal', value: 'a' }, { x: 'b' }, '/x const'],
    [
      'a value outside a closed set',
      {
        kind: 'enum',
        open: false,
        members: [
          { value: 'a', docs: { text: '', examples: [] } },
          { value: 'b', docs: { text: '', examples: [] } },
        ],
      },
      { x: 'c' },
      '/x enum',
    ],
    [
      'a wrong item',
      { kind: 'list', items: scalar('string'), readonly: false },
      { x: ['a', 1] },
      '/x/1 type',
    ],
    [
      'a wrong value of a record',
      { kind: 'map', form: 'record', key: scalar('string'), value: scalar('number') },
      { x: { 'a/b': 'c' } },
      '/x/a~1b type',
    ],
    [
      'too few items of a tuple',
      { kind: 'tuple', readonly: false, items: [{ type: scalar('string'), optional: false }] },
      { x: [] },
      '/x minItems',
    ],
    [
      'too many items of a tuple',
      { kind: 'tuple', readonly: false, items: [] },
      { x: [1] },
      '/x maxItems',
    ],
    [
      'none of the variants',
      { kind: 'union', variants: [scalar('string'), scalar('number')] },
      { x: true },
      '/x anyOf',
    ],
    [
      'an unknown property inside',
      object(field('y', scalar('string'))),
      { x: { y: 'a', z: 1 } },
      '/x/z unevaluatedProperties',
    ],
  ])('is %s', async (_, type, value, fault) => {
    expect(rules(await codec(field('x', type)), value)).toEqual([fault]);
  });

  it('is the tag of a discriminated union, at its own place', async () => {
    const tag = (value: string) => object(field('kind', { kind: 'literal', value }));
    const union: Type = {
      kind: 'union',
      variants: [tag('a'), tag('b')],
      discriminator: { property: 'kind', values: [['a'], ['b']] },
    };
    const used = await codec(field('x', union));
    expect(rules(used, { x: { kind: 'c' } })).toEqual(['/x/kind enum']);
    expect(rules(used, { x: {} })).toEqual(['/x/kind required']);
    expect(rules(used, { x: { kind: 'a' } })).toEqual([]);
  });

  it('collects all faults of a message, structure and constraints alike', async () => {
    const used = await codec(
      field('a', { kind: 'scalar', scalar: 'string', constraints: { minLength: 2 } }),
      field('b', scalar('number')),
    );
    expect(rules(used, { a: 'x', b: 'y', c: 1 }).toSorted()).toEqual([
      '/a minLength',
      '/b type',
      '/c unevaluatedProperties',
    ]);
  });

  it('is never taken from a prototype', async () => {
    const used = await codec(
      field('constructor', scalar('unknown')),
      field('toString', scalar('string'), { optional: true }),
    );
    expect(rules(used, {})).toEqual(['/constructor required']);
    expect(rules(used, { constructor: 1 })).toEqual([]);
  });

  it('is a property named __proto__ like any other', async () => {
    const known = await codec(field('__proto__', scalar('string')));
    expect(rules(known, JSON.parse('{"__proto__": "a"}') as Json)).toEqual([]);
    expect(rules(known, JSON.parse('{"__proto__": 1}') as Json)).toEqual(['/__proto__ type']);
    expect(rules(known, {})).toEqual(['/__proto__ required']);
    const unknown = await codec(field('a', scalar('string'), { optional: true }));
    expect(rules(unknown, JSON.parse('{"__proto__": {"a": 1}}') as Json)).toEqual([
      '/__proto__ unevaluatedProperties',
    ]);
  });
});

describe('a number beyond the range of a double', () => {
  it('is refused wherever anything else may stand', async () => {
    const any = scalar('unknown');
    const used = await codec(
      field('any', any),
      field('maybe', any, { optional: true }),
      field('either', { kind: 'nullable', of: any }, { optional: true }),
      field('list', { kind: 'list', items: any, readonly: false }, { optional: true }),
    );
    const faultsOf = (text: string) => rules(used, JSON.parse(text) as Json);
    expect(faultsOf('{"any": {"a/b": [0, 1e999]}}')).toEqual(['/any/a~1b/1 type']);
    expect(faultsOf('{"any": 1e308, "maybe": -1e999}')).toEqual(['/maybe type']);
    expect(faultsOf('{"any": null, "either": 1e400}')).toEqual(['/either type']);
    expect(faultsOf('{"any": "1e999", "list": [1, 1e309]}')).toEqual(['/list/1 type']);
    expect(faultsOf('{"any": {"n": null}, "maybe": [1e-999], "either": null}')).toEqual([]);
  });
});

describe('defaults', () => {
  it('take the place of what is absent, never of null', async () => {
    const used = await codec(
      field('size', scalar('integer'), { optional: true, default: 20 }),
      field(
        'note',
        { kind: 'nullable', of: scalar('string') },
        { optional: true, default: 'none' },
      ),
    );
    const value: Json = {};
    expect(used.check(value)).toEqual([]);
    expect(value).toEqual({ size: 20, note: 'none' });
    const given = { size: 1, note: null };
    expect(used.check(given)).toEqual([]);
    expect(given).toEqual({ size: 1, note: null });
    expect(rules(used, { size: null })).toEqual(['/size type']);
  });

  it('are made anew for every message', async () => {
    const list: Type = { kind: 'list', items: scalar('string'), readonly: false };
    const used = await codec(field('tags', list, { optional: true, default: ['a'] }));
    const [first, second]: { tags?: string[] }[] = [{}, {}];
    used.check(first as Json);
    first?.tags?.push('b');
    used.check(second as Json);
    expect(second).toEqual({ tags: ['a'] });
  });
});

describe('what validators find', () => {
  it.each<[keyof Constraints, Constraints, Json, Json]>([
    ['minimum', { minimum: 1 }, 0, 1],
    ['maximum', { maximum: 1 }, 2, 1],
    ['exclusiveMinimum', { exclusiveMinimum: 1 }, 1, 1.1],
    ['exclusiveMaximum', { exclusiveMaximum: 1 }, 1, 0],
    ['multipleOf', { multipleOf: 0.5 }, 0.7, 1.5],
    ['minLength', { minLength: 2 }, '😀', '😀😀'],
    ['maxLength', { maxLength: 1 }, 'ab', '😀'],
    ['pattern', { pattern: '^/a`\\$\\{$' }, 'b', '/a`${'],
    ['format', { format: 'uuid' }, 'x', '123e4567-e89b-42d3-a456-426614174000'],
  ])('is %s', async (rule, bounds, wrong, right) => {
    const name = typeof right === 'number' ? 'number' : 'string';
    const used = await codec(field('x', { kind: 'scalar', scalar: name, constraints: bounds }));
    expect(rules(used, { x: wrong })).toEqual([`/x ${rule}`]);
    expect(rules(used, { x: right })).toEqual([]);
  });

  it.each<[string, Constraints, Json]>([
    ['minItems', { minItems: 1 }, []],
    ['maxItems', { maxItems: 1 }, ['a', 'b']],
    ['uniqueItems', { uniqueItems: true }, ['a', 'a']],
  ])('is %s', async (rule, bounds, wrong) => {
    const list: Type = {
      kind: 'list',
      items: scalar('string'),
      readonly: false,
      constraints: bounds,
    };
    const used = await codec(field('x', list));
    expect(rules(used, { x: wrong })).toEqual([`/x ${rule}`]);
    expect(rules(used, { x: ['a'] })).toEqual([]);
  });

  it('is nothing at all where the contract sets no constraints', async () => {
    expect((await codec(field('x', scalar('string')))).validatorText).toBe('');
  });
});

describe('a recursive union without a property that names its alternatives', () => {
  /** `{ a: T[]; x: string } | { a: T[]; y: string }`, its values of one branch; counts how often `y` is looked at. */
  const nested = (depth: number) => {
    const counted = { looks: 0 };
    const look = () => {
      counted.looks += 1;
      return 'y';
    };
    const node = (a: readonly object[]): object =>
      Object.defineProperty({ a }, 'y', { enumerable: true, get: look });
    let value = node([]);
    for (let level = 1; level < depth; level += 1) value = node([value]);
    return { counted, value };
  };
  const list: Type = { kind: 'list', items: ref('T'), readonly: false };

  it.each([
    ['of plain values', scalar('string')],
    ['of values that are another thing in code', scalar('bigint')],
  ])('is gone into once: %s', async (_, other) => {
    const variants = [
      object(field('a', list), field('x', other)),
      object(field('a', list), field('y', scalar('string'))),
    ];
    const drawn = contract(
      [service('Svc', [method('send', { request: ref('Request') })])],
      [declare('Request', object(field('t', ref('T')))), declare('T', { kind: 'union', variants })],
    );
    const used = await codecOf(drawn, 'Request');
    const { counted, value } = nested(100);
    expect(used.check({ t: value } as unknown as Json)).toEqual([]);
    expect(counted.looks).toBeLessThanOrEqual(3 * 100);
  });
});
