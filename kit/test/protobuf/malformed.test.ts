import { isDeepStrictEqual } from 'node:util';
import { type DescMessage, fromBinary, toBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { type Random, seeded } from '../../../test/support/seeded.ts';
import { KitError } from '../../src/errors/kit-error.ts';
import { createMessages } from '../../src/protobuf/index.ts';
import { comparable, naturalOf } from './support/natural.ts';
import { randomMessage } from './support/random-message.ts';
import { descOf, registry } from './support/registry.ts';
import { tablesOf } from './support/tables.ts';
import { laxitiesIn } from './support/wire-scan.ts';

const CASES = Number(process.env['MICROGEN_PROTOBUF_MALFORMED'] ?? 1000);
const SEED = Number(process.env['MICROGEN_PROTOBUF_SEED'] ?? 20260131);

const messages = createMessages(tablesOf(registry));
const types = ['Scalars', 'RepeatedScalars', 'Maps', 'Choices', 'Tree', 'WellKnown', 'All']
  .map((name) => `everything.v1.${name}`)
  .concat('everything.legacy.Legacy', 'everything.editions.Edition');

function valid(desc: DescMessage, random: Random): Uint8Array {
  return toBinary(desc, randomMessage(desc, { random, depth: 2, unknown: true }));
}

function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  for (let count = 1 + random.int(3); count > 0; count -= 1)
    copy[random.int(copy.length)] = random.int(256);
  return copy;
}

const damages: Readonly<Record<string, (desc: DescMessage, random: Random) => Uint8Array>> = {
  'cut short': (desc, random) => {
    const bytes = valid(desc, random);
    return bytes.slice(0, random.int(bytes.length + 1));
  },
  'with other bytes in them': (desc, random) => {
    const bytes = valid(desc, random);
    return bytes.length === 0 ? bytes : damaged(bytes, random);
  },
  'two in a row': (desc, random) =>
    Uint8Array.from([...valid(desc, random), ...valid(desc, random)]),
  'of random bytes': (_desc, random) =>
    Uint8Array.from({ length: random.int(24) }, () => random.int(random.pick([4, 32, 256]))),
};

interface Verdict {
  readonly value?: unknown;
  readonly error?: unknown;
}

function verdictOf(decode: () => unknown): Verdict {
  try {
    return { value: comparable(decode()) };
  } catch (error) {
    return { error };
  }
}

/** Refused for a reason that the other implementation does not know: a type's own rules, of which JSON would be the victim. */
function isStricter(error: unknown): boolean {
  return KitError.is(error) && (error.faults !== undefined || error.message.includes('Timestamp'));
}

describe.each(Object.entries(damages))('messages %s', (name, damage) => {
  test('are taken or refused as @bufbuild/protobuf does, and give the same value', () => {
    const tally = { taken: 0, refused: 0, apart: 0 };
    for (let index = 0; index < CASES; index += 1) {
      const random = seeded(SEED + index);
      const fullName = random.pick(types);
      const desc = descOf(fullName);
      const bytes = damage(desc, random);
      const what = `seed ${SEED + index}, ${fullName}, ${Buffer.from(bytes).toString('hex')}`;
      const ours = verdictOf(() => messages.binary(fullName).decode(bytes));
      const theirs = verdictOf(() => naturalOf(fromBinary(desc, bytes), desc));
      if (ours.error !== undefined) {
        expect(KitError.is(ours.error) && ours.error.code, `${what}: ${String(ours.error)}`).toBe(
          'invalid_argument',
        );
      }
      tally[ours.error === undefined ? 'taken' : 'refused'] += 1;
      const isSame =
        (ours.error === undefined) === (theirs.error === undefined) &&
        isDeepStrictEqual(ours.value, theirs.value);
      if (isSame) continue;
      tally.apart += 1;
      const isExplained = laxitiesIn(bytes, desc).size > 0 || isStricter(ours.error);
      if (!isExplained) {
        expect({ what, ...ours, error: String(ours.error) }).toStrictEqual({
          what,
          ...theirs,
          error: String(theirs.error),
        });
      }
    }
    process.stdout.write(`${name}: ${JSON.stringify(tally)}\n`);
    expect(tally.taken).toBeGreaterThan(0);
  });
});
