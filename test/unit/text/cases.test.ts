import { describe, expect, it } from 'vitest';
import { assertNever } from '../../../src/text/assert-never.ts';
import { lowerFirst, upperFirst } from '../../../src/text/cases.ts';
import { byCodeUnit, sortedBy } from '../../../src/text/order.ts';

describe('cases', () => {
  it.each([
    ['SayHello', 'sayHello'],
    ['URL', 'uRL'],
    ['', ''],
    ['É', 'é'],
  ])('lowers the first letter of %j', (text, expected) => {
    expect(lowerFirst(text)).toBe(expected);
  });

  it.each([
    ['sayHello', 'SayHello'],
    ['', ''],
    ['_x', '_x'],
  ])('raises the first letter of %j', (text, expected) => {
    expect(upperFirst(text)).toBe(expected);
  });
});

describe('order', () => {
  it('sorts by code unit, whatever the locale thinks', () => {
    expect(['ä', 'b', 'B', 'a', '_', '1'].toSorted(byCodeUnit)).toEqual([
      '1',
      'B',
      '_',
      'a',
      'b',
      'ä',
    ]);
    expect(byCodeUnit('a', 'a')).toBe(0);
  });

  it('sorts a copy by a key and keeps the order of equals', () => {
    const items = [
      { key: 'b', at: 1 },
      { key: 'a', at: 2 },
      { key: 'a', at: 3 },
    ];
    expect(sortedBy(items, ({ key }) => key).map(({ at }) => at)).toEqual([2, 3, 1]);
    expect(items[0]?.at).toBe(1);
  });
});

describe('assertNever', () => {
  it('throws what it was given', () => {
    expect(() => assertNever({ kind: 'new' } as never)).toThrow('unreachable: {"kind":"new"}');
  });
});
