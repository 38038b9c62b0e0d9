import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { closedSchema, createSchemaBuilder } from '../../../src/ir/json-schema.ts';
import type { JsonSchema } from '../../../src/ir/json-schema/schema.ts';
import { SCHEMA_KEY, schemaKeys } from '../../../src/ir/json-schema/names.ts';
import type { Constraints, Declaration, Json, ScalarName, Type } from '../../../src/ir/types.ts';
import { seeded } from '../../support/seeded.ts';
import { standaloneSchema } from '../../support/standalone-schema.ts';
import { strictAjv, strictValidator } from '../../support/strict-ajv.ts';
import { contract, declare, field, noDocs, object, ref, scalar } from './build.ts';

const bounded = (name: ScalarName, constraints: Constraints): Type => ({
  kind: 'scalar',
  scalar: name,
  constraints,
});
const list = (items: Type, constraints: Constraints = {}): Type => ({
  kind: 'list',
  items,
  readonly: false,
  constraints,
});
const nullable = (of: Type): Type => ({ kind: 'nullable', of });
const enumeration = (...values: readonly (string | number)[]): Type => ({
  kind: 'enum',
  open: false,
  members: values.map((value) => ({ value, docs: noDocs })),
});
const record = (key: Type, value: Type): Type => ({ kind: 'map', form: 'record', key, value });
const map = (key: Type, value: Type): Type => ({ kind: 'map', form: 'map', key, value });

/** The schema of one type, with what else the contract declares. */
function schemaOf(type: Type, ...declarations: readonly Declaration[]): JsonSchema {
  return standaloneSchema(contract([], declarations), type, 'request');
}

/** Which of some values a type's schema takes, by a validator in its strictest mode. */
function taken(type: Type, values: readonly Json[], ...others: readonly Declaration[]): boolean[] {
  const validate = strictValidator(schemaOf(type, ...others));
  return values.map((value) => validate(value));
}

describe('the schema of a type', () => {
  it.each<[string, Type, JsonSchema]>([
    ['a text', scalar('string'), { type: 'string' }],
    ['a literal', { kind: 'literal', value: 'a' }, { type: 'string', const: 'a' }],
    ['an enum', enumeration('a', 'b'), { type: 'string', enum: ['a', 'b'] }],
    ['an enum of mixed values', enumeration('a', 1), { enum: ['a', 1] }],
    ['an enum with an alias', enumeration(1, 1, 2), { type: 'number', enum: [1, 2] }],
    ['a nullable text', nullable(scalar('string')), { type: ['string', 'null'] }],
    [
      'a nullable enum',
      nullable(enumeration('a')),
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['a nullable of anything', nullable(scalar('unknown')), {}],
    [
      'a nullable union',
      nullable({ kind: 'union', variants: [scalar('string'), scalar('number')] }),
      { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] },
    ],
    ['an instant', scalar('instant'), { type: 'string', format: 'date-time' }],
    [
      'a format of numbers',
      bounded('integer', { format: 'int32', minimum: 1 }),
      { type: 'integer', format: 'int32', minimum: 1, maximum: 2147483647 },
    ],
    [
      'a format with an exclusive bound',
      bounded('integer', { format: 'uint32', exclusiveMinimum: 0 }),
      { type: 'integer', format: 'uint32', exclusiveMinimum: 0, maximum: 4294967295 },
    ],
    [
      'a set',
      { kind: 'set', items: scalar('string') },
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
    ],
    [
      'a record of names',
      record(bounded('string', { minLength: 2 }), scalar('number')),
      {
        type: 'object',
        propertyNames: { type: 'string', minLength: 2 },
        additionalProperties: { type: 'number' },
      },
    ],
    [
      'a map by text',
      map(scalar('string'), scalar('number')),
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
    [
      'a map by anything else',
      map(scalar('integer'), scalar('string')),
      {
        type: 'array',
        items: {
          type: 'array',
          prefixItems: [{ type: 'integer' }, { type: 'string' }],
          items: false,
          minItems: 2,
        },
      },
    ],
    [
      'a tuple with names',
      {
        kind: 'tuple',
        readonly: false,
        items: [
          { name: 'width', type: scalar('number'), optional: false },
          { type: scalar('number'), optional: true },
        ],
      },
      {
        anyOf: [
          {
            type: 'array',
            prefixItems: [{ title: 'width', type: 'number' }],
            items: false,
            minItems: 1,
          },
          {
            type: 'array',
            prefixItems: [{ title: 'width', type: 'number' }, { type: 'number' }],
            items: false,
            minItems: 2,
          },
        ],
      },
    ],
  ])('is right for %s', (_, type, schema) => {
    expect(schemaOf(type)).toEqual(schema);
  });

  it('says what the members of an enum are called and for', () => {
    const members = [
      { name: 'Low', value: 0, docs: noDocs },
      { name: 'High', value: 1, docs: { ...noDocs, text: 'Drop\neverything.' } },
    ];
    const level = declare(
      'Level',
      { kind: 'enum', open: false, members },
      {
        docs: { ...noDocs, text: 'How urgent.' },
      },
    );
    expect(schemaOf(ref('Level'), level)).toEqual({
      description: 'How urgent.\n\n- `0`: Low\n- `1`: High. Drop everything.',
      type: 'number',
      enum: [0, 1],
    });
  });

  it('has what is said of a field beside its reference', () => {
    const docs = { text: 'The owner.', deprecated: 'Ask the team.', examples: [{ id: 'a' }] };
    const owner = field('owner', nullable(ref('User')), { docs, readonly: true, optional: true });
    const user = declare('User', object(field('id', scalar('string'))));
    expect(schemaOf(object(owner), user)).toMatchObject({
      properties: {
        owner: {
          description: 'The owner.\n\nDeprecated: Ask the team.',
          deprecated: true,
          examples: [{ id: 'a' }],
          anyOf: [{ $ref: '#/$defs/User' }, { type: 'null' }],
          readOnly: true,
        },
      },
    });
  });

  it('holds the constraints of a reference and those behind it', () => {
    const declarations = [
      declare('Name', bounded('string', { minLength: 2 })),
      declare('Big', bounded('bigint', { format: 'int64' })),
      declare('Names', list(ref('Name'))),
    ];
    const name = { ...ref('Name'), constraints: { maxLength: 3 } };
    const big = { ...ref('Big'), constraints: { minimum: 0 } };
    const names = { ...ref('Names'), constraints: { maxItems: 1 } };
    expect(taken(name, ['a', 'ab', 'abcd'], ...declarations)).toEqual([false, true, false]);
    expect(taken(big, ['-1', '0', '9223372036854775808', -1, 1], ...declarations)).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(taken(names, [[], ['ab'], ['ab', 'cd'], ['a']], ...declarations)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the schema of a bigint', () => {
  it('bounds digits and numbers alike', () => {
    const random = seeded(3);
    const edge = (): number =>
      random.pick([-(2 ** 60), -(2 ** 31), -7, 0, 0.5, 12, 2 ** 40, 2 ** 70]);
    const ajv = strictAjv();
    const wrong: object[] = [];
    for (let round = 0; round < 100; round += 1) {
      const constraints: Constraints = random.pick([
        { minimum: edge() },
        { exclusiveMaximum: edge() },
        { exclusiveMinimum: edge(), maximum: edge() },
        { format: random.pick(['int32', 'uint32', 'int64', 'uint64']), minimum: edge() },
        {},
      ]);
      const validate = ajv.compile(schemaOf(bounded('bigint', constraints)));
      const { minimum = -Infinity, maximum = Infinity, format } = constraints;
      const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = constraints;
      const bits = Number(/\d+/.exec(format ?? '')?.[0] ?? 0);
      const isUnsigned = format?.startsWith('u') === true;
      const isIn = (value: bigint): boolean =>
        value >= minimum &&
        value <= maximum &&
        value > exclusiveMinimum &&
        value < exclusiveMaximum &&
        (bits === 0 ||
          (isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value)) === value);
      for (const near of [edge(), edge(), edge(), edge()]) {
        for (const value of [-1n, 0n, 1n].map((step) => BigInt(Math.floor(near)) + step)) {
          const forms = Number.isSafeInteger(Number(value))
            ? [String(value), Number(value)]
            : [String(value)];
          const ok = forms.every((form) => validate(form) === isIn(value));
          if (!ok) wrong.push({ constraints, value });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes no text that is not canonical, and no number that may have lost digits', () => {
    const values: Json[] = [
      '01',
      '-0',
      '+1',
      '1.0',
      '',
      1.5,
      2 ** 53,
      true,
      null,
      '0',
      2 ** 53 - 1,
    ];
    expect(taken(scalar('bigint'), values)).toEqual([
      ...Array.from({ length: 9 }, () => false),
      true,
      true,
    ]);
  });
});

describe('the schema of bytes', () => {
  /** The texts of some bytes: both alphabets, padded and not. */
  const texts = (bytes: Uint8Array): string[] => {
    const padded = Buffer.from(bytes).toString('base64');
    const url = padded.replaceAll('+', '-').replaceAll('/', '_');
    return [padded, url, padded.replace(/=+$/, ''), url.replace(/=+$/, '')];
  };

  it('takes exactly the texts that stand for bytes', () => {
    const validate = strictValidator(schemaOf(scalar('bytes')));
    const random = seeded(5);
    const wrong: string[] = [];
    for (let round = 0; round < 3000; round += 1) {
      const bytes = Uint8Array.from({ length: random.int(7) }, () => random.int(256));
      const text = random.pick(texts(bytes));
      const characters = [...text];
      const at = random.int(characters.length + 1);
      const mutation = random.pick(['', 'A', 'B', '=', '+', '_', ' ', '/']);
      characters.splice(at, random.int(2), mutation);
      for (const one of [text, characters.join('')]) {
        const isCanonical = texts(Buffer.from(one, 'base64')).includes(one);
        if (validate(one) !== isCanonical) wrong.push(one);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the names of a record', () => {
  it('are numbers as JavaScript writes them, where its keys are numbers', () => {
    const names = ['1', '-1.5', '1e21', '0', 'a', '01', ''];
    const values = names.map((name) => ({ [name]: true }));
    expect(taken(record(scalar('number'), scalar('boolean')), values)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('are bounded behind a reference too', () => {
    const code = declare('Code', bounded('string', { pattern: '^[a-z]+$' }));
    const other = declare('Other', ref('Code'));
    expect(
      taken(record(ref('Other'), scalar('number')), [{ a: 1 }, { A: 1 }], code, other),
    ).toEqual([true, false]);
  });
});

describe('the position of a schema', () => {
  const inner = declare('Inner', object(field('x', scalar('number'))));
  const outer = declare('Outer', object(field('inner', ref('Inner'))));
  const value = { inner: { x: 1, y: 2 } };

  it('closes a request at every level', () => {
    expect(taken(ref('Outer'), [value, { inner: { x: 1 } }], inner, outer)).toEqual([false, true]);
  });

  it('leaves a response open', () => {
    const schema = standaloneSchema(contract([], [inner, outer]), ref('Outer'), 'response');
    expect(strictValidator(schema)({ ...value, z: 1 })).toBe(true);
  });

  it('is closed beside a reference to an open schema', () => {
    const builder = createSchemaBuilder(contract([], [inner, outer]), { position: 'response' });
    const schema = closedSchema(builder.schema(ref('Outer')));
    expect(schema).toEqual({
      $ref: '#/$defs/Outer',
      type: 'object',
      unevaluatedProperties: false,
    });
    const validate = strictValidator({ ...schema, $defs: builder.defs() });
    expect([validate(value), validate({ ...value, z: 1 })]).toEqual([true, false]);
  });
});

describe('the keys of declarations', () => {
  it('are their names, in characters that every document takes', () => {
    const names = ['User', 'User$', 'User_', 'Größe', '用户', 'a.b-c'];
    const keys = [...schemaKeys(names)];
    expect(Object.fromEntries(keys)).toEqual({
      User: 'User',
      User_: 'User_',
      'a.b-c': 'a.b-c',
      User$: 'User__2',
      Größe: 'Gr_f6_df_e',
      用户: '_7528_6237_',
    });
    expect(keys.every(([, key]) => SCHEMA_KEY.test(key))).toBe(true);
  });

  it('leave the room that others need', () => {
    expect(schemaKeys(['Problem'], ['Problem']).get('Problem')).toBe('Problem_2');
  });

  it('are what references lead to', () => {
    const size = declare('Größe', object(field('next', ref('Größe'), { optional: true })));
    const schema = schemaOf(list(ref('Größe')), size);
    expect(schema).toMatchObject({ items: { $ref: '#/$defs/Gr_f6_df_e' } });
    expect(strictValidator(schema)([{ next: {} }])).toBe(true);
  });
});

describe('strict validators', () => {
  it('refuse what they do not know: the check is a check', () => {
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    expect(() => ajv.compile({ minLength: 2 })).toThrow(/strict mode/);
    expect(() => strictValidator({ minLength: 2 })).toThrow(/strict mode/);
    expect(() => strictValidator({ type: 'string', discriminator: {} })).toThrow(/strict mode/);
  });
});
