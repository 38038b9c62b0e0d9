import { KitError } from '../errors/kit-error.ts';

/** The error of bytes that are no message: the fault of who sent them. */
export function malformed(reason: string): KitError {
  return new KitError('invalid_argument', `the message is malformed: ${reason}`);
}
