import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/text/layout.ts';
import {
  propertyAccess,
  propertyKey,
  stringLiteral,
  valueLiteral,
} from '../../../src/text/literals.ts';
import { seeded } from '../../support/seeded.ts';

const evaluate = (text: string): unknown => runInNewContext(`(${text})`);

describe('stringLiteral', () => {
  it('takes the quotes that need fewer escapes, single ones at a draw', () => {
    expect(stringLiteral('a')).toBe("'a'");
    expect(stringLiteral("it's")).toBe('"it\'s"');
    expect(stringLiteral(`"'`)).toBe(`'"\\''`);
  });

  it('means the same text whatever is in it', () => {
    const random = seeded(7);
    const alphabet = [
      "'",
      '"',
      '\\',
      '`',
      '$',
      '{',
      '\n',
      '\r',
      '\t',
      '\0',
      '\u2028',
      '\ufeff',
      '€',
      '😀',
      '\ud800',
      'a',
      '\u0001',
      '\u0085',
    ];
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: random.int(12) }, () => random.pick(alphabet)).join('');
      const literal = stringLiteral(text);
      expect(evaluate(literal)).toBe(text);
      expect(literal).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/);
    }
  });
});

describe('properties', () => {
  it('are quoted only where they must be', () => {
    expect(propertyKey('name')).toBe('name');
    expect(propertyKey('class')).toBe('class');
    expect(propertyKey('first-name')).toBe("'first-name'");
    expect(propertyAccess('req', 'name')).toBe('req.name');
    expect(propertyAccess('req', "it's")).toBe('req["it\'s"]');
  });
});

describe('valueLiteral', () => {
  it('writes large numbers as the formatter does', () => {
    expect(valueLiteral([3.4e38, 1e-7, 1e20])).toMatch(/3\.4e38.*1e-7.*100000000000000000000/s);
  });

  it.each<[unknown]>([
    [null],
    [true],
    [-1.5],
    ['text'],
    [[]],
    [{}],
    [[1, [2, { a: null }]]],
    [{ 'a-b': 1, a: { b: ['c'] }, constructor: 2 }],
  ])('means %j', (value) => {
    expect(JSON.parse(JSON.stringify(evaluate(layout(valueLiteral(value)))))).toEqual(value);
  });

  it('never sets a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    const result = evaluate(layout(valueLiteral(value)));
    expect(Object.keys(result as object)).toEqual(['__proto__']);
    expect((result as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
