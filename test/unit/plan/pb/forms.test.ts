import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFormCodecs } from '../../../../kit/src/forms/index.ts';
import { createExamples } from '../../../../src/ir/examples/examples.ts';
import { declarationsByName } from '../../../../src/ir/resolve.ts';
import type { Contract, Json, Type } from '../../../../src/ir/types.ts';
import { schemaOf } from '../../../../src/plan/pb/lower.ts';
import { NO_NUMBERS, assignNumbers } from '../../../../src/plan/pb/numbers.ts';
import { formTables } from '../../../../src/plan/pb/tables.ts';
import { createSourceReader } from '../../../../src/project/source-reader.ts';
import { parseTypeScript } from '../../../../src/source/typescript/parse.ts';
import { repository } from '../../../support/modules.ts';
import { contractOf } from '../../source/read.ts';

function codecsOf(contract: Contract) {
  const schema = schemaOf(contract, 'test.v1', NO_NUMBERS);
  const codecs = createFormCodecs(formTables(schema, assignNumbers(schema, NO_NUMBERS)));
  return { schema, codecs };
}

/** A contract of one method that takes and gives one thing, and the codec of what it gives. */
function codecOf(type: string, declarations = '') {
  const text = `${declarations}\nexport interface TService { get(): Promise<${type}>; }`;
  const { schema, codecs } = codecsOf(contractOf(text));
  return codecs(schema.services[0]?.methods[0]?.response ?? '');
}

function throughBytes(type: string, value: Json, declarations = ''): unknown {
  const codec = codecOf(type, declarations);
  return codec.decode(codec.encode(value));
}

describe('a value that goes through bytes', () => {
  it.each<[string, Json]>([
    ['string', 'ü'.repeat(200)],
    ['string', ''],
    ['number', -0.1],
    ['number', 0],
    ['boolean', false],
    ['bigint', '-9223372036854775808'],
    ['Date', '2026-01-31T12:00:00Z'],
    ['Date', '1969-12-31T23:59:59.999Z'],
    ['Uint8Array', 'AAEC/w=='],
    ['unknown', { a: [1, 'x', null, { __proto__x: true }], b: {} }],
    ['string | null', null],
    ['string | null', ''],
    ['string[]', []],
    ['number[]', [0, 1.5, -2]],
    ['boolean[]', [true, false]],
    ['string[][]', [[], ['a', '']]],
    ['(string | null)[]', [null, 'a']],
    ['[string, number?, ...boolean[]]', ['a', 1, true, false]],
    ['[string, number?]', ['a']],
    ['Record<string, number>', { a: 0, 'b c': 1 }],
    ['Record<string, string[]>', { a: [], b: ['x'] }],
    [
      'Map<number, string>',
      [
        [1, 'a'],
        [0, ''],
      ],
    ],
    ["'red' | 'blue'", 'blue'],
    ['{ a?: string; b: string }', { b: '' }],
    ['{ a?: string; b: string }', { a: '', b: 'x' }],
    ['{ a?: string | null }', { a: null }],
    ['{ a?: string | null }', {}],
    ['{ a?: string[] | null }', { a: [] }],
    ['{ a?: string[] }', {}],
    ["{ kind: 'a'; x: number } | { kind: 'b'; y: string }", { kind: 'b', y: '' }],
    ['string | number | boolean', 0],
    ['string | number[]', []],
    ["{ kind: 'only'; n: number }", { kind: 'only', n: 3 }],
    ["Array<{ kind: 'a' } | { kind: 'b' }>", [{ kind: 'b' }, { kind: 'a' }]],
  ])('is what it was: %s %j', (type, value) => {
    expect(throughBytes(type, value)).toEqual(value);
  });

  it.each<[string, string, Json]>([
    ['Size', 'export enum Size { S = 0, M = -3, L = 7 }', 0],
    ['Size[]', 'export enum Size { S = 0, M = -3, L = 7 }', [7, -3, 0]],
    [
      'Tree',
      'export interface Tree { name: string; children: Tree[] }',
      { name: 'a', children: [{ name: 'b', children: [] }] },
    ],
    ['Nest', 'export type Nest = Nest[]', [[], [[]]]],
    ['Open', 'export interface Open { a: number; [key: string]: number }', { a: 0, b: 2, c: 0 }],
    [
      'Rate',
      'export interface Rate { /** @format int32 */ a: number; /** @integer */ b: number; /** @format uint32 */ c: number }',
      { a: -1, b: 9007199254740991, c: 4294967295 },
    ],
  ])('is what it was, of a declared type: %s', (type, declarations, value) => {
    expect(throughBytes(type, value, declarations)).toEqual(value);
  });

  it('has a member of any name', () => {
    const value = JSON.parse('{"__proto__": 1, "constructor": 2}') as Json;
    expect(JSON.stringify(throughBytes('Record<string, number>', value))).toBe(
      JSON.stringify(value),
    );
  });
});

describe('bytes of another implementation', () => {
  it.each<[string, string, string, unknown]>([
    ['the last alternative', 'string | number', '0a0161 110000000000000040', 2],
    ['the last alternative', 'string | number', '110000000000000040 0a0161', 'a'],
    ['an alternative by another type of wire', 'string | number', '0a0161 0801', 'a'],
    ['numbers that are not packed', 'number[]', '090000000000000040', [2]],
    ['an entry without a value', 'Record<string, string>', '0a030a0161', { a: '' }],
    ['an entry without a message', 'Record<string, { a: string }>', '0a030a0161', { a: { a: '' } }],
    ['an instant out of range', 'Date', '0a0b 10ffffffffffffffffff01', '0.-1'],
  ])('are read as the protocol says: %s', (_, type, hex, value) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(codecOf(type).decode(bytes)).toEqual(value);
  });
});

describe('a value that is none', () => {
  it('is told, and not bent into another one', () => {
    const codec = codecOf('{ /** @format int32 */ a: number }');
    expect(() => codec.encode({ a: 1.5 })).toThrow(/whole number/);
    expect(() => codec.encode({ a: 2 ** 31 })).toThrow(/whole number/);
  });

  it('of no type is the JSON that HTTP would send', () => {
    const codec = codecOf('unknown');
    const value = { a: undefined, b: [undefined, Number.NaN], c: new Date(0), d: '\ud800' };
    const sent = { b: [null, null], c: '1970-01-01T00:00:00.000Z', d: '\ufffd' };
    expect(codec.decode(codec.encode(value))).toEqual(sent);
  });
});

describe('bytes that are no message', () => {
  const codec = codecOf('Deep', 'export interface Deep { text: string; next?: Deep }');
  const good = codec.encode({ text: 'a', next: { text: 'b' } });

  it.each([
    ['cut short', good.subarray(0, good.length - 1)],
    ['a length beyond the end', new Uint8Array([0x0a, 0x7f, 0x61])],
    ['no UTF-8', new Uint8Array([0x0a, 0x01, 0xff])],
    ['field 0', new Uint8Array([0x00])],
    ['a number without end', new Uint8Array(16).fill(0xff)],
    ['an open group', new Uint8Array([0x53])],
  ])('are refused: %s', (_, bytes) => {
    expect(() => codec.decode(bytes)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });

  it('are refused where they are nested without end', () => {
    let deep: Json = { text: '' };
    for (let level = 0; level < 150; level += 1) deep = { text: '', next: deep };
    expect(() => codec.decode(codec.encode(deep))).toThrow(/nested too deeply/);
  });

  it('pass over fields that nobody knows', () => {
    const more = new Uint8Array([...good, 0x98, 0x06, 0x01, 0xa2, 0x06, 0x01, 0x61]);
    expect(codec.decode(more)).toEqual({ text: 'a', next: { text: 'b' } });
  });
});

/** The contracts of the fixtures: everything that can be written is in one of them. */
const contracts = readdirSync(join(repository, 'fixtures'))
  .filter((name) => !name.startsWith('diagnostics-'))
  .flatMap((name) => {
    const reader = createSourceReader(join(repository, 'fixtures', name, 'input'));
    const { contract } = parseTypeScript({ path: 'idl.ts', reader, services: [] });
    return contract === undefined ? [] : [{ name, contract }];
  });

describe('every message of the fixtures', () => {
  it.each(contracts)('goes through bytes twice and is the same: $name', ({ contract }) => {
    const { schema, codecs } = codecsOf(contract);
    const examples = createExamples(declarationsByName(contract));
    let count = 0;
    for (const [index, { methods }] of contract.services.entries()) {
      for (const [at, method] of methods.entries()) {
        const said = schema.services[index]?.methods[at];
        const both: readonly [Type | undefined, string | undefined][] = [
          [method.request, said?.request],
          [method.response, said?.response],
        ];
        for (const [type, name] of both) {
          if (type === undefined || name === undefined || method.kind !== 'unary') continue;
          for (const value of examples.several(type, 3)) {
            const codec = codecs(name);
            const bytes = codec.encode(value);
            const back = codec.decode(bytes);
            expect(JSON.stringify(codec.decode(codec.encode(back)))).toBe(JSON.stringify(back));
            expect(Buffer.from(codec.encode(back)).equals(bytes)).toBe(true);
            count += 1;
          }
        }
      }
    }
    expect(count).toBeGreaterThan(0);
  });
});
