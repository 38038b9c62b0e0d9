import { expect, test } from 'vitest';
import { nearest } from '../../../src/text/nearest.ts';

const NAMES = ['minimum', 'minLength', 'maxLength', 'http', 'User', 'UserId'];

test.each([
  ['minLenght', 'minLength'],
  ['MINIMUM', 'minimum'],
  ['htpp', 'http'],
  ['Usr', 'User'],
  ['UserID', 'UserId'],
  ['maxLengths', 'maxLength'],
])('%s is meant to be %s', (name, meant) => {
  expect(nearest(name, NAMES)).toBe(meant);
});

test.each(['', 'x', 'description', 'ftp1', 'Person'])('%s is near to none', (name) => {
  expect(nearest(name, NAMES)).toBeUndefined();
});
