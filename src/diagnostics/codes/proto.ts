import { code } from '../code.ts';

/** `a, b or c`. */
function either(items: readonly string[]): string {
  return [items.slice(0, -1).join(', '), items.at(-1) ?? '']
    .filter((text) => text !== '')
    .join(' or ');
}

function orNearest(nearest: string | undefined, otherwise: string): string {
  return nearest === undefined ? otherwise : `Did you mean ${nearest}?`;
}

/** What can be wrong with a `.proto` before it is a contract. Codes are never reused. */
export const protoCodes = {
  'proto-no-service': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} and what it imports declare no service`,
    help: () =>
      'A service is `service Greeter { rpc SayHello(HelloRequest) returns (HelloReply); }`.',
  }),
  'proto-token': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-syntax': code<{ wanted: string; found: string; help?: string | undefined }>({
    severity: 'error',
    message: ({ wanted, found }) => `expected ${wanted}, found ${found}`,
    help: ({ help }) => help ?? 'See https://protobuf.dev/reference/protobuf/edition-2024-spec/.',
  }),
  'proto-unknown-syntax': code<{ kind: string; value: string; known: readonly string[] }>({
    severity: 'error',
    message: ({ kind, value }) => `${kind} "${value}" is not known`,
    help: ({ kind, known }) =>
      `Write ${either(known.map((one) => `\`${kind} = "${one}";\``))} as the first statement.`,
  }),
  'proto-missing-import': code<{ file: string; roots: readonly string[] }>({
    severity: 'error',
    message: ({ file, roots }) =>
      `there is no file ${file} in ${either(roots.map((root) => (root === '' ? '.' : root)))}`,
    help: () =>
      'Imports are relative to the folders that -proto-path names, not to the file that they stand in. Name the folder that this path starts in.',
  }),
  'proto-import-cycle': code<{ cycle: readonly string[] }>({
    severity: 'error',
    message: ({ cycle }) => `files import each other in a circle: ${cycle.join(' -> ')}`,
    help: () => 'Move what both need into a file that imports neither.',
  }),
  'proto-import-misuse': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-undefined-type': code<{
    name: string;
    shadowedBy?: string | undefined;
    nearest?: string | undefined;
  }>({
    severity: 'error',
    message: ({ name, shadowedBy }) =>
      shadowedBy === undefined
        ? `there is no type ${name}`
        : `there is no type ${name}: its first part is ${shadowedBy}, which is nearer`,
    help: ({ name, shadowedBy, nearest }) =>
      shadowedBy === undefined
        ? orNearest(nearest, 'Declare it, or import the file that does.')
        : `Names are looked up from the inside out by their first part. \`.${name}\` starts at the outermost.`,
  }),
  'proto-not-imported': code<{ name: string; file: string }>({
    severity: 'error',
    message: ({ name, file }) => `${name} is defined in ${file}, which this file does not import`,
    help: ({ file }) => `Add \`import "${file}";\`.`,
  }),
  'proto-wrong-kind': code<{ name: string; kind: string; wanted: string }>({
    severity: 'error',
    message: ({ name, kind, wanted }) => `${name} is ${kind}, and ${wanted} belongs here`,
  }),
  'proto-not-visible': code<{ name: string; file: string; reason: string }>({
    severity: 'error',
    message: ({ name, file, reason }) => `${name} is local to ${file}: ${reason}`,
    help: () => 'Write `export` in front of its declaration, or use it in its own file only.',
  }),
  'proto-duplicate-name': code<{ name: string; scope: string; hint?: string | undefined }>({
    severity: 'error',
    message: ({ name, scope }) =>
      `${name} is declared twice in ${scope === '' ? 'the package without a name' : scope}`,
    help: ({ hint }) => hint ?? 'Rename one of the two.',
  }),
  'proto-duplicate-number': code<{ number: string; scope: string; takenBy: string; next: string }>({
    severity: 'error',
    message: ({ number, scope, takenBy }) =>
      `the number ${number} is already taken in ${scope} by ${takenBy}`,
    help: ({ next }) => `The next free number is ${next}.`,
  }),
  'proto-number-range': code<{ number: string; reason: string; help: string }>({
    severity: 'error',
    message: ({ number, reason }) => `the number ${number} ${reason}`,
    help: ({ help }) => help,
  }),
  'proto-reserved': code<{ what: string; scope: string }>({
    severity: 'error',
    message: ({ what, scope }) => `${what} is reserved in ${scope}`,
    help: () =>
      'Reserved names and numbers belonged to something that is gone: take others. Or take the `reserved` away if old data cannot meet it.',
  }),
  'proto-bad-range': code<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: () => 'A range is `first to last` with both included, and ranges do not overlap.',
  }),
  'proto-enum-zero': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the first value of the open enum ${name} is not 0`,
    help: () => 'The first value is what an absent field has. Begin with `NAME_UNSPECIFIED = 0;`.',
  }),
  'proto-enum-alias': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-empty': code<{ what: string; wanted: string }>({
    severity: 'error',
    message: ({ what, wanted }) => `${what} has no ${wanted}`,
    help: ({ wanted }) => `Add at least one ${wanted}, or delete it.`,
  }),
  'proto-json-name': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-label': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-group': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-map': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-default': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-extension': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-closed-enum': code<{ name: string; field: string }>({
    severity: 'error',
    message: ({ name, field }) =>
      `${name} is a closed enum, and ${field} has no presence to tell an unknown value by`,
    help: () =>
      'Use an enum of a proto3 file or of an edition, or a field with presence where the file is of an edition.',
  }),
  'proto-unknown-option': code<{ name: string; of: string; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name, of }) => `${of} has no option ${name}`,
    help: ({ name, nearest }) =>
      orNearest(
        nearest,
        name.startsWith('(')
          ? 'Import the file that declares the extension.'
          : 'The name of a custom option stands in parentheses, and the file that declares it is imported.',
      ),
  }),
  'proto-option-value': code<{ name: string; wanted: string; found: string }>({
    severity: 'error',
    message: ({ name, wanted, found }) => `${name} takes ${wanted}, and this is ${found}`,
  }),
  'proto-option-misuse': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-http': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-http-left-out': code<{ method: string; field: string; reason: string }>({
    severity: 'warning',
    message: ({ method, field, reason }) =>
      `${field} of ${method} is ${reason}: its HTTP rule leaves it to the query, which cannot carry it`,
    help: () => 'Give the rule a `body`, or leave the field to gRPC.',
  }),
  'proto-http-taken': code<{ verb: string; path: string; method: string; takenBy: string }>({
    severity: 'warning',
    message: ({ verb, path, method, takenBy }) =>
      `${verb} ${path} is not served for ${method}: ${takenBy} has it, whose requests look the same`,
    help: () =>
      'Give one of them another path. A method that has no other rule is at its derived route.',
  }),
  'proto-http-verb': code<{ method: string; verb: string }>({
    severity: 'warning',
    message: ({ method, verb }) =>
      verb === ''
        ? `the HTTP rule of ${method} has no path: its derived route is served`
        : `${verb} is no verb that can be served: ${method} has its derived route`,
    help: () => 'Routes have `get`, `post`, `put`, `patch` or `delete`.',
  }),
  'proto-feature': code<{ reason: string; help: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
    help: ({ help }) => help,
  }),
  'proto-naming-style': code<{ what: string; name: string; style: string; instead: string }>({
    severity: 'error',
    message: ({ what, name, style }) => `the name of ${what} ${name} is not in ${style}`,
    help: ({ instead }) =>
      `Edition 2024 holds names to a style: ${instead}. \`option features.enforce_naming_style = STYLE_LEGACY;\` turns that off.`,
  }),
  'proto-too-deep': code<{ what: string; limit: number }>({
    severity: 'error',
    message: ({ what, limit }) => `${what} are nested more than ${String(limit)} deep`,
    help: () => 'Take the inner ones out.',
  }),
} as const;
