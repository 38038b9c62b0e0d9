import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { isFormat } from '../src/checks/index.ts';
import {
  bigintFrom,
  bigintText,
  bytesFrom,
  bytesText,
  instantFrom,
  instantText,
} from '../src/sdk/values.ts';
import { Random } from './support/random.ts';

const cases = 2000;

describe('instants', () => {
  const earliest = Date.parse('0000-01-01T00:00:00.000Z');
  const latest = Date.parse('9999-12-31T23:59:59.999Z');

  test('every instant comes back from its text', () => {
    const random = new Random(1);
    for (let count = 0; count < cases; count += 1) {
      const date = new Date(random.integer(earliest, latest));
      const text = instantText(date);
      expect(text).toBe(date.toISOString());
      expect(instantFrom(text)).toEqual(date);
    }
    for (const edge of [earliest, latest, 0, -1]) {
      expect(instantFrom(instantText(new Date(edge)))?.getTime()).toBe(edge);
    }
  });

  test('every offset says the same instant', () => {
    const random = new Random(2);
    for (let count = 0; count < cases; count += 1) {
      const date = new Date(random.integer(earliest + 1e8, latest - 1e8));
      const minutes = random.integer(-1439, 1439);
      const local = new Date(date.getTime() + minutes * 60_000).toISOString();
      const pad = (number: number) => String(Math.trunc(number)).padStart(2, '0');
      const size = Math.abs(minutes);
      const offset = `${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
      expect(instantFrom(local.replace('Z', offset))).toEqual(date);
    }
  });

  test.each([
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['2024-02-29t12:00:00z', '2024-02-29T12:00:00.000Z'],
    ['2024-01-01T00:00:00.1Z', '2024-01-01T00:00:00.100Z'],
    ['2024-01-01T00:00:00.1239999999+00:00', '2024-01-01T00:00:00.123Z'],
    ['2024-01-01T00:00:00-00:00', '2024-01-01T00:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2016-12-31T15:59:60.5-08:00', '2017-01-01T00:00:00.500Z'],
    ['2017-01-01T09:59:60+10:00', '2017-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instantFrom(text)?.toISOString()).toBe(expected);
    expect(isFormat(text, 'date-time')).toBe(true);
  });

  test.each([
    '',
    '2024-01-01',
    '2024-01-01T00:00:00',
    '2024-01-01 00:00:00Z',
    '2024-1-1T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:60:00Z',
    '2024-01-01T00:00:61Z',
    '2024-01-01T00:00:60Z',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00Z\n',
    '+002024-01-01T00:00:00Z',
  ])('%j is none, for the format check neither', (text) => {
    expect(instantFrom(text)).toBeUndefined();
    expect(isFormat(text, 'date-time')).toBe(false);
  });

  test.each([
    1,
    null,
    undefined,
    new Date(),
    '9999-12-31T23:59:60Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:30:00-01:00',
  ])('%s is none', (value) => {
    expect(instantFrom(value)).toBeUndefined();
  });

  test('what has no text fails with the reason', () => {
    const fail = (value: unknown) => () => instantText(value as Date);
    expect(fail(new Date(Number.NaN))).toThrow(new RangeError('an invalid Date is no instant'));
    const years = 'an instant must be of a year from 0000 to 9999, not ';
    expect(fail(new Date(latest + 1))).toThrow(`${years}+010000-01-01T00:00:00.000Z`);
    expect(fail(new Date(earliest - 1))).toThrow(`${years}-000001-12-31T23:59:59.999Z`);
    expect(fail('2024-01-01T00:00:00Z')).toThrow(
      new TypeError('the value must be a Date, not string'),
    );
    expect(fail(null)).toThrow(new TypeError('the value must be a Date, not null'));
  });

  test('a Date of another realm is one', () => {
    const date = runInNewContext('new Date(0)') as Date;
    expect(instantText(date)).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('big integers', () => {
  test('every one comes back from its text', () => {
    const random = new Random(3);
    for (let count = 0; count < cases; count += 1) {
      const size = random.integer(1, 60);
      const digits = Array.from({ length: size }, () => random.integer(0, 9)).join('');
      const value = BigInt(digits) * (random.integer(0, 1) === 0 ? 1n : -1n);
      expect(bigintFrom(bigintText(value))).toBe(value);
    }
  });

  test.each([
    [0, 0n],
    [-0, 0n],
    [Number.MAX_SAFE_INTEGER, 9007199254740991n],
    ['-5', -5n],
    ['18446744073709551615', 18446744073709551615n],
  ])('%j is read', (value, expected) => expect(bigintFrom(value)).toBe(expected));

  test.each([
    '',
    ' 1',
    '1\n',
    '+1',
    '-0',
    '01',
    '-01',
    '1.0',
    '1e3',
    '0x10',
    '1n',
    2 ** 53,
    0.5,
    Number.NaN,
    1n,
    null,
    undefined,
    true,
    [1],
  ])('%s is none', (value) => expect(bigintFrom(value)).toBeUndefined());

  test('what is none has no text', () => {
    expect(() => bigintText(1 as unknown as bigint)).toThrow(
      new TypeError('the value must be a bigint, not number'),
    );
  });
});

describe('bytes', () => {
  const random = new Random(4);
  const sample = (length: number) => Uint8Array.from({ length }, () => random.integer(0, 255));

  test('every sequence comes back from its text, which is that of Node', () => {
    for (let count = 0; count < cases; count += 1) {
      const bytes = sample(count % 97);
      const text = bytesText(bytes);
      const padded = Buffer.from(bytes);
      expect(text).toBe(padded.toString('base64'));
      const url = padded.toString('base64url');
      const urlPadded = text.replaceAll('+', '-').replaceAll('/', '_');
      for (const form of [text, text.replaceAll('=', ''), url, urlPadded]) {
        expect(bytesFrom(form)).toEqual(bytes);
      }
    }
  });

  test('a part of a buffer is only that part', () => {
    const whole = Uint8Array.of(1, 2, 3, 4, 5, 6);
    expect(bytesText(whole.subarray(2, 4))).toBe('AwQ=');
    expect(bytesText(Buffer.from('abc'))).toBe('YWJj');
  });

  test('what is read is a plain Uint8Array', () => {
    const bytes = bytesFrom('AwQ=');
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect(bytes?.buffer.byteLength).toBe(2);
  });

  test('a text is accepted only if it is the one of its bytes', () => {
    const characters = [...'AQgw159+/-_=\n é\u{1F600}\0'];
    for (let count = 0; count < cases * 4; count += 1) {
      const length = random.integer(0, 9);
      const text = Array.from(
        { length },
        () => characters[random.integer(0, characters.length - 1)],
      ).join('');
      const bytes = bytesFrom(text);
      const buffer = Buffer.from(text, 'base64');
      const canonical = [buffer.toString('base64'), buffer.toString('base64url')];
      const forms = [
        ...canonical,
        canonical[0]?.replaceAll('=', ''),
        canonical[0]?.replaceAll('+', '-').replaceAll('/', '_'),
      ];
      if (forms.includes(text)) expect(bytes).toEqual(new Uint8Array(buffer));
      else expect([text, bytes]).toEqual([text, undefined]);
    }
  });

  test.each([
    'A',
    'AAAAA',
    'AA=',
    'AAA==',
    'AAAA=',
    '====',
    '=',
    'AB==',
    'AAB=',
    'a+_a',
    'AA==AA==',
  ])('%j is none', (text) => expect(bytesFrom(text)).toBeUndefined());

  test.each([1, null, undefined, new Uint8Array(1)])('%s is none', (value) =>
    expect(bytesFrom(value)).toBeUndefined(),
  );

  test('what are none have no text', () => {
    const fail = (value: unknown) => () => bytesText(value as Uint8Array);
    expect(fail('text')).toThrow(new TypeError('the value must be a Uint8Array, not string'));
    expect(fail([1, 2])).toThrow(new TypeError('the value must be a Uint8Array, not object'));
    expect(fail(new Uint16Array(2))).toThrow(TypeError);
    expect(fail(null)).toThrow(TypeError);
  });

  test('megabytes are a matter of milliseconds', () => {
    const bytes = sample(4 * 1024 * 1024);
    const started = performance.now();
    const text = bytesText(bytes);
    const back = bytesFrom(text);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(Buffer.compare(Buffer.from(back ?? []), Buffer.from(bytes))).toBe(0);
  });
});
