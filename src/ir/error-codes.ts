/** The codes that a method may say it ends in (`@throws`): those of the runtime's errors. */
export const ERROR_CODES: readonly string[] = [
  'invalid_argument',
  'unauthenticated',
  'permission_denied',
  'not_found',
  'already_exists',
  'conflict',
  'failed_precondition',
  'resource_exhausted',
  'unavailable',
  'deadline_exceeded',
  'cancelled',
  'unimplemented',
  'internal',
];
