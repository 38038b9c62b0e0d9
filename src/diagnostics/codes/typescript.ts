import { code } from '../code.ts';

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A declaration that generated code cannot import, and why. */
export interface NotExported {
  readonly name: string;
  readonly entry: string;
  readonly isElsewhere: boolean;
  readonly isInNamespace: boolean;
  readonly isNameTaken: boolean;
}

function helpToExport({ name, entry, ...where }: NotExported): string {
  const orElse = `Or keep the contract in another file, as with \`-idl contract.ts\`: ${entry} is then made of it, with names that differ.`;
  if (where.isInNamespace) {
    const named = where.isNameTaken ? ' under a name that nothing else has' : '';
    return `Move it out of its namespace${named}, and export it from ${entry}. ${orElse}`;
  }
  if (where.isNameTaken) return `Give one of the two another name. ${orElse}`;
  return where.isElsewhere
    ? `Add \`export type { ${name} } from '...'\` to ${entry}: generated code imports from it as it stands.`
    : `Add \`export\` to ${name}: generated code imports from ${entry} as it stands.`;
}

/** What can be wrong with a TypeScript contract before it is one. Codes are never reused. */
export const typescriptCodes = {
  'idl-not-found': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `there is no file ${path}`,
    help: ({ path }) =>
      `Name the contract with -idl, relative to the folder in which you run microgen: \`microgen -idl ${path.endsWith('.proto') ? 'api.proto -out .' : 'idl.ts -out .'}\``,
  }),
  'idl-is-folder': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path || '.'} is a folder, and the contract is one file`,
    help: ({ path }) =>
      `Name the file in it that exports the services: \`-idl ${path === '' || path === '.' ? '' : `${path.replace(/\/+$/, '')}/`}idl.ts\`, or a \`.proto\`. What it imports is found from there.`,
  }),
  'idl-extension': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} is neither a TypeScript file nor a .proto, by its name`,
    help: () =>
      'Write the contract as TypeScript interfaces in a file such as idl.ts, or as a `.proto`.',
  }),
  'syntax-error': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => message,
  }),
  'type-error': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => message,
    help: () => 'TypeScript itself refuses this; the contract must compile.',
  }),
  'unknown-type': code<{
    name: string;
    nearest?: string | undefined;
    instead?: string | undefined;
  }>({
    severity: 'error',
    message: ({ name }) => `there is no type ${name}`,
    help: ({ name, nearest, instead }) =>
      instead ??
      (nearest === undefined
        ? `Declare ${name} in this file, or import it from another file of yours.`
        : `Did you mean ${nearest}?`),
  }),
  'unknown-import': code<{ specifier: string }>({
    severity: 'error',
    message: ({ specifier }) => `there is no file ${specifier}`,
    help: () => 'Imports are relative to the file that they stand in, such as `./types.ts`.',
  }),
  'package-type': code<{ name: string; specifier: string }>({
    severity: 'error',
    message: ({ name, specifier }) =>
      `${name} comes from the package ${specifier}, and a contract reads no packages`,
    help: ({ name }) =>
      `Declare ${name} in a file of yours with the fields that are to travel, and import it from there.`,
  }),
  'no-service': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} holds no service`,
    help: () =>
      'A service is an exported interface whose members are all methods that return a Promise: `export interface HelloService { sayHello(req: HelloRequest): Promise<HelloResponse> }`',
  }),
  'near-miss-service': code<{ name: string; reason: string; fix: string }>({
    severity: 'warning',
    message: ({ name, reason }) => `${name} is no service: ${reason}`,
    help: ({ fix }) => fix,
  }),
  'not-a-service': code<{ name: string; reason: string; fix: string }>({
    severity: 'error',
    message: ({ name, reason }) => `${name} is no service: ${reason}`,
    help: ({ fix }) => fix,
  }),
  'service-not-found': code<{ name: string; available: readonly string[] }>({
    severity: 'error',
    message: ({ name }) => `the contract has no interface ${name}, which -service names`,
    help: ({ available }) =>
      available.length === 0
        ? 'It has no interface that could be a service.'
        : `It has ${available.join(', ')}.`,
  }),
  'not-carriable': code<{ what: string; instead: string }>({
    severity: 'error',
    message: ({ what }) => `${what} cannot be carried over a wire`,
    help: ({ instead }) => instead,
  }),
  'untyped-value': code<{ others: number }>({
    severity: 'warning',
    message: ({ others }) =>
      `this is \`any\`, which travels unchecked${others === 0 ? '' : `, as at ${others} other ${others === 1 ? 'place' : 'places'} of the file`}`,
    help: () =>
      'Write the type that it has, and requests are checked against it. Where it may be anything, `unknown` says so.',
  }),
  'unsupported-parameter': code<{ reason: string; instead: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ instead }) => instead,
  }),
  'declaration-not-exported': code<NotExported>({
    severity: 'error',
    message: ({ name, entry, isInNamespace, isNameTaken }) => {
      if (isInNamespace)
        return `generated code needs ${name}, and imports nothing that is in a namespace`;
      return isNameTaken
        ? `generated code needs this ${name}, and another declaration has its name`
        : `generated code needs ${name}, which ${entry} does not export`;
    },
    help: helpToExport,
  }),
  'unknown-tag': code<{ tag: string; nearest: string }>({
    severity: 'warning',
    message: ({ tag }) => `@${tag} means nothing here`,
    help: ({ nearest }) => `Did you mean @${nearest}?`,
  }),
  'misplaced-tag': code<{ tag: string; place: string; places: readonly string[] }>({
    severity: 'warning',
    message: ({ tag, place }) => `@${tag} means nothing on this ${place}`,
    help: ({ tag, places }) => `@${tag} belongs to ${places.map(withArticle).join(' or ')}.`,
  }),
  'bad-tag-value': code<{ tag: string; reason: string; wanted: string }>({
    severity: 'error',
    message: ({ tag, reason }) => `@${tag} ${reason}`,
    help: ({ wanted }) => wanted,
  }),
  'constraint-misfit': code<{ tag: string; type: string; fits: string }>({
    severity: 'error',
    message: ({ tag, type }) => `@${tag} says nothing about ${type}`,
    help: ({ tag, fits }) => `@${tag} is for ${fits}.`,
  }),
  'unknown-format': code<{ format: string; nearest: string }>({
    severity: 'warning',
    message: ({ format }) => `${format} is no format that anything checks`,
    help: ({ nearest }) => `Did you mean ${nearest}?`,
  }),
  'unknown-error-code': code<{ said: string; nearest: string }>({
    severity: 'warning',
    message: ({ said }) => `@throws names no error code with \`${said}\`: no caller is told of it`,
    help: ({ nearest }) => `Did you mean ${nearest}?`,
  }),
  'value-misfit': code<{ tag: string; reason: string }>({
    severity: 'error',
    message: ({ tag, reason }) => `the value of @${tag} does not fit its type: ${reason}`,
    help: ({ tag }) => `Write the value of @${tag} as JSON that the type allows.`,
  }),
} as const;
