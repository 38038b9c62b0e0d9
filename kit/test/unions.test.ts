import { describe, expect, test } from 'vitest';
import {
  type Alternative,
  checkAnyOf,
  checkNumber,
  checkString,
  readAnyOf,
  shaped,
  type Variant,
} from '../src/checks/index.ts';
import { MAX_COPIED } from '../src/checks/unions.ts';
import type { Fault } from '../src/errors/fault.ts';

interface Tree {
  readonly a: readonly Tree[];
  readonly end?: unknown;
}

/** A tree of one branch. */
function chain(depth: number, more: object, leaf: object): Tree {
  let tree: Tree = { a: [], ...leaf };
  for (let level = 1; level < depth; level += 1) tree = { a: [tree], ...more };
  return tree;
}

type AnyOf = (
  value: unknown,
  alternatives: readonly Alternative[],
  faults: Fault[],
  path: string,
) => unknown;

/** `{ a: T[], end?: string } | { a: T[], end?: number }`, which goes into `a` first, and counts how often it is tried. */
function recursive(anyOf: AnyOf, wrap: (check: Variant, index: number) => Alternative) {
  const counted = { tries: 0 };
  const ends: readonly Variant[] = [checkString, checkNumber];
  const alternatives: readonly Alternative[] = ends.map((check, index) => {
    const variant: Variant = (value, faults, path) => {
      counted.tries += 1;
      const { a, end } = value as Tree;
      a.forEach((item, at) => anyOf(item, alternatives, faults, `${path}/a/${at}`));
      if (end !== undefined) check(end, faults, `${path}/end`);
      return value;
    };
    return wrap(variant, index);
  });
  const read = (value: unknown) => {
    const faults: Fault[] = [];
    anyOf(value, alternatives, faults, '');
    return faults.map(({ path, message }) => `${path} ${message}`);
  };
  return { counted, read };
}

const unknownShape = (check: Variant): Alternative => check;
const copies: AnyOf = (value, alternatives, faults, path) =>
  readAnyOf(value, alternatives, faults, path);

describe('unions within unions, of which each alternative has the same inside', () => {
  const depth = 300;

  test.each([
    ['checked', checkAnyOf],
    ['read', copies],
  ])('are gone into once where properties tell them apart: %s', (_, anyOf) => {
    const { counted, read } = recursive(anyOf, (check, index) =>
      shaped(check, 'object', ['a', `x${index}`], []),
    );
    expect(read(chain(depth, { x1: 1 }, { x1: 1 }))).toEqual([]);
    expect(counted.tries).toBe(depth);
    expect(read(chain(depth, { x1: 1 }, { x1: 1, x2: 1 }))).toHaveLength(1);
    expect(counted.tries).toBeLessThanOrEqual(2 * depth);
  });

  test('are each tried once where nothing tells them apart, and are checked alone', () => {
    const { counted, read } = recursive(checkAnyOf, unknownShape);
    expect(read(chain(depth, { end: 1 }, { end: 1 }))).toEqual([]);
    expect(counted.tries).toBeLessThanOrEqual(2 * depth);
    expect(read(chain(depth, { end: 1 }, { end: true }))).toEqual([
      ' must match one of the allowed shapes',
    ]);
    expect(counted.tries).toBeLessThanOrEqual(4 * depth);
  });

  test('are refused where trying them all, each with a copy, would take too long', () => {
    const { counted, read } = recursive(copies, unknownShape);
    expect(read(chain(8, { end: 1 }, { end: 1 }))).toEqual([]);
    counted.tries = 0;
    expect(read(chain(60, { end: 1 }, { end: true }))).toEqual([
      ' is made of too many values of which only trying tells what they are',
    ]);
    expect(counted.tries).toBeLessThanOrEqual(MAX_COPIED);
  });

  test('are not limited where they stand beside each other', () => {
    const many = Array.from({ length: 200 }, () => chain(4, { end: 1 }, { end: 1 }));
    const { read } = recursive(copies, unknownShape);
    expect(many.flatMap((value) => read(value))).toEqual([]);
  });
});

describe('an alternative that is told by its properties', () => {
  const one = shaped((value) => value, 'object', ['x'], ['z']);
  const open = shaped((value) => value, 'object', ['y']);
  const found = (value: unknown, ...alternatives: readonly Alternative[]) => {
    const faults: Fault[] = [];
    checkAnyOf(value, alternatives, faults, '/v');
    return faults.map(({ path, rule }) => `${path} ${rule}`);
  };

  test('is an object that has all that are required, and no others unless any may be', () => {
    expect(found({ x: 1, z: 1 }, one, open)).toEqual([]);
    expect(found({ y: 1, other: 1 }, one, open)).toEqual([]);
    expect(found({ x: 1, other: 1 }, one, open)).toEqual(['/v anyOf']);
    expect(found(JSON.parse('{"__proto__": 1, "x": 1}'), one, open)).toEqual(['/v anyOf']);
    expect(found([], one, open)).toEqual(['/v anyOf']);
    expect(found(null, one, open)).toEqual(['/v anyOf']);
  });

  test('tells what is wrong where no other is meant', () => {
    const strict = shaped(
      (value, faults, path) => {
        faults.push({ path: `${path}/x`, rule: 'required', message: 'is required' });
        return value;
      },
      'object',
      ['x'],
      [],
    );
    expect(found({}, checkString, strict)).toEqual(['/v/x required']);
    expect(found('text', checkString, strict)).toEqual([]);
  });
});
