import { code } from '../code.ts';

/** What a contract may say that generated code cannot do. Codes are never reused. */
export const planCodes = {
  'type-not-carried': code<{ type: string; where: string }>({
    severity: 'error',
    message: ({ type, where }) =>
      `${where} holds ${type}, which this version cannot carry over HTTP`,
    help: ({ type }) =>
      `Use a type that JSON has (string, number, boolean, lists, objects, \`Record<string, T>\`) in place of ${type}, for instance a string with \`@format date-time\` for a point in time.`,
  }),
  'stream-not-carried': code<{ method: string }>({
    severity: 'error',
    message: ({ method }) => `${method} is a stream, which this version cannot carry over HTTP`,
    help: () => 'Answer with a list, page by page, or take the method out of the contract.',
  }),
  'reserved-method-name': code<{ method: string; why: string }>({
    severity: 'error',
    message: ({ method, why }) => `no method can be named ${method}: ${why}`,
    help: () => 'Give the method another name.',
  }),
} as const;
