import { describe, expect, test } from 'vitest';
import { KitError } from '../../src/errors/kit-error.ts';
import type { Fault } from '../../src/errors/fault.ts';
import { createMessages, Timestamp, unknownFields } from '../../src/protobuf/index.ts';
import { registry } from './support/registry.ts';
import { tablesOf } from './support/tables.ts';

const messages = createMessages(tablesOf(registry));
const v1 = (name: string): string => `everything.v1.${name}`;
const legacy = 'everything.legacy.Legacy';
const edition = 'everything.editions.Edition';
type Value = Record<string, unknown>;

const binary = (name: string) => messages.binary<Value>(name);
const decode = (name: string, ...bytes: number[]) => binary(name).decode(Uint8Array.from(bytes));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function readJson(name: string, json: unknown, open = false): { value: unknown; faults: Fault[] } {
  const faults: Fault[] = [];
  return { value: messages.json(name, { open }).decode(json, faults), faults };
}

function faultsOf(name: string, json: unknown): string[] {
  return readJson(name, json).faults.map(({ path, rule }) => `${path} ${rule}`);
}

function errorOf(run: () => unknown): KitError {
  try {
    run();
  } catch (error) {
    if (KitError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a decoded message', () => {
  test('has what is implicit, and lacks what has a presence of its own', () => {
    expect(decode(v1('Tree'))).toEqual({ label: '', children: [] });
    expect(decode(v1('OptionalScalars'))).toEqual({});
    expect(decode(v1('Maps'))).toMatchObject({ int32Int32: {}, stringValue: {} });
    expect(decode(v1('Choices'))).toEqual({ between: '' });
    expect(decode(v1('Scalars'))).toMatchObject({
      int64: 0n,
      bytes: new Uint8Array(0),
      color: 'COLOR_UNSPECIFIED',
    });
  });

  test('has zeros of optional fields that were sent', () => {
    expect(decode(v1('OptionalScalars'), 0x18, 0, 0x72, 0)).toEqual({ int32: 0, string: '' });
    expect(hex(binary(v1('OptionalScalars')).encode({ int32: 0, string: '' }))).toBe('18007200');
    expect(hex(binary(v1('Scalars')).encode({ int32: 0, string: '' }))).toBe('');
  });

  test('merges messages that occur more than once, takes the last of scalars, adds to lists', () => {
    const part = (value: Value) => [...binary(v1('All')).encode(value)];
    const bytes = [
      ...part({ tree: { label: 'a', left: { label: 'l' } }, scalars: { int32: 1, string: 'x' } }),
      ...part({ tree: { children: [{}], left: { right: {} } }, scalars: { int32: 2 } }),
    ];
    expect(decode(v1('All'), ...bytes)).toMatchObject({
      tree: { label: 'a', left: { label: 'l', right: {} }, children: [{}] },
      scalars: { int32: 2, string: 'x' },
    });
  });

  test('merges a member of a oneof with itself, and replaces another one', () => {
    const part = (payload: Value) => [...binary(v1('Choices')).encode({ payload })];
    const tree = (value: Value) => part({ case: 'tree', value });
    const merged = decode(v1('Choices'), ...tree({ label: 'a' }), ...tree({ left: {} }));
    expect(merged).toMatchObject({ payload: { case: 'tree', value: { label: 'a', left: {} } } });
    const text = part({ case: 'text', value: 't' });
    const replaced = decode(v1('Choices'), ...tree({ label: 'a' }), ...text, ...tree({ left: {} }));
    expect(replaced).toMatchObject({ payload: { case: 'tree', value: { label: '' } } });
  });

  test('keeps what its type does not know, and writes it again', () => {
    const bytes = [0x0a, 1, 0x61, 0xc0, 0x3e, 7, 0xcb, 0x3e, 0x08, 1, 0xcc, 0x3e];
    const tree = decode(v1('Tree'), ...bytes);
    expect(tree).toEqual({ label: 'a', children: [] });
    expect(Object.keys(tree)).toEqual(['label', 'children']);
    expect((tree as { [unknownFields]?: Uint8Array[] })[unknownFields]).toHaveLength(2);
    expect([...binary(v1('Tree')).encode(tree)]).toEqual(bytes);
    expect(binary(v1('Tree')).encode({ ...tree })).toHaveLength(3);
  });

  test('keeps a value of another wire type, and a number that a closed enum does not know', () => {
    const tree = decode(v1('Tree'), 0x08, 5);
    expect(tree).toEqual({ label: '', children: [] });
    expect([...binary(v1('Tree')).encode(tree)]).toEqual([0x08, 5]);
    const closed = decode(edition, 0x1a, 0, 0x48, 9, 0x48, 2, 0x5a, 3, 1, 9, 2);
    expect(closed).toMatchObject({
      closed: 'CLOSED_TWO',
      closedList: ['CLOSED_ONE', 'CLOSED_TWO'],
    });
    const again = [...binary(edition).encode(closed)];
    expect(again.slice(-4)).toEqual([0x48, 9, 0x58, 9]);
  });

  test('shares no memory with the bytes', () => {
    const bytes = Buffer.from([0x7a, 2, 1, 2]);
    const message = binary(v1('Scalars')).decode(bytes);
    bytes.fill(0);
    expect(message['bytes']).toStrictEqual(Uint8Array.of(1, 2));
  });

  test('has keys of maps that objects know already', () => {
    const stringString = JSON.parse('{"__proto__":"a","constructor":"b"}') as Value;
    const bytes = binary(v1('Maps')).encode({ stringString });
    expect(Object.entries(binary(v1('Maps')).decode(bytes)['stringString']!)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('presence of proto2 and editions', () => {
  test('a required field must be there, at any depth', () => {
    const error = errorOf(() => decode(legacy, 0x10, 1));
    expect(error).toMatchObject({
      code: 'invalid_argument',
      faults: [{ path: '/id', rule: 'required' }],
    });
    const nested = errorOf(() => decode(legacy, 0x0a, 1, 0x61, 0x7b, 0x7c, 0x9a, 1, 0));
    expect(nested.faults?.map(({ path }) => path)).toEqual(['/item/0/number', '/child/id']);
    expect(faultsOf(legacy, { child: {} })).toEqual(['/child/id required', '/id required']);
    expect(errorOf(() => binary(legacy).encode({ child: { id: 'a' } }))).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('/id is required'),
    });
  });

  test('one occurrence may bring what another one lacks', () => {
    const bytes = [0x0a, 1, 0x61, 0x9a, 1, 2, 0x10, 1, 0x9a, 1, 3, 0x0a, 1, 0x62];
    expect(decode(legacy, ...bytes)).toMatchObject({ child: { id: 'b', count: 1 } });
  });

  test('defaults are told apart from values', () => {
    expect(messages.defaults(legacy)).toEqual({
      count: -7,
      big: 9007199254740993n,
      name: 'no "name"',
      data: Uint8Array.of(1, 255),
      ratio: Number.POSITIVE_INFINITY,
      flag: true,
      level: 'HIGH',
    });
    expect(messages.defaults(edition)).toEqual({ withDefault: 42 });
    expect(decode(legacy, 0x0a, 1, 0x61)).not.toHaveProperty('count');
  });

  test('groups and delimited messages', () => {
    const value = {
      id: 'a',
      detail: { text: 't' },
      item: [{ number: 1 }],
      choice: { case: 'pair', value: { left: 2 } },
    };
    const bytes = binary(legacy).encode(value);
    expect(hex(bytes)).toBe('0a016173'.concat('0a017474', '7b0801', '7c', '93010802', '9401'));
    expect(binary(legacy).decode(bytes)).toMatchObject(value);
  });
});

describe('malformed bytes', () => {
  const nested = (depth: number): number[] => {
    let bytes: number[] = [];
    for (let index = 0; index < depth; index += 1) {
      const length =
        bytes.length < 0x80 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
      bytes = [0x12, ...length, ...bytes];
    }
    return bytes;
  };

  test.each([
    ['a length beyond the end', [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['a length of 64 bits', [0x0a, 0x81, 0x80, 0x80, 0x80, 0x80, 0x01, 0x61]],
    ['a part beyond the end of what holds it', [0x12, 1, 0x0a, 1, 0x61]],
    ['a number without an end', [0x10, 0xff]],
    ['a number of eleven bytes', [0xc0, 0x3e, ...Array.from({ length: 10 }, () => 0x80), 0]],
    ['field 0', [0x00, 0]],
    ['wire type 7', [0x0f]],
    ['a tag beyond 32 bits', [0xff, 0xff, 0xff, 0xff, 0x7f, 0]],
    ['the end of a group that was not open', [0x0c]],
    ['a group that has no end', [0xcb, 0x3e]],
    ['a group that another one ends', [0xcb, 0x3e, 0xd4, 0x3e]],
    ['a text that is no UTF-8', [0x0a, 1, 0xff]],
    ['a long text that is no UTF-8', [0x0a, 40, ...Array.from({ length: 40 }, () => 0xff)]],
    ['half of a surrogate pair', [0x0a, 3, 0xed, 0xa0, 0x80]],
    ['more than a hundred messages in each other', nested(100)],
    [
      'more than a hundred unknown groups in each other',
      Array.from({ length: 100 }, () => [0xcb, 0x3e]).flat(),
    ],
  ])('with %s are an invalid argument', (_what, bytes) => {
    expect(errorOf(() => decode(v1('Tree'), ...bytes))).toMatchObject({ code: 'invalid_argument' });
  });

  test('a hundred messages in each other are fine', () => {
    expect(decode(v1('Tree'), ...nested(99))).toHaveProperty('left.left.left');
  });

  test('a text that need not be UTF-8 may be anything', () => {
    expect(decode(edition, 0x1a, 0, 0x62, 1, 0xff)).toMatchObject({ lenient: '\ufffd' });
  });

  test('an instant that is none', () => {
    const timestamp = messages.binary('google.protobuf.Timestamp');
    expect(
      errorOf(() => timestamp.decode(Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0xff, 0x07))),
    ).toMatchObject({ code: 'invalid_argument' });
  });
});

describe('what cannot be encoded', () => {
  test.each<[string, string, unknown, string]>([
    [
      'a fraction',
      v1('Scalars'),
      { int32: 1.5 },
      '/int32 must be a whole number from -2147483648 to 2147483647, not the number 1.5',
    ],
    ['a number out of range', v1('Scalars'), { uint32: -1 }, '/uint32 must be a whole number'],
    ['a number for a bigint', v1('Scalars'), { int64: 1 }, '/int64 must be a bigint'],
    ['a bigint out of range', v1('Scalars'), { uint64: -1n }, '/uint64 must be a bigint'],
    ['a float out of range', v1('Scalars'), { float: 1e300 }, '/float must be a number of 32 bits'],
    [
      'half of a surrogate pair',
      v1('Scalars'),
      { string: '\ud800' },
      '/string must be a text without lone surrogates',
    ],
    ['null', v1('Scalars'), { string: null }, '/string must be a text, not null'],
    [
      'a name that the enum lacks',
      v1('Scalars'),
      { color: 'COLOR_PINK' },
      '/color must be a value of the enum',
    ],
    [
      'an item',
      v1('All'),
      { more: [{}, { tree: { children: [3] } }] },
      '/more/1/tree/children/0 must be an object, not the number 3',
    ],
    [
      'an entry of a map',
      v1('Maps'),
      { int32Tree: { 7: { label: 1 } } },
      '/int32Tree/7/label must be a text',
    ],
    [
      'a key of a map',
      v1('Maps'),
      { int32Tree: { x: {} } },
      '/int32Tree/x must be named by a key of type int32',
    ],
    [
      'a member of a oneof',
      v1('Choices'),
      { payload: { case: 'number', value: '1' } },
      '/payload must be a bigint',
    ],
    [
      'an instant',
      v1('WellKnown'),
      { timestamp: new Date(Number.NaN) },
      '/timestamp must be a valid Date',
    ],
    ['no message', v1('Tree'), 'tree', 'must be an object'],
  ])('%s: both forms say where it is', (_what, name, value, reason) => {
    for (const codec of [messages.binary(name), messages.json(name)]) {
      const error = errorOf(() => codec.encode(value));
      expect(error).toMatchObject({ code: 'internal', message: expect.stringContaining(reason) });
    }
  });

  test('a message that holds itself', () => {
    const tree: Value = {};
    tree['left'] = tree;
    for (const codec of [messages.binary(v1('Tree')), messages.json(v1('Tree'))]) {
      expect(errorOf(() => codec.encode(tree)).code).toBe('internal');
    }
    expect(hex(binary(v1('Tree')).encode({ label: 'a' }))).toBe('0a0161');
  });

  test('a type that is not there is said at once', () => {
    expect(() => messages.binary('no.Such')).toThrow('there is no message no.Such in the tables');
    expect(() => messages.json('no.Such')).toThrow('there is no message no.Such in the tables');
    expect(() => messages.json('toString')).toThrow('there is no message toString in the tables');
  });
});

describe('JSON', () => {
  test('leaves implicit zeros out, and writes the short form of numbers', () => {
    const json = messages.json(v1('Scalars'));
    expect(json.encode({ int32: 0, string: '', color: 'COLOR_UNSPECIFIED' })).toEqual({});
    expect(
      json.encode({ float: 0.1, double: 0.1, int64: -1n, bytes: Uint8Array.of(255), color: 9 }),
    ).toEqual({ float: 0.1, double: 0.1, int64: '-1', bytes: '/w==', color: 9 });
    expect(json.encode({ float: Math.fround(0.1) })).toEqual({ float: 0.1 });
    expect(json.encode({ aliased: 'ALIASED_UNO', double: Number.NaN })).toEqual({
      aliased: 'ALIASED_ONE',
      double: 'NaN',
    });
  });

  test('takes both names of a field, but not at once', () => {
    expect(readJson(v1('Names'), { snake_case: 'a', 'other-name/~': 'b' }).value).toMatchObject({
      snakeCase: 'a',
      renamed: 'b',
    });
    expect(readJson(v1('Names'), { snakeCase: 'a', renamed: 'b' }).value).toMatchObject({
      snakeCase: 'a',
      renamed: 'b',
    });
    expect(faultsOf(v1('Names'), { snakeCase: 'a', snake_case: 'a' })).toEqual([
      '/snakeCase not',
      '/snake_case not',
    ]);
    expect(messages.json(v1('Names')).encode({ snakeCase: 'a', renamed: 'b' })).toEqual({
      snakeCase: 'a',
      'other-name/~': 'b',
    });
  });

  test('takes null for absent, but where it is a value', () => {
    const { value, faults } = readJson(v1('WellKnown'), {
      timestamp: null,
      value: null,
      maybeNull: null,
      boolValue: null,
      values: null,
    });
    expect(faults).toEqual([]);
    expect(value).toEqual(
      expect.objectContaining({ value: null, maybeNull: 'NULL_VALUE', values: [] }),
    );
    expect(value).not.toHaveProperty('timestamp');
    expect(readJson(v1('Choices'), { tree: null, text: 'a' })).toMatchObject({
      faults: [],
      value: { payload: { case: 'text' } },
    });
    expect(readJson(v1('Choices'), { null: null }).value).toMatchObject({
      payload: { case: 'null', value: 'NULL_VALUE' },
    });
  });

  test('has a place for each fault', () => {
    const json = {
      more: [{ tree: { label: 1, 'a/b': 2 } }],
      scalars: {
        int32: 2 ** 31,
        uint64: '-1',
        bool: 'true',
        bytes: '?',
        color: 'PINK',
        string: '\ud800',
      },
      choices: { text: 'a', number: '1' },
      maps: { int32Int32: { x: 1, '1': null }, boolBool: { true: true, yes: true } },
      repeatedScalars: { int32: [1, null, 'a'] },
      wellKnown: {
        timestamp: '2020-02-30T00:00:00Z',
        duration: '1',
        mask: 'a_b',
        any: { '@type': 'no/Such' },
      },
    };
    expect(faultsOf(v1('All'), json)).toEqual([
      '/more/0/tree/label type',
      '/more/0/tree/a~1b unevaluatedProperties',
      '/scalars/int32 maximum',
      '/scalars/uint64 minimum',
      '/scalars/bool type',
      '/scalars/bytes contentEncoding',
      '/scalars/color enum',
      '/scalars/string format',
      '/choices/number oneOf',
      '/maps/int32Int32/1 type',
      '/maps/int32Int32/x propertyNames',
      '/maps/boolBool/yes propertyNames',
      '/repeatedScalars/int32/1 type',
      '/repeatedScalars/int32/2 type',
      '/wellKnown/timestamp format',
      '/wellKnown/duration format',
      '/wellKnown/mask pattern',
      '/wellKnown/any/@type const',
    ]);
  });

  test('lets members and names that it does not know pass where it is open', () => {
    const json = { color: 'PINK', else: 1, int32: 5 };
    expect(readJson(v1('Scalars'), json, true)).toMatchObject({
      faults: [],
      value: { int32: 5, color: 'COLOR_UNSPECIFIED' },
    });
    expect(
      readJson(v1('RepeatedScalars'), { color: ['PINK', 'COLOR_RED'] }, true).value,
    ).toMatchObject({ color: ['COLOR_RED'] });
    expect(faultsOf(v1('Scalars'), json)).toEqual(['/color enum', '/else unevaluatedProperties']);
  });

  test('takes numbers as texts, base64 of both alphabets, and no more than that', () => {
    const value = (json: unknown) => readJson(v1('Scalars'), json);
    expect(value({ int32: '1e2', int64: '1.0', double: '1.5', bytes: '-_' }).value).toMatchObject({
      int32: 100,
      int64: 1n,
      double: 1.5,
      bytes: Uint8Array.of(0xfb),
    });
    for (const text of ['', ' 1', '+1', '0x10', '1_0', 'Infinity', '1'.repeat(500)]) {
      expect(value({ int32: text }).faults).toHaveLength(1);
      expect(value({ int64: text }).faults).toHaveLength(1);
    }
  });

  test('an Any holds its type, known or not by a form of its own', () => {
    const any = { typeUrl: 'example.com/everything.v1.Tree', value: Uint8Array.of(0x0a, 1, 0x61) };
    const json = { '@type': 'example.com/everything.v1.Tree', label: 'a' };
    const codec = messages.json('google.protobuf.Any');
    expect(codec.encode(any)).toEqual(json);
    expect(readJson('google.protobuf.Any', json).value).toEqual(any);
    expect(codec.encode({})).toEqual({});
    expect(errorOf(() => codec.encode({ typeUrl: 'x/no.Such' })).code).toBe('internal');
    const empty = { typeUrl: 'x/google.protobuf.Empty', value: new Uint8Array(0) };
    expect(readJson('google.protobuf.Any', { '@type': empty.typeUrl, value: {} })).toEqual({
      value: empty,
      faults: [],
    });
    expect(readJson('google.protobuf.Any', codec.encode(empty))).toEqual({
      value: empty,
      faults: [],
    });
  });

  test('Anys in Anys do not take longer and longer', () => {
    const codec = messages.binary('google.protobuf.Any');
    let any: Value = { typeUrl: 'x/google.protobuf.Any', value: new Uint8Array(100_000) };
    for (let index = 0; index < 300; index += 1)
      any = { typeUrl: 'x/google.protobuf.Any', value: codec.encode(any) };
    const error = errorOf(() => messages.json('google.protobuf.Any').encode(any));
    expect(error.code).toBe('internal');
  });

  test('is bounded in its depth', () => {
    const deep = (depth: number): unknown => (depth === 0 ? {} : { left: deep(depth - 1) });
    expect(faultsOf(v1('Tree'), deep(99))).toEqual([]);
    expect(faultsOf(v1('Tree'), deep(100))).toEqual([`${'/left'.repeat(100)} maxDepth`]);
    const list = (depth: number): unknown => (depth === 0 ? [] : [list(depth - 1)]);
    expect(faultsOf('google.protobuf.ListValue', list(99))).toEqual([]);
    expect(faultsOf('google.protobuf.ListValue', list(100))).toHaveLength(1);
  });

  test('is exactly what a Value holds', () => {
    const struct = JSON.parse('{"__proto__":[1,null,{"a":"b"}],"constructor":true}') as Value;
    const codec = messages.json('google.protobuf.Struct');
    expect(JSON.stringify(codec.encode(struct))).toBe(JSON.stringify(struct));
    const bytes = messages.binary('google.protobuf.Struct').encode(struct);
    expect(JSON.stringify(messages.binary('google.protobuf.Struct').decode(bytes))).toBe(
      JSON.stringify(struct),
    );
    expect(errorOf(() => codec.encode({ a: { b: Number.NaN } })).message).toContain(
      '/a/b must be a finite number',
    );
  });
});

describe('Timestamp', () => {
  test('is a Date with nanoseconds', () => {
    const instant = new Timestamp(new Date('2020-01-01T00:00:00.123Z'), 456_789);
    expect(instant).toBeInstanceOf(Date);
    expect(instant.nanos).toBe(123_456_789);
    expect(JSON.stringify(instant)).toBe('"2020-01-01T00:00:00.123456789Z"');
    expect(new Timestamp(instant).nanos).toBe(123_456_789);
    expect(JSON.stringify(new Timestamp(0))).toBe('"1970-01-01T00:00:00Z"');
    expect(JSON.stringify(new Timestamp(120))).toBe('"1970-01-01T00:00:00.120Z"');
    expect(new Timestamp(-1).nanos).toBe(999_000_000);
    expect(() => new Timestamp(0, 1_000_000)).toThrow(RangeError);
  });

  test('a plain Date is taken wherever it is, and a Timestamp is given', () => {
    const json = messages.json('google.protobuf.Timestamp');
    expect(json.encode(new Date(-1))).toBe('1969-12-31T23:59:59.999Z');
    const faults: Fault[] = [];
    const read = json.decode('1969-12-31T23:59:59.999999999Z', faults) as Timestamp;
    expect(read.getTime()).toBe(-1);
    expect(json.encode(read)).toBe('1969-12-31T23:59:59.999999999Z');
    const codec = messages.binary<Timestamp>('google.protobuf.Timestamp');
    expect(codec.decode(codec.encode(read)).nanos).toBe(999_999_999);
  });
});
