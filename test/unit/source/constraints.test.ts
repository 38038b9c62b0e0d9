import { expect, test } from 'vitest';
import { declarationOf, faults, plain } from './read.ts';

/** What a commented type expression is lowered to, as the type of a field. */
function lowered(comment: string, type: string): unknown {
  const text = `/** @format email */ type Email = string; type Tags = string[];
    export interface T { /** ${comment} */ it: ${type} }`;
  const { type: owner } = declarationOf(text);
  return owner.kind === 'object' ? plain(owner.fields[0]?.type) : undefined;
}

const string = { kind: 'scalar', scalar: 'string' };
const number = { kind: 'scalar', scalar: 'number' };
const integer = { kind: 'scalar', scalar: 'integer' };

test.each<[string, string, unknown]>([
  [
    '@minLength 1 @maxLength 5',
    'string',
    { ...string, constraints: { minLength: 1, maxLength: 5 } },
  ],
  ['@pattern ^[^@]+@x{2}$', 'string', { ...string, constraints: { pattern: '^[^@]+@x{2}$' } }],
  ['@format uuid', 'string', { ...string, constraints: { format: 'uuid' } }],
  ['@minimum -1.5e3', 'number', { ...number, constraints: { minimum: -1500 } }],
  [
    '@exclusiveMinimum 0 @multipleOf 0.5',
    'number',
    { ...number, constraints: { exclusiveMinimum: 0, multipleOf: 0.5 } },
  ],
  ['@integer', 'number', integer],
  ['@format int32', 'number', { ...integer, constraints: { format: 'int32' } }],
  ['@format float', 'number', { ...number, constraints: { format: 'float' } }],
  ['@maximum 9', 'bigint', { kind: 'scalar', scalar: 'bigint', constraints: { maximum: 9 } }],
  [
    '@minItems 1 @uniqueItems',
    'string[]',
    { kind: 'list', items: string, constraints: { minItems: 1, uniqueItems: true } },
  ],
  ['@maxItems 3', 'Set<string>', { kind: 'set', items: string, constraints: { maxItems: 3 } }],
  [
    '@minLength 1',
    'string | null',
    { kind: 'nullable', of: { ...string, constraints: { minLength: 1 } } },
  ],
  ['@maxLength 9', 'Email', { kind: 'ref', name: 'Email', constraints: { maxLength: 9 } }],
  ['@maxItems 9', 'Tags', { kind: 'ref', name: 'Tags', constraints: { maxItems: 9 } }],
])('%s %s', (comment, type, wanted) => {
  expect(lowered(comment, type)).toEqual(wanted);
});

test.each([
  ['@default 5', 'number', 5],
  ['@default {"a": [1]}', '{ a: number[] }', { a: [1] }],
  ['@default hello there', 'string', 'hello there'],
  ['@default "hello"', 'string', 'hello'],
  ["@default 'hello'", 'string', 'hello'],
  ['@default 42', 'string', '42'],
  ['@default null', 'string | null', null],
  ['@default on', "'on' | 'off'", 'on'],
  ['@default undefined', 'string', undefined],
])('%s of %s', (comment, type, wanted) => {
  const { type: owner } = declarationOf(`export interface T { /** ${comment} */ it?: ${type} }`);
  expect(owner.kind === 'object' && owner.fields[0]?.default).toEqual(wanted);
});

test('a model is a message with a table, whose fields know their columns', () => {
  const { table, type } = declarationOf(`/** @table users */ export interface T {
    /** @key @autoincrement */ id: number;
    /** @column user_name @unique @index @type varchar(20) */ name: string;
    /** @references Team.id */ team: number;
    plain: string;
  }`);
  expect(table).toBe('users');
  const none = { key: false, autoIncrement: false, unique: false, index: false };
  expect(type.kind === 'object' && type.fields.map(({ column }) => column)).toEqual([
    { ...none, name: 'id', key: true, autoIncrement: true },
    { ...none, name: 'user_name', unique: true, index: true, type: 'varchar(20)' },
    { ...none, name: 'team', references: { model: 'Team', field: 'id' } },
    undefined,
  ]);
});

test('comments written for other tools are left alone', () => {
  expect(
    faults(`
/**
 * @internal
 * @remarks For people.
 * @see {@link Other}
 */
export interface Other {
  /** @type {string} @since 1 @memberof Other */
  a: string;
  /**
   * @example
   * const x = new Thing();
   */
  b: { c: number };
}
export interface S {
  /**
   * @param req the request
   * @returns what it is
   * @throws {Error} when it breaks
   * @example
   * \`\`\`ts
   * await s.a({ minimum: 1 });
   * \`\`\`
   */
  a(req: Other): Promise<void>;
}`),
  ).toEqual([]);
});

test.each<[string, unknown]>([
  ['type T = Settings', 20],
  ['type T = Required<Settings>', 20],
  ['type T = Partial<Settings>', undefined],
  ["type T = Partial<Pick<Settings, 'size'>>", undefined],
  ['type T = { id: string } & Partial<Settings>', undefined],
  ['interface T extends Partial<Settings> { id: string }', undefined],
])('what is left out of a change keeps what it was, whatever its default: %s', (type, expected) => {
  const { type: found } = declarationOf(
    `export interface Settings { /** @default 20 */ size?: number }\nexport ${type}`,
    type.startsWith('type T = Settings') ? 'Settings' : 'T',
  );
  const size = found.kind === 'object' && found.fields.find(({ name }) => name === 'size');
  expect(size).toMatchObject({ name: 'size' });
  expect(size && size.default).toBe(expected);
});
