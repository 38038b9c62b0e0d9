import { code } from '../code.ts';

/** What two alternatives of a union both are on the wire, and what to do about it. */
const ALIKE: Readonly<Record<string, readonly [both: string, help: string]>> = {
  string: ['both are texts', 'Keep one of them.'],
  array: ['both are lists', 'Keep one of them.'],
  object: ['both are objects', 'Give each a required property that the other cannot have.'],
};

/** What can be wrong with a contract's routes, tools and names, whatever language it is written in. */
export const contractCodes = {
  'duplicate-route': code<{ verb: string; path: string; takenBy: string; isProto?: boolean }>({
    severity: 'error',
    message: ({ verb, path, takenBy }) => `${verb} ${path} is already taken by ${takenBy}`,
    help: ({ isProto }) =>
      isProto === true
        ? 'Give one of them another path with `option (google.api.http)`. -prefix parts them from what the service answers itself.'
        : 'Give one of them its own route with `@http VERB /path`, its interface a base path with `@http /base`, or put services apart with -prefix.',
  }),
  'unknown-path-parameter': code<{ parameter: string; path: string; nearest?: string | undefined }>(
    {
      severity: 'error',
      message: ({ parameter, path }) =>
        `{${parameter}} in ${path} is no field of the method's request`,
      help: ({ parameter, nearest }) =>
        nearest === undefined
          ? `Add a field \`${parameter}\` to the request, or name one that it has.`
          : `Did you mean {${nearest}}?`,
    },
  ),
  'path-parameter-type': code<{ parameter: string; reason: string }>({
    severity: 'error',
    message: ({ parameter, reason }) => `{${parameter}} cannot stand in a path: ${reason}`,
    help: () =>
      'A path parameter is a required field that is a text, a number, a boolean, a date or one of a set of such values.',
  }),
  'query-not-carriable': code<{ verb: string; field: string; reason: string }>({
    severity: 'error',
    message: ({ verb, field, reason }) =>
      `a ${verb} takes its input from the query, which cannot carry \`${field}\`: it is ${reason}`,
    help: () =>
      'A query carries texts, numbers, booleans, dates, lists of them, and objects of these. Use `@http POST`, or change the field.',
  }),
  'query-becomes-post': code<{ verb: string; field: string; reason: string; rule: string }>({
    severity: 'warning',
    message: ({ verb, field, reason }) =>
      `this method would be a ${verb}, but is a POST: a query cannot carry \`${field}\`, which is ${reason}`,
    help: ({ rule }) => `Say so with \`${rule}\` and the warning goes, or change the field.`,
  }),
  'bidi-needs-grpc': code<{ method: string; isProto: boolean }>({
    severity: 'error',
    message: ({ method }) =>
      `${method} streams both ways at once, and HTTP carries a stream one way only`,
    help: ({ isProto }) => {
      const one = 'Have the service speak gRPC too: `-protocols http,grpc`.';
      return isProto
        ? one
        : `${one} Or make two methods of it: one that takes an AsyncIterable<T>, and one that returns one.`;
    },
  }),
  'bidi-route-unused': code<{ method: string; verb: string; path: string }>({
    severity: 'warning',
    message: ({ method, verb, path }) =>
      `${verb} ${path} is not served: ${method} streams both ways at once, which gRPC alone carries`,
    help: () => 'Take the route away and the warning goes. Over gRPC nothing is missing.',
  }),
  'proto-name-taken': code<{ name: string; one: string; other: string }>({
    severity: 'error',
    message: ({ name, one, other }) =>
      `${one} and ${other} would both be ${name} in the \`.proto\` for gRPC`,
    help: () =>
      'Rename one of them: names and numbers of messages are for life. HTTP alone has no such names.',
  }),
  'stream-needs-body': code<{ verb: string; method: string; rule: string }>({
    severity: 'error',
    message: ({ verb, method }) => `${method} takes a stream, and a ${verb} has no body for it`,
    help: ({ rule }) => `Use \`${rule}\`, PUT or PATCH.`,
  }),
  'stream-path-parameter': code<{ parameter: string; method: string }>({
    severity: 'error',
    message: ({ parameter, method }) =>
      `{${parameter}} has no value: ${method} takes a stream, whose messages are no one request`,
    help: ({ parameter }) =>
      `Take {${parameter}} out of the path, and put it into the messages of the stream.`,
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
  'tool-name-characters': code<{ tool: string }>({
    severity: 'error',
    message: ({ tool }) => `the tool name ${tool} has characters that AI clients refuse`,
    help: () =>
      'They accept the letters A to Z in both cases, digits, `_` and `-`. Set such a name with `@tool name`.',
  }),
  'duplicate-service': code<{ name: string; other: string; id: string }>({
    severity: 'error',
    message: ({ name, other, id }) =>
      `${name} and ${other} would share the folder \`${id}\`: their names differ in case only`,
    help: () => 'Rename one of them.',
  }),
  'duplicate-message': code<{ name: string; owner: string; takenBy: string }>({
    severity: 'error',
    message: ({ name, owner, takenBy }) =>
      `the request of ${owner} would be called ${name}, which is the name of ${takenBy}`,
    help: () =>
      'Rename the method or the type, or give the method one parameter that is an object type of your own.',
  }),
  'unusable-name': code<{ what: string; name: string; reason: string }>({
    severity: 'error',
    message: ({ what, name, reason }) => `${what} cannot be called \`${name}\`: ${reason}`,
    help: () => 'Rename it.',
  }),
  'endless-type': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${name} has no finite value: it always holds another one`,
    help: () =>
      'Make one of the fields on the way optional, `| null`, or a list, so that a value can come to an end.',
  }),
  'ambiguous-union': code<{ one: string; other: string; both: string }>({
    severity: 'error',
    message: ({ one, other, both }) =>
      `on the wire nothing tells ${one} from ${other}: ${ALIKE[both]?.[0] ?? 'one of them may be any value'}`,
    help: ({ both }) =>
      `${ALIKE[both]?.[1] ?? 'Keep one of them.'} Or make each an object with a property of fixed values: \`{ kind: 'a'; ... } | { kind: 'b'; ... }\`.`,
  }),
} as const;
