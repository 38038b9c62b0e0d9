import { describe, expect, it, test } from 'vitest';
import { isFormat } from '../../../kit/src/checks/formats.ts';
import { createExamples } from '../../../src/ir/examples/examples.ts';
import { misfit } from '../../../src/ir/misfit.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import { declare, field, object, ref, scalar } from './build.ts';
import { isTextFormat } from '../../../src/ir/text-formats.ts';
import type { Constraints, Declaration, Json, ScalarName, Type } from '../../../src/ir/types.ts';
import { seeded } from '../../support/seeded.ts';
import { standaloneSchema } from '../../support/standalone-schema.ts';
import { strictValidator } from '../../support/strict-ajv.ts';
import { randomTypes } from '../../support/random-types.ts';

/** How many are drawn; a longer search sets another number. */
const CONTRACTS = Number(process.env['CONTRACTS'] ?? 20);

describe('on random contracts', () => {
  it.each(Array.from({ length: CONTRACTS }, (_, index) => index + 1))(
    'every type has an example, which fits it and is valid to an independent validator (%i)',
    (seed) => {
      const drawn = randomTypes(seeded(seed));
      const declarations = declarationsByName(drawn);
      const examples = createExamples(declarations);
      for (const { name } of drawn.declarations) {
        const type = ref(name);
        const values = examples.several(type, 3);
        expect({ name, values }).toMatchObject({ values: [examples.of(type), ...values.slice(1)] });
        const misfits = values.map((value) => misfit(value, type, declarations) ?? 'none');
        expect({ name, values, misfits }).toMatchObject({ misfits: values.map(() => 'none') });
      }
      const schema = standaloneSchema(drawn, ref('D0'), 'request');
      const isValid = strictValidator(schema, { ownProperties: true });
      for (const value of examples.several(ref('D0'), 5)) {
        const told = { value, isValid: isValid(value) };
        expect({ ...told, errors: isValid.errors }).toMatchObject({ isValid: true });
      }
    },
  );
});

const examplesOf = (...declarations: readonly Declaration[]) =>
  createExamples(declarationsByName({ declarations }));
const none = examplesOf();
const limited = (name: ScalarName, constraints: Constraints): Type => ({
  kind: 'scalar',
  scalar: name,
  constraints,
});
const members = (...values: readonly (string | number)[]): Type => ({
  kind: 'enum',
  open: false,
  members: values.map((value) => ({ value, docs: { text: '', examples: [] } })),
});
const list = (items: Type, constraints: Constraints = {}): Type => ({
  kind: 'list',
  items,
  readonly: false,
  constraints,
});

describe('the first example', () => {
  test.each<[Type, Json]>([
    [scalar('string'), 'title'],
    [limited('string', { minLength: 8 }), 'titlexxx'],
    [limited('string', { maxLength: 3 }), 'tit'],
    [limited('string', { pattern: '^[A-Z]{3}-\\d{4}$' }), 'AAA-1111'],
    [limited('string', { pattern: '^t' }), 'title'],
    [limited('string', { format: 'email' }), 'ada@example.com'],
    [limited('string', { format: 'email', maxLength: 6 }), 'a@b.co'],
    [limited('string', { format: 'uuid' }), '123e4567-e89b-42d3-a456-426614174000'],
    [limited('string', { format: 'date-time' }), '2026-01-31T12:00:00Z'],
    [limited('string', { format: 'of-our-own' }), 'title'],
    [scalar('number'), 1],
    [limited('number', { minimum: 0 }), 1],
    [limited('number', { minimum: 7.5 }), 8],
    [limited('number', { maximum: -3 }), -3],
    [limited('number', { exclusiveMinimum: 0, exclusiveMaximum: 1 }), 0.1],
    [limited('number', { exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25 }), 0.75],
    [limited('number', { minimum: 0.29, maximum: 0.3, multipleOf: 0.01 }), 0.3],
    [limited('integer', { minimum: 10, multipleOf: 4 }), 12],
    [limited('integer', { multipleOf: 2.5 }), 5],
    [limited('integer', { format: 'uint32', maximum: 0 }), 0],
    [scalar('bigint'), '1'],
    [limited('bigint', { minimum: 1e19, multipleOf: 7 }), '10000000000000000004'],
    [limited('bigint', { exclusiveMaximum: 0 }), '-1'],
    [scalar('bytes'), 'aGVsbG8='],
    [scalar('instant'), '2026-01-31T12:00:00Z'],
    [scalar('boolean'), true],
    [scalar('unknown'), {}],
    [members('a', 'b'), 'a'],
    [list(scalar('string')), ['title']],
    [list(scalar('string'), { minItems: 3, uniqueItems: true }), ['title', 'title2', 'title3']],
    [list(members('a'), { minItems: 2 }), ['a', 'a']],
    [list(scalar('string'), { maxItems: 0 }), []],
    [{ kind: 'set', items: scalar('number'), constraints: { minItems: 2 } }, [1, 2]],
    [{ kind: 'set', items: scalar('boolean'), constraints: { minItems: 2 } }, [true, false]],
    [{ kind: 'map', form: 'map', key: scalar('number'), value: scalar('string') }, [[1, 'title']]],
    [
      { kind: 'map', form: 'map', key: scalar('string'), value: scalar('string') },
      { key: 'title' },
    ],
    [
      { kind: 'map', form: 'record', key: scalar('number'), value: scalar('boolean') },
      { '1': true },
    ],
    [{ kind: 'map', form: 'record', key: members('red'), value: scalar('number') }, { red: 1 }],
    [{ kind: 'nullable', of: scalar('number') }, 1],
    [{ kind: 'union', variants: [limited('string', { pattern: '(?!)' }), scalar('number')] }, 1],
    [
      object(field('a', scalar('number')), field('b', scalar('number'), { optional: true })),
      { a: 1 },
    ],
    [object(field('a', scalar('number'), { default: 7 })), { a: 7 }],
    [
      object(
        field('a', scalar('number'), { docs: { text: '', examples: [5, 6] }, default: 7 }),
        field('b', scalar('number'), { docs: { text: '', examples: [8] }, optional: true }),
      ),
      { a: 5, b: 8 },
    ],
  ])('of %j', (type, expected) => {
    expect(none.of(type, 'title')).toEqual(expected);
    expect(misfit(expected, type, new Map())).toBeUndefined();
  });

  test.each<[Type]>([
    [limited('string', { pattern: '^a$', minLength: 2 })],
    [limited('string', { format: 'date', maxLength: 5 })],
    [limited('number', { minimum: 2, maximum: 1 })],
    [limited('integer', { exclusiveMinimum: 1, exclusiveMaximum: 2 })],
    [limited('bigint', { minimum: 5, maximum: 4 })],
    [{ kind: 'set', items: members('a'), constraints: { minItems: 2 } }],
    [ref('Unknown')],
  ])('is none where no value can be: %j', (type) => {
    expect(none.of(type)).toBeUndefined();
  });
});

describe('references', () => {
  const examples = examplesOf(
    declare('Name', limited('string', { pattern: '^[a-z]+$' }), {
      docs: { text: '', examples: ['grace', 'ada'] },
    }),
    declare('Code', limited('string', { pattern: '^[a-z]+$', minLength: 4 })),
    declare('Short', { ...ref('Code'), constraints: { maxLength: 5 } }),
    declare('Node', object(field('name', ref('Name')), field('children', list(ref('Node'))))),
    declare('Expression', {
      kind: 'union',
      variants: [
        object(field('left', ref('Expression')), field('right', ref('Expression'))),
        object(field('value', scalar('number'))),
      ],
    }),
    declare('Endless', object(field('next', ref('Endless')))),
  );

  test.each<[string, Json | undefined]>([
    ['Name', 'grace'],
    ['Code', 'value'],
    ['Short', 'value'],
    ['Node', { name: 'grace', children: [] }],
    ['Expression', { value: 1 }],
    ['Endless', undefined],
  ])('%s', (name, expected) => {
    expect(examples.of(ref(name))).toEqual(expected);
  });

  test('their constraints hold beside those of what they name', () => {
    expect(examples.of({ ...ref('Name'), constraints: { maxLength: 3 } })).toBe('ada');
    expect(examples.of({ ...ref('Short'), constraints: { minLength: 5 } }, 'id')).toBe('idxxx');
    expect(examples.of({ ...ref('Code'), constraints: { maxLength: 3 } })).toBeUndefined();
  });
});

describe('several examples', () => {
  test('are all different, the first one first', () => {
    const type = object(field('a', members('x', 'y')), field('b', scalar('boolean')));
    const all = [
      { a: 'x', b: true },
      { a: 'y', b: true },
      { a: 'x', b: false },
      { a: 'y', b: false },
    ];
    expect(none.several(type, 3)).toEqual(all.slice(0, 3));
    expect(none.several(type, 9)).toEqual(all);
  });

  test('are the same on every run', () => {
    const type = limited('string', { pattern: '^[a-z]{2,9}(?:-[0-9]+)?$' });
    const make = () => examplesOf().several(type, 40);
    expect(make()).toEqual(make());
    expect(new Set(make()).size).toBe(40);
  });
});

/** Written by people, of all kinds of trades. */
const PATTERNS = [
  '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$',
  '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,20}$',
  '^\\+?[1-9]\\d{1,14}$',
  '^#(?:[0-9a-fA-F]{3}){1,2}$',
  '^(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^(?!.*--)[a-z][a-z0-9-]{1,61}[a-z0-9]$',
  '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-[\\w.-]+)?$',
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  '^(["\']).*\\1$',
  '^\\p{Lu}\\p{Ll}+$',
  '^[\\u4e00-\\u9fff]{2,4}$',
  '^[^\\s]+$',
  '\\bword\\b',
  '^$',
  '',
  '^(?:GET|PUT) /\\S*$',
  '^[\\]\\-^]{3}$',
  '^\\x41\\u{42}\\cJ\\0?$',
  '^(?<year>\\d{2})\\k<year>$',
  '(?<=€)\\d+',
];

describe('texts of a pattern', () => {
  test.each(PATTERNS)('%s', (pattern) => {
    const found = none.of(limited('string', { pattern }));
    expect(found).toMatch(new RegExp(pattern, 'u'));
  });
});

/** Every format that something knows. */
const FORMATS = (
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri ' +
  'iri-reference uuid uri-template json-pointer relative-json-pointer regex byte'
).split(' ');

describe('texts of a format', () => {
  test.each(FORMATS)(
    '%s: a hundred, valid to the runtime and to an independent validator',
    (format) => {
      const texts = none.several(limited('string', { format }), 100);
      const isValid = strictValidator({ type: 'string', format });
      expect(texts).toHaveLength(100);
      expect(texts.filter((text) => !isValid(text))).toEqual([]);
      expect(texts.filter((text) => !isFormat(String(text), format))).toEqual([]);
    },
  );

  test('are judged here as the runtime judges them', () => {
    const parts = [
      '2026-02-28',
      '2026-02-29',
      'T12:00:60Z',
      'T23:59:60Z',
      '@b.co',
      'a',
      '::1',
      '',
      'x:',
      '1.2.3.4',
      '%',
    ];
    const texts = parts.flatMap((one) => parts.map((other) => one + other));
    for (const format of FORMATS) {
      const differing = texts.filter(
        (text) => isTextFormat(text, format) !== isFormat(text, format),
      );
      expect({ format, differing }).toEqual({ format, differing: [] });
    }
  });
});
