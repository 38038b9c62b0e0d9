import { code } from '../code.ts';

/** What to write for a type that JSON does not have. */
const INSTEAD: Readonly<Record<string, string>> = {
  bigint: 'Use a string of digits, for instance with `@pattern ^-?[0-9]+$`.',
  Date: 'Use a string with `@format date-time`.',
  Timestamp: 'Use a string with `@format date-time`.',
  Uint8Array: 'Use a string that holds the bytes in base64.',
  Set: 'Use a list with `@uniqueItems`.',
  Map: 'Use `Record<string, T>`, or a list of pairs where the keys are no strings.',
};

/** What a contract may say that generated code cannot do. Codes are never reused. */
export const planCodes = {
  'type-not-carried': code<{ type: string; where: string }>({
    severity: 'error',
    message: ({ type, where }) =>
      `${where} holds ${type}, which this version cannot carry over HTTP`,
    help: ({ type }) => INSTEAD[type] ?? 'Use a type that JSON has.',
  }),
  'stream-not-carried': code<{ method: string }>({
    severity: 'error',
    message: ({ method }) => `${method} is a stream, which this version cannot carry over HTTP`,
    help: () => 'Answer with a list, page by page, or take the method out of the contract.',
  }),
} as const;
