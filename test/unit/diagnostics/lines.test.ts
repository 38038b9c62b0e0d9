import { expect, test } from 'vitest';
import { createLines } from '../../../src/diagnostics/lines.ts';

const TEXT = 'one\ntwo\r\nthree\rfour';

test.each([
  [1, 'one'],
  [2, 'two'],
  [3, 'three'],
  [4, 'four'],
  [5, ''],
])('line %i', (number, line) => {
  expect(createLines(TEXT).line(number)).toBe(line);
});

test.each([
  [0, 1, 1],
  [3, 1, 4],
  [4, 2, 1],
  [9, 3, 1],
  [15, 4, 1],
  [19, 4, 5],
])('offset %i is %i:%i', (offset, line, column) => {
  expect(createLines(TEXT).span('a', offset, offset)).toEqual({
    path: 'a',
    line,
    column,
    endLine: line,
    endColumn: column,
  });
});

test('an empty text has one empty line', () => {
  expect(createLines('').line(1)).toBe('');
  expect(createLines('').span('a', 0, 0)).toMatchObject({ line: 1, column: 1 });
});

test('a byte order mark is before the first column', () => {
  const lines = createLines('\ufeffone\ntwo');
  expect(lines.line(1)).toBe('one');
  expect(lines.span('a', 1, 4)).toMatchObject({ line: 1, column: 1, endColumn: 4 });
  expect(lines.span('a', 5, 8)).toMatchObject({ line: 2, column: 1 });
});
