import { isDeepStrictEqual } from 'node:util';
import { fromJson, type JsonValue, toJson } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { type Random, seeded } from '../../../test/support/seeded.ts';
import type { Fault } from '../../src/errors/fault.ts';
import { createMessages } from '../../src/protobuf/index.ts';
import { comparable, naturalOf } from './support/natural.ts';
import { randomMessage } from './support/random-message.ts';
import { descOf, registry } from './support/registry.ts';
import { tablesOf } from './support/tables.ts';

const CASES = Number(process.env['MICROGEN_PROTOBUF_MALFORMED'] ?? 1000);
const SEED = Number(process.env['MICROGEN_PROTOBUF_SEED'] ?? 20260131);

const messages = createMessages(tablesOf(registry));

/** Values that some fields take and others do not. */
const odd: readonly JsonValue[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  1e10,
  2 ** 53,
  1e300,
  3.5e38,
  255,
  4_294_967_296,
  2_147_483_648,
  '',
  '1',
  '-5',
  '01',
  '1.0',
  '1.5',
  '1e2',
  '1e400',
  'abc',
  'NaN',
  '-Infinity',
  '18446744073709551615',
  '18446744073709551616',
  '9223372036854775808',
  '-9223372036854775808',
  'AA==',
  'AA',
  'AAA=',
  '-_',
  '-_8=',
  '/+8',
  'A',
  'AA=',
  'AA===',
  '2020-01-01T00:00:00Z',
  '2020-01-01T00:00:00.1234567891Z',
  '2020-01-01T00:00:00+14:00',
  '0001-01-01T00:00:00Z',
  '0000-12-31T23:59:59Z',
  '9999-12-31T23:59:59.999999999Z',
  '2020-01-01',
  '2020-01-01t00:00:00Z',
  '2020-01-01T00:00:00',
  '2020-01-01T24:00:01Z',
  '2020-13-01T00:00:00Z',
  '1.5s',
  '-0.5s',
  '1s',
  '315576000001s',
  's',
  '1.s',
  'fooBar,baz',
  'foo_bar',
  'true',
  'COLOR_RED',
  [],
  [null],
  [1],
  ['1'],
  {},
  { a: null },
  { '1': 1 },
  { true: true },
  { label: 'x' },
  { label: 1 },
  { '@type': 'type.googleapis.com/everything.v1.Tree', label: 'x' },
  { '@type': 'x/y.Z' },
  { '@type': 'type.googleapis.com/google.protobuf.Duration', value: '1s' },
];

/** The same JSON with the value at one place replaced. */
function replaced(json: JsonValue, random: Random): JsonValue {
  if (typeof json !== 'object' || json === null || random.chance(0.2)) return random.pick(odd);
  if (Array.isArray(json)) {
    if (json.length === 0) return random.pick(odd);
    const at = random.int(json.length);
    return json.with(at, replaced(json[at]!, random));
  }
  const names = Object.keys(json);
  if (names.length === 0 || random.chance(0.05))
    return { ...json, [random.pick(['x', 'label', '@type'])]: random.pick(odd) };
  const name = random.pick(names);
  const value = replaced(json[name]!, random);
  return Object.fromEntries([
    ...Object.entries(json).filter(([each]) => each !== name),
    [name, value],
  ]);
}

/**
 * What `@bufbuild/protobuf` takes and the codecs refuse: a required field that is not there, days that no month has, base64 with the
 * wrong padding, members beside the value of a well-known type in an Any. And the other way round: texts of whole numbers with an exponent.
 */
function isApart(faults: readonly Fault[], taken: boolean, error: unknown): boolean {
  if (taken) return /64\): 1(?:\.0|e2) out of range|oneof set multiple/.test(String(error));
  return faults.every(
    ({ rule, wanted, path }) =>
      rule === 'required' ||
      wanted === 'date-time' ||
      wanted === 'base64' ||
      (rule === 'unevaluatedProperties' && /any/.test(path)),
  );
}

const types = [
  'Scalars',
  'OptionalScalars',
  'RepeatedScalars',
  'Maps',
  'Choices',
  'WellKnown',
  'Names',
]
  .map((name) => `everything.v1.${name}`)
  .concat('everything.legacy.Legacy', 'everything.editions.Edition');

describe('JSON with one odd value', () => {
  test.each([false, true])('is taken or refused as @bufbuild/protobuf does (open: %s)', (open) => {
    const tally = { taken: 0, refused: 0, apart: 0 };
    for (let index = 0; index < CASES; index += 1) {
      const random = seeded(SEED + index);
      const fullName = random.pick(types);
      const desc = descOf(fullName);
      const message = randomMessage(desc, { random, depth: 2, unknown: false });
      const json = JSON.parse(
        JSON.stringify(replaced(toJson(desc, message, { registry }), random)),
      ) as JsonValue;
      const what = `seed ${SEED + index}, ${fullName}`;
      const faults: Fault[] = [];
      const value = messages.json(fullName, { open }).decode(json, faults);
      let error: unknown;
      let theirs: unknown;
      try {
        theirs = comparable(
          naturalOf(fromJson(desc, json, { registry, ignoreUnknownFields: open }), desc),
        );
      } catch (thrown) {
        error = thrown;
      }
      const taken = faults.length === 0;
      tally[taken ? 'taken' : 'refused'] += 1;
      if (taken === (error === undefined)) {
        const isSame = !taken || isDeepStrictEqual(comparable(value), theirs);
        if (!isSame)
          expect({ what, value: comparable(value) }).toStrictEqual({ what, value: theirs });
      } else if (isApart(faults, taken, error)) tally.apart += 1;
      else expect({ what, faults, error: String(error), json }).toBeUndefined();
    }
    process.stdout.write(`JSON, open ${open}: ${JSON.stringify(tally)}\n`);
    expect(tally.taken).toBeGreaterThan(0);
    expect(tally.refused).toBeGreaterThan(0);
  });
});
