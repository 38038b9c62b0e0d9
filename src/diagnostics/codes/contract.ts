import { code } from '../code.ts';

/** What can be wrong with a contract, whatever language it is written in. Codes are never reused. */
export const contractCodes = {
  'duplicate-route': code<{ verb: string; path: string; takenBy: string }>({
    severity: 'error',
    message: ({ verb, path, takenBy }) => `${verb} ${path} is already taken by ${takenBy}`,
    help: () =>
      'Give one of them its own route with `@http VERB /path`, its interface a base path with `@http /base`, or put services apart with -prefix.',
  }),
  'duplicate-tool': code<{ tool: string; takenBy: string }>({
    severity: 'error',
    message: ({ tool, takenBy }) => `the tool name ${tool} is already taken by ${takenBy}`,
    help: () =>
      'Name one of them with `@tool name`, or leave it out of the tools with `@tool false`.',
  }),
  'tool-name-too-long': code<{ tool: string; length: number }>({
    severity: 'error',
    message: ({ tool, length }) =>
      `the tool name ${tool} has ${length} characters, and AI clients accept 64`,
    help: () => 'Give it a shorter name with `@tool name`.',
  }),
} as const;
