import { describe, expect, test } from 'vitest';
import {
  MAX_DIGITS,
  checkAnyOf,
  checkBounds,
  entriesOf,
  itemsOf,
  membersOf,
  readAnyOf,
  readBigint,
  readBytes,
  readEntries,
  readInstant,
  readSet,
  replaceItems,
  replaceMembers,
  replaceRest,
  type Variant,
} from '../src/checks/index.ts';
import { canonical } from '../src/checks/equality.ts';
import { addFault } from '../src/checks/fault-of.ts';
import type { Fault } from '../src/errors/fault.ts';

/** What a reader gives and what it finds wrong, as `path rule`. */
function reading(read: (faults: Fault[]) => unknown): [value: unknown, faults: string[]] {
  const faults: Fault[] = [];
  const value = read(faults);
  return [value, faults.map(({ path, rule }) => `${path} ${rule}`)];
}

describe('values that JSON has no form for', () => {
  test.each<[unknown, unknown, string[]]>([
    ['2026-01-31T12:00:00+01:00', new Date('2026-01-31T11:00:00Z'), []],
    ['2026-02-30T12:00:00Z', '2026-02-30T12:00:00Z', ['/x format']],
    [5, 5, ['/x type']],
    [undefined, undefined, ['/x required']],
  ])('an instant: %j', (value, expected, faults) => {
    const found = reading((into) => readInstant(value, into, '', 'x'));
    expect(found).toEqual([expected, faults]);
  });

  test.each<[unknown, unknown, string[]]>([
    ['-12345678901234567890', -12345678901234567890n, []],
    [7, 7n, []],
    ['07', '07', ['/x pattern']],
    [2 ** 53, 2 ** 53, ['/x type']],
    [null, null, ['/x type']],
    [undefined, undefined, ['/x required']],
  ])('a big integer: %j', (value, expected, faults) => {
    expect(reading((into) => readBigint(value, into, '', 'x'))).toEqual([expected, faults]);
  });

  test('a big integer of too many digits, which would take long to read', () => {
    const longest = '9'.repeat(MAX_DIGITS);
    expect(reading((into) => readBigint(longest, into, ''))).toEqual([BigInt(longest), []]);
    expect(reading((into) => readBigint(`-${longest}`, into, ''))[1]).toEqual([]);
    expect(reading((into) => readBigint(`${longest}99`, into, ''))[1]).toEqual([' maxLength']);
  });

  test.each<[unknown, unknown, string[]]>([
    ['AQL_', new Uint8Array([1, 2, 255]), []],
    ['AQ', new Uint8Array([1]), []],
    ['A', 'A', ['/x contentEncoding']],
    [[1], [1], ['/x type']],
  ])('bytes: %j', (value, expected, faults) => {
    expect(reading((into) => readBytes(value, into, '', 'x'))).toEqual([expected, faults]);
  });

  test('a set, whose items are told apart by what they are in code', () => {
    expect(reading((into) => readSet([1n, 2n], into, '/s'))).toEqual([new Set([1n, 2n]), []]);
    const twice = [new Date(0), new Date(0)];
    expect(reading((into) => readSet(twice, into, '/s'))).toEqual([twice, ['/s uniqueItems']]);
  });

  test('entries of a map, of which no key comes twice', () => {
    const entries = [
      [1, 'a'],
      [2, 'b'],
    ];
    const map = new Map([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(reading((into) => readEntries(entries, into, ''))).toEqual([map, []]);
    const twice = [...entries, [1, 'c']];
    expect(reading((into) => readEntries(twice, into, ''))).toEqual([twice, [' uniqueItems']]);
  });

  test('entries that are none were refused before, and stay where they are', () => {
    const broken = [[1], [2, 'b']];
    expect(reading((into) => readEntries(broken, into, ''))).toEqual([broken, []]);
  });
});

describe('replacing', () => {
  test('items, all or from an index on', () => {
    const items: unknown[] = ['a', 'b', 'c'];
    replaceItems(items, (item, index) => `${String(item)}${index}`);
    expect(items).toEqual(['a0', 'b1', 'c2']);
    replaceRest(items, 2, () => 'z');
    expect(items).toEqual(['a0', 'b1', 'z']);
  });

  test('members, whatever their names', () => {
    const value = JSON.parse('{"a": 1, "__proto__": 2}') as Record<string, unknown>;
    replaceMembers(value, (item) => Number(item) + 1);
    expect(Object.entries(value)).toEqual([
      ['a', 2],
      ['__proto__', 3],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('what validators walk over', () => {
  test('items, entries and members, or nothing where the type is wrong', () => {
    expect([itemsOf([1]), itemsOf(new Set([1])), itemsOf({})]).toEqual([[1], [1], []]);
    expect([entriesOf(new Map([[1, 2]])), entriesOf([[1, 2]])]).toEqual([[[1, 2]], []]);
    const members = [membersOf({ a: 1 }), membersOf(new Map([['a', 1]])), membersOf([1])];
    expect(members).toEqual([[['a', 1]], [['a', 1]], []]);
  });

  test('a bound of 64 bits is told as digits, for JSON has no bigint', () => {
    const faults: Fault[] = [];
    checkBounds(2n ** 64n, { minimum: 0n, maximum: 2n ** 63n - 1n }, faults, '');
    expect(faults).toMatchObject([{ rule: 'maximum', wanted: '9223372036854775807' }]);
  });

  test.each<[unknown, number, boolean]>([
    [6n, 3, true],
    [7n, 3, false],
    [6n, 1.5, true],
    [7n, 1.5, false],
  ])('%d is a multiple of %d: %s', (value, multipleOf, expected) => {
    const faults: Fault[] = [];
    checkBounds(value, { multipleOf }, faults, '');
    expect(faults.length === 0).toBe(expected);
  });

  test('the size of a set', () => {
    const faults: Fault[] = [];
    checkBounds(new Set([1]), { minItems: 2 }, faults, '');
    expect(faults).toMatchObject([{ rule: 'minItems' }]);
  });
});

describe('alternatives that only their shape tells apart', () => {
  const instant: Variant = readInstant;
  const dated: Variant = (value, faults, path) => {
    const object = value as Record<string, unknown>;
    if (typeof value !== 'object' || value === null) {
      faults.push({ path, rule: 'type', message: 'must be an object' });
      return value;
    }
    object['filled'] ??= true;
    object['at'] = readInstant(object['at'], faults, path, 'at');
    return value;
  };
  const noted: Variant = (value, faults, path) => {
    const { note, ...rest } = value as Record<string, unknown>;
    if (typeof note !== 'string') faults.push({ path: `${path}/note`, rule: 'type', message: '' });
    for (const name of Object.keys(rest)) {
      faults.push({ path: `${path}/${name}`, rule: 'unevaluatedProperties', message: '' });
    }
    return value;
  };

  test('the first that accepts a value decodes it', () => {
    const found = reading((into) => readAnyOf('2026-01-31T12:00:00Z', [dated, instant], into, ''));
    expect(found).toEqual([new Date('2026-01-31T12:00:00Z'), []]);
  });

  test('what an alternative left behind that refused the value is not seen by the next', () => {
    const found = reading((into) => readAnyOf({ note: 'x' }, [dated, noted], into, '/v'));
    expect(found).toEqual([{ note: 'x' }, []]);
  });

  test('where only one comes into question, its faults are told', () => {
    const [, faults] = reading((into) => readAnyOf({ at: 'x' }, [dated, instant], into, '/v'));
    expect(faults).toEqual(['/v/at format']);
  });

  test('where none or several do, the union as a whole is at fault', () => {
    const none = reading((into) => readAnyOf(true, [dated, instant], into, '/v'));
    expect(none).toEqual([true, ['/v anyOf']]);
    const several = reading((into) => readAnyOf({}, [dated, noted], into, '/v'));
    expect(several).toEqual([{}, ['/v anyOf']]);
    expect(reading((into) => readAnyOf(undefined, [dated], into, '/v'))[1]).toEqual([
      '/v required',
    ]);
  });
});

test('sets within sets are compared once, not once a level', () => {
  let looks = 0;
  class Counted extends Set<unknown> {
    override [Symbol.iterator]() {
      looks += 1;
      return super[Symbol.iterator]();
    }
  }
  let value: unknown = new Counted([1, 2]);
  const levels = Array.from({ length: 250 }, () => (value = readSet([{ value }, 'x'], [], '')));
  expect(looks).toBe(1);
  const faults: Fault[] = [];
  for (const level of levels) checkBounds(level, { uniqueItems: true }, faults, '');
  expect(looks).toBe(2);
});

/** A tree of a chain of lists: a node in each, whose name counts how often it is read. */
function countedChain(depth: number): {
  readonly lists: readonly unknown[];
  readonly reads: () => number;
} {
  let reads = 0;
  const lists: unknown[] = [];
  let children: unknown[] = [];
  for (let level = 0; level < depth; level += 1) {
    const node = Object.defineProperty({ children }, 'name', {
      enumerable: true,
      get: () => `node ${(reads += 1)}`.slice(0, 4),
    });
    lists.unshift((children = [node, { leaf: level }]));
  }
  return { lists, reads: () => reads };
}

test('lists within lists are compared once as items and once as parts, whatever their depth', () => {
  const { lists, reads } = countedChain(200);
  const faults: Fault[] = [];
  for (const list of lists) checkBounds(list, { uniqueItems: true }, faults, '');
  expect([faults, reads() <= 2 * lists.length]).toEqual([[], true]);
});

test('and so they are in alternatives, of which each has faults of its own', () => {
  const { lists, reads } = countedChain(200);
  const isLeaf: Variant = (value, faults, path) => {
    if (Object.hasOwn(value as object, 'children')) {
      addFault(faults, path, { rule: 'unevaluatedProperties', message: '' });
    }
    return value;
  };
  const isNode: Variant = (value, faults, path) => {
    const { children } = value as { readonly children?: readonly unknown[] };
    if (children === undefined) return isLeaf({ children }, faults, path);
    for (const child of children) checkAnyOf(child, [isLeaf, isNode], faults, path);
    checkBounds(children, { uniqueItems: true }, faults, path);
    return value;
  };
  const faults: Fault[] = [];
  checkAnyOf({ children: lists[0] }, [isLeaf, isNode], faults, '');
  expect([faults, reads() <= 2 * lists.length]).toEqual([[], true]);
});

test('lists that were changed since they were checked are judged by what they are', () => {
  const [one, other] = [[1], [2]];
  const isUnique = (): string[] =>
    reading((into) => checkBounds([one, other], { uniqueItems: true }, into, ''))[1];
  expect(isUnique()).toEqual([]);
  one[0] = 2;
  expect(isUnique()).toEqual([' uniqueItems']);
});

test('what stands for a value is no longer where the value is deeper', () => {
  const known = () => new WeakMap<object, string>();
  const nested = (depth: number): unknown =>
    depth === 0 ? 'x' : { [`level ${depth}`]: nested(depth - 1), list: [nested(0)] };
  expect(canonical(nested(200), known).length).toBeLessThan(100);
  expect(canonical(nested(200), known)).not.toBe(canonical(nested(199), known));
});

test('sets that were changed since they were decoded are judged by what they are', () => {
  const sets = reading((into) => [readSet([1], into, ''), readSet([2], into, '')])[0];
  const [one, other] = sets as [Set<unknown>, Set<unknown>];
  // Decoding a set of them looks into both, which must not be remembered.
  readSet([one, other], [], '');
  const isUnique = (): string[] =>
    reading((into) => checkBounds([one, other], { uniqueItems: true }, into, ''))[1];
  expect(isUnique()).toEqual([]);
  one.add(2).delete(1);
  expect(isUnique()).toEqual([' uniqueItems']);
  other.add(3);
  expect(isUnique()).toEqual([]);
});

test('keys of a map are told apart by what is in them', () => {
  const keys = [new Set([1]), new Set([2]), new Map([['a', 1]]), { a: 1, b: 2 }];
  const entries = keys.map((key) => [key, 0]);
  expect(reading((into) => readEntries(entries, into, ''))[1]).toEqual([]);
  const twice = [...entries, [{ b: 2, a: 1 }, 0]];
  expect(reading((into) => readEntries(twice, into, ''))[1]).toEqual([' uniqueItems']);
});
