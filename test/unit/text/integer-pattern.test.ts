import { describe, expect, it } from 'vitest';
import { type IntegerBounds, integerPattern } from '../../../src/text/integer-pattern.ts';
import { type Random, seeded } from '../../support/seeded.ts';

const matcher = (bounds: IntegerBounds): RegExp =>
  new RegExp(integerPattern(bounds) ?? '(?!)', 'u');

function isInside(value: bigint, { minimum, maximum }: IntegerBounds): boolean {
  return (minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum);
}

/** Numbers of every length, many of them where patterns go wrong: at powers of ten and near bounds. */
function drawn(random: Random): bigint {
  const length = random.int(21);
  const power = 10n ** BigInt(length);
  const value = random.pick([
    power,
    power - 1n,
    power + 1n,
    power * 5n,
    (BigInt(random.int(2 ** 31)) * power) / 2147483647n,
  ]);
  return random.chance(0.5) ? value : -value;
}

function boundsOf(random: Random): IntegerBounds {
  const [one, other] = [drawn(random), drawn(random)];
  const [low, high] = one < other ? [one, other] : [other, one];
  return random.pick<IntegerBounds>([
    { minimum: low, maximum: high },
    { minimum: low },
    { maximum: high },
    {},
  ]);
}

describe('integerPattern', () => {
  it.each<[IntegerBounds, string | undefined]>([
    [{}, '^(?:-[1-9][0-9]*|0|[1-9][0-9]*)$'],
    [{ minimum: 0n }, '^(?:0|[1-9][0-9]*)$'],
    [{ minimum: 1n, maximum: 100n }, '^(?:[1-9][0-9]{0,1}|100)$'],
    [{ minimum: 5n, maximum: 5n }, '^(?:5)$'],
    [{ minimum: 2n, maximum: 1n }, undefined],
  ])('of %o is %s', (bounds, pattern) => {
    expect(integerPattern(bounds)).toBe(pattern);
  });

  it('matches exactly the small numbers within small bounds', () => {
    const wrong: object[] = [];
    for (let low = -130; low <= 130; low += 13) {
      for (let high = low; high <= 130; high += 7) {
        const bounds = { minimum: BigInt(low), maximum: BigInt(high) };
        const pattern = matcher(bounds);
        for (let value = -140; value <= 140; value += 1) {
          const matches = pattern.test(String(value));
          if (matches !== isInside(BigInt(value), bounds)) wrong.push({ low, high, value });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('matches exactly the numbers within any bounds', () => {
    const random = seeded(7);
    const wrong: object[] = [];
    for (let round = 0; round < 2000; round += 1) {
      const bounds = boundsOf(random);
      const pattern = matcher(bounds);
      const edges = [bounds.minimum, bounds.maximum].flatMap((edge) =>
        edge === undefined ? [] : [edge - 1n, edge, edge + 1n],
      );
      for (const value of [...edges, 0n, ...Array.from({ length: 10 }, () => drawn(random))]) {
        const matches = pattern.test(String(value));
        if (matches !== isInside(value, bounds)) wrong.push({ bounds, value });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('matches the 64-bit ranges to the last digit', () => {
    const int64 = matcher({ minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n });
    const uint64 = matcher({ minimum: 0n, maximum: 2n ** 64n - 1n });
    expect(
      ['-9223372036854775808', '9223372036854775807', '0'].every((one) => int64.test(one)),
    ).toBe(true);
    expect(['-9223372036854775809', '9223372036854775808'].some((one) => int64.test(one))).toBe(
      false,
    );
    expect(uint64.test('18446744073709551615')).toBe(true);
    expect(['18446744073709551616', '-1'].some((one) => uint64.test(one))).toBe(false);
  });

  it.each(['', '-', '-0', '00', '01', '-01', '+1', '1.0', '1e3', ' 1', '1\n', '١'])(
    'never matches %j',
    (text) => {
      expect(matcher({}).test(text)).toBe(false);
    },
  );
});
