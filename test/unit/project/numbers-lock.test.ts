import { describe, expect, it } from 'vitest';
import { parseNumbers } from '../../../src/project/numbers-lock.ts';

function lockOf(numbers: string, name = 'A', section = 'messages'): string {
  const messages = {
    messages: '{}',
    enums: '{}',
    [section]: `{"A": {"name": "${name}", ${numbers}}}`,
  };
  return `{"schemaVersion": "microgen.numbers.v1", "messages": ${messages.messages}, "enums": ${messages.enums}}`;
}

const reasonOf = (text: string): string =>
  parseNumbers(text, 'lock.json').diagnostic?.message ?? 'none';

describe('the numbers of a project', () => {
  it('are read', () => {
    expect(
      parseNumbers(lockOf('"numbers": {"1": "id string", "2": "by map<string,B>"}'), 'x'),
    ).toEqual({
      numbers: {
        messages: { A: { name: 'A', numbers: { 1: 'id string', 2: 'by map<string,B>' } } },
        enums: {},
      },
    });
    const values = '"numbers": {"0": "NONE", "-1": "LESS", "2": "NONE"}';
    expect(reasonOf(lockOf(values, 'A', 'enums'))).toBe('none');
  });

  it.each<[string, string, RegExp]>([
    [
      'a number that is none',
      '"numbers": {"1e1": "x string"}',
      /A has 1e1, which is no number with/,
    ],
    [
      'a number in another spelling',
      '"numbers": {"01": "x string"}',
      /A has 01, which is no number/,
    ],
    ['a negative one', '"numbers": {"-2": "x string"}', /A has -2, which can be no number there/],
    ['zero', '"numbers": {"0": "x string"}', /A has 0, which can be no number there/],
    ['one that the language keeps', '"numbers": {"19500": "x string"}', /19500, which can be no/],
    ['one that is too large', '"numbers": {"536870912": "x string"}', /536870912, which can be no/],
    [
      'two owners',
      '"numbers": {"1": "x string", "1": "y string"}',
      /1 of A is given twice: "x string" and/,
    ],
    [
      'two numbers',
      '"numbers": {"1": "x string", "2": "x string"}',
      /"x string" of A has two numbers: 1 and 2/,
    ],
    [
      'an owner that is more than one',
      '"numbers": {"1": "x; } string"}',
      /no number with an owner/,
    ],
    ['an owner without a type', '"numbers": {"1": "x"}', /no number with an owner/],
    ['no numbers', '"numbers": 1', /A is not an object/],
  ])('have not %s', (_, numbers, reason) => {
    expect(reasonOf(lockOf(numbers))).toMatch(reason);
  });

  it('are of messages that can be called so', () => {
    expect(reasonOf(lockOf('"numbers": {}', 'A {} message B'))).toMatch(/A has no name/);
    expect(reasonOf('{"schemaVersion": "microgen.numbers.v2"}')).toMatch(/is another one/);
    expect(reasonOf('<<<<<<< HEAD')).toMatch(/expected a value/);
  });
});
