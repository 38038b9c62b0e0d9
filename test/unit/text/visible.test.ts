import { expect, test } from 'vitest';
import { displayWidth, visible } from '../../../src/text/visible.ts';

test.each([
  ['\u001b[31m', '␛[31m'],
  ['a\nb', 'a␊b'],
  ['\u007f', '␡'],
  ['\u009b', '<U+009B>'],
  ['\u202e', '<U+202E>'],
  ['\u200b', '<U+200B>'],
  ['a\tb', 'a\tb'],
  ['名👋ü', '名👋ü'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  ['abc', 3],
  ['名前', 4],
  ['👋', 2],
  ['e\u0301', 1],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
