import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { equals, fromBinary, fromJson, type JsonValue, toBinary, toJson } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../../test/support/seeded.ts';
import type { Fault } from '../../src/errors/fault.ts';
import { createMessages } from '../../src/protobuf/index.ts';
import { comparable, naturalOf } from './support/natural.ts';
import { randomMessage } from './support/random-message.ts';
import { descOf, registry } from './support/registry.ts';
import { tablesOf } from './support/tables.ts';

/** `npm run test:full` asks for the acceptance size. */
const MESSAGES = Number(process.env['MICROGEN_PROTOBUF_MESSAGES'] ?? 300);
const SEED = Number(process.env['MICROGEN_PROTOBUF_SEED'] ?? 20260131);

const messages = createMessages(tablesOf(registry));
const names = [
  'Scalars',
  'OptionalScalars',
  'RepeatedScalars',
  'Maps',
  'Choices',
  'Tree',
  'WellKnown',
  'Names',
  'All',
].map((name) => `everything.v1.${name}`);
const types = [...names, 'everything.legacy.Legacy', 'everything.editions.Edition'];
const tally = { messages: 0, bytes: 0 };

/** JSON as it arrives: what is on its way is a text. */
const sent = (json: unknown): JsonValue => JSON.parse(JSON.stringify(json)) as JsonValue;

/** JSON with each number as one of 32 bits: of those, the two implementations write different digits. */
function rounded(json: unknown): unknown {
  if (typeof json === 'number') return Math.fround(json) + 0;
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(rounded);
  const entries = Object.entries(json).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([name, value]) => [name, rounded(value)]));
}

function same(got: unknown, wanted: unknown, what: string): void {
  const [ours, theirs] = [comparable(got), comparable(wanted)];
  if (isDeepStrictEqual(ours, theirs)) return;
  expect({ what, value: ours }).toStrictEqual({ what, value: theirs });
  throw new Error(`${what}: not the same`);
}

/** A message of a seed of its own, so that MICROGEN_PROTOBUF_MESSAGES=1 repeats one that failed. */
function compare(index: number): void {
  const random = seeded(SEED + index);
  const fullName = random.pick(types);
  const desc = descOf(fullName);
  const message = randomMessage(desc, { random, depth: 4, unknown: random.chance(0.3) });
  const what = `seed ${SEED + index}, ${fullName}`;
  const binary = messages.binary(fullName);
  const json = messages.json(fullName);

  const bytes = toBinary(desc, message);
  const theirs = fromBinary(desc, bytes);
  const value = binary.decode(bytes);
  same(value, naturalOf(theirs, desc), `${what}: decoded`);
  const back = fromBinary(desc, binary.encode(value));
  if (!equals(desc, back, theirs, { registry, unpackAny: true, unknown: true, extensions: true })) {
    same(back, theirs, `${what}: encoded`);
  }
  const theirJson = sent(toJson(desc, theirs, { registry }));
  const ourJson = sent(json.encode(value));
  const faults: Fault[] = [];
  const read = json.decode(theirJson, faults);
  same(faults, [], `${what}: faults`);
  const known = naturalOf(fromJson(desc, theirJson, { registry }), desc);
  same(read, known, `${what}: read from JSON`);
  // Numbers of 32 bits are shorter texts here; as what they are read as, they are the same.
  const ours = fromJson(desc, ourJson, { registry });
  same(naturalOf(ours, desc), known, `${what}: written as JSON`);
  same(rounded(ourJson), rounded(theirJson), `${what}: JSON`);
  tally.messages += 1;
  tally.bytes += bytes.length;
}

describe('codecs agree with @bufbuild/protobuf', () => {
  test(`on ${MESSAGES} messages, binary and JSON, both ways`, () => {
    process.stdout.write(`protobuf: ${MESSAGES} messages, seed ${SEED}\n`);
    const started = performance.now();
    for (let index = 0; index < MESSAGES; index += 1) compare(index);
    expect(tally.messages).toBe(MESSAGES);
    const record = process.env['MICROGEN_PROTOBUF_RECORD'];
    const seconds = Math.round((performance.now() - started) / 1000);
    if (record !== undefined) writeFileSync(record, JSON.stringify({ ...tally, seconds }));
  });
});
