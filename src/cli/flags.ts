import { middlewareNames } from '../plan/middleware.ts';

/** A flag of the command line. */
export interface Flag {
  /** Without dashes, as documented: `-idl`. */
  readonly name: string;
  /** What stands for its value in help; a switch has none. */
  readonly value?: string;
  /** An empty value says something: none. */
  readonly mayBeEmpty?: true;
  readonly help: string;
  /** What it will turn on in a later version: until then it can only be turned off. */
  readonly later?: string;
}

/** Every flag of `generate`, in the order of its help. */
export const flags = [
  {
    name: 'idl',
    value: 'PATH',
    help: 'the contract, a TypeScript file or a .proto; a generated project remembers it',
  },
  {
    name: 'proto-path',
    value: 'DIR[,DIR]',
    mayBeEmpty: true,
    help: "the folders that imports of a .proto are relative to (default: the contract's folder)",
  },
  { name: 'out', value: 'DIR', help: 'project root (default: .)' },
  {
    name: 'import',
    value: 'NAME',
    help: "npm package name of the project, or a module path whose last part is the name (default: package.json's name, else the folder's)",
  },
  {
    name: 'service',
    value: 'NAME[,NAME]',
    mayBeEmpty: true,
    help: 'the interfaces that are services (default: all of the contract that can be)',
  },
  {
    name: 'protocols',
    value: 'LIST',
    help: 'what the service speaks: http, or http,grpc (default: http)',
  },
  { name: 'prefix', value: 'PATH', mayBeEmpty: true, help: 'HTTP route prefix, such as api/v1' },
  { name: 'docs', help: 'README and AGENTS.md (default: true)' },
  { name: 'tests', help: 'tests that pass on a fresh project (default: true)' },
  { name: 'skill', help: 'AI tool descriptors and /skill (default: true)' },
  { name: 'openapi', help: 'OpenAPI, JSON Schema and Swagger UI (default: true)' },
  {
    name: 'kit',
    value: 'SPEC',
    help: 'how package.json refers to the runtime: vendor packs it into vendor/, else any npm spec (default: vendor)',
  },
  {
    name: 'check',

    help: 'change nothing; exit 2 when the project is not what this contract and these options generate',
  },
  {
    name: 'breaking',
    help: 'exit 2 as well when the contract breaks those who use -against (only with -check)',
  },
  {
    name: 'against',
    value: 'BASE',
    help: "the old contract of -breaking: a file, a project's folder, or git:REF for the project at a commit",
  },
  { name: 'dry-run', help: 'show the plan; nothing is written' },
  {
    name: 'diff',

    help: 'show the plan with unified diffs; nothing is written (also with -check)',
  },
  {
    name: 'force',

    help: 'overwrite hand-edited generator-owned files, keeping a backup (not with -check)',
  },
  { name: 'json', help: 'the result as one JSON document on stdout' },
  { name: 'quiet', help: 'errors only (not with -verbose)' },
  { name: 'verbose', help: 'unchanged files too, and where a bug happened' },
  { name: 'no-color', help: 'no colours; NO_COLOR is honoured as well' },
  { name: 'config', later: 'config output', help: 'only -config=false so far' },
  { name: 'model', later: 'model output', help: 'only -model=false so far' },
  { name: 'db', later: 'database output', help: 'only -db=false so far' },
] as const satisfies readonly Flag[];

/** Every flag of `extend`, in the order of its help. */
export const extendFlags = [
  {
    name: 'check',
    help: 'report whether the project can be extended; nothing is read but the project, nothing is written',
  },
  {
    name: 'append-service',
    value: 'NAME',
    help: 'add a service of the contract, with what it reaches',
  },
  {
    name: 'append-method',
    value: 'SERVICE.METHOD',
    help: 'add a method of the contract, with a stub in your class',
  },
  {
    name: 'append-middleware',
    value: 'NAME[,NAME]',
    help: `add middleware to every endpoint: ${middlewareNames.join(', ')}`,
  },
  { name: 'append-model', value: 'NAME', help: 'not enabled: models come later' },
  {
    name: 'idl',
    value: 'PATH',
    help: "a full combined contract: what the project has, and the target beside it (default: the project's own)",
  },
  {
    name: 'proto-path',
    value: 'DIR[,DIR]',
    mayBeEmpty: true,
    help: "the folders that imports of that .proto are relative to (default: the project's, or those beside it)",
  },
  { name: 'out', value: 'DIR', help: 'project root (default: .)' },
  { name: 'dry-run', help: 'show the plan; nothing is written' },
  { name: 'diff', help: 'show the plan with unified diffs; nothing is written' },
  { name: 'json', help: 'the result as one JSON document on stdout' },
  { name: 'quiet', help: 'errors only (not with -verbose)' },
  { name: 'verbose', help: 'unchanged files too, and where a bug happened' },
  { name: 'no-color', help: 'no colours; NO_COLOR is honoured as well' },
] as const satisfies readonly Flag[];

/** Every flag of `diff`, in the order of its help. */
export const diffFlags = [
  { name: 'idl', value: 'PATH', help: "the new contract (default: the project's own)" },
  {
    name: 'proto-path',
    value: 'DIR[,DIR]',
    mayBeEmpty: true,
    help: "the folders that imports of that .proto are relative to (default: the project's, or those beside it)",
  },
  {
    name: 'against',
    value: 'BASE',
    help: "the old contract: a file, a project's folder, or git:REF for the project at a commit (default: the project's last generation)",
  },
  { name: 'out', value: 'DIR', help: 'project root, whose options hold for both (default: .)' },
  { name: 'json', help: 'the result as one JSON document on stdout' },
  { name: 'quiet', help: 'errors only: the exit code tells' },
  { name: 'no-color', help: 'no colours; NO_COLOR is honoured as well' },
] as const satisfies readonly Flag[];
