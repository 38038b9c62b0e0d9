import { expect, test } from 'vitest';
import { errorCodes } from '../../../kit/src/errors/error-code.ts';
import { ERROR_CODES } from '../../../src/ir/error-codes.ts';

test('the codes that a contract may name are those of the runtime', () => {
  expect(ERROR_CODES).toEqual(errorCodes);
});
