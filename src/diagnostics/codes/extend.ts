import { microgenCommand } from '../../text/command.ts';
import { code } from '../code.ts';

/** What can keep a project from being extended. Codes are never reused. */
export const extendCodes = {
  'not-a-project': code<{ path: string; missing: string }>({
    severity: 'error',
    message: ({ path, missing }) => `${path} is no generated project: it has no ${missing}`,
    help: () =>
      'Point -out at the root of a project that microgen generated, or generate one: `microgen -idl idl.ts -out hello`.',
  }),
  'project-drift': code<{ path: string; state: string; out: string }>({
    severity: 'error',
    message: ({ path, state }) => `cannot extend this project: ${path} ${state}`,
    help: ({ out }) =>
      `Run \`${microgenCommand('generate', { out })}\` first: it writes what is missing and shows what was edited, which -force overwrites, keeping a backup. \`${microgenCommand('extend', { check: true, out })}\` lists everything.`,
  }),
  'target-unknown': code<{ kind: string; name: string; file: string; available: string[] }>({
    severity: 'error',
    message: ({ kind, name, file }) => `${file} has no ${kind} ${name} to append`,
    help: ({ kind, available }) =>
      available.length === 0
        ? `It has no ${kind} that the project does not have.`
        : `It has ${available.join(', ')}.`,
  }),
  'service-unknown': code<{ name: string; out: string; available: string[] }>({
    severity: 'error',
    message: ({ name }) => `the project has no service ${name} to append the method to`,
    help: ({ name, out, available }) =>
      `It has ${available.join(', ')}. A new one comes with all its methods: \`${microgenCommand('extend', { 'append-service': name, out })}\`.`,
  }),
  'target-exists': code<{ kind: string; name: string }>({
    severity: 'error',
    message: ({ kind, name }) => `the ${kind} ${name} already exists in the project`,
    help: () => 'There is nothing to append. A bare `microgen` brings the project up to date.',
  }),
  'contract-not-combined': code<{ missing: string[]; file: string }>({
    severity: 'error',
    message: ({ missing, file }) =>
      `${file} lacks services that the project has: ${missing.join(', ')}`,
    help: () =>
      'Append from a full combined contract: what the project has already, and the new target beside it.',
  }),
  'contract-differs': code<{ file: string; changes: string[]; out: string }>({
    severity: 'error',
    message: ({ file, changes }) =>
      `${file} changes more than what is to be appended: ${changes.join('; ')}`,
    help: ({ out }) =>
      `An append adopts its target and nothing else. Take the other changes first, with \`${microgenCommand('generate', { out })}\`, or out of the contract.`,
  }),
  'declaration-differs': code<{ name: string; file: string; changes: string[] }>({
    severity: 'error',
    message: ({ name, file, changes }) =>
      `${name} would not be what ${file} says, because idl.ts declares the same names otherwise: ${changes.join('; ')}`,
    help: () =>
      'Make both declarations the same, or rename one of them: idl.ts is yours, and an append only adds to it.',
  }),
  'left-alone': code<{ file: string; names: string[] }>({
    severity: 'info',
    message: ({ file, names }) =>
      `left alone, though ${file} has ${names.length === 1 ? 'it' : 'them'} and the project does not: ${names.join(', ')}`,
  }),
  'service-list-widened': code<{ from: string; to: string }>({
    severity: 'info',
    message: ({ from, to }) => `the project's -service is ${to} from now on, no longer ${from}`,
  }),
  'source-changed': code<{ from: string; to: string }>({
    severity: 'info',
    message: ({ from, to }) =>
      `the project is generated from ${to} from now on, no longer from ${from}`,
  }),
  'class-file-broken': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is not TypeScript: ${reason}`,
    help: () => 'Mend the file first: a stub is inserted through its syntax tree.',
  }),
  'class-not-found': code<{ path: string; handler: string; names: string[] }>({
    severity: 'error',
    message: ({ path, handler, names }) =>
      names.length === 0
        ? `no class in ${path} implements ${handler}`
        : `several classes in ${path} implement ${handler}: ${names.map((name) => name || 'one without a name').join(', ')}`,
    help: ({ handler }) =>
      `Write the method by hand, or let one class of this file say \`implements ${handler}\`.`,
  }),
  'interface-not-found': code<{ name: string; file: string }>({
    severity: 'error',
    message: ({ name, file }) => `${file} declares no interface ${name} to add the method to`,
    help: () => 'It stands in another file, or in a namespace: add the method there by hand.',
  }),
  'method-not-written': code<{ operation: string; path: string; command: string }>({
    severity: 'info',
    message: ({ operation, path }) =>
      `${operation} is not written yet: its class in ${path} lacks it`,
    help: ({ command }) => `\`${command}\` adds a stub.`,
  }),
  'models-not-enabled': code<object>({
    severity: 'error',
    message: () => '-append-model is not enabled: this project has no models',
    help: () => 'Models come with a later version of microgen.',
  }),
  'middleware-unknown': code<{ name: string; supported: readonly string[] }>({
    severity: 'error',
    message: ({ name }) => `there is no middleware ${name} to append`,
    help: ({ supported }) =>
      `There is ${supported.join(', ')}. Your own goes into endpoint/<service>/custom_chain.ts.`,
  }),
  'middleware-present': code<{ names: readonly string[] }>({
    severity: 'error',
    message: ({ names }) =>
      `the project already has ${names.length === 1 ? 'this middleware' : 'all of this middleware'}: ${names.join(', ')}`,
    help: () => 'There is nothing to append; appended middleware keeps its order.',
  }),
} as const;
