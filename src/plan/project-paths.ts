import { posix } from 'node:path';

/** Where microgen keeps what it knows of a project. */
export const stateFolder = '.microgen';

/** Where a project keeps the contract of its last generation, for `microgen diff`. */
export const contractJsonPath = `${stateFolder}/contract.json`;

/** The files that speak of the whole project, from its root: no other place in the sources spells them. */
export const projectPaths = {
  /** The contract in one file; its user's own where the project is generated from it. */
  idl: 'idl.ts',
  main: 'cmd/main.ts',
  services: 'cmd/generated_services.ts',
  routes: 'cmd/generated_routes.ts',
  runtime: 'cmd/generated_runtime.ts',
  customRoutes: 'cmd/custom_routes.ts',
  skill: 'skill/skill.ts',
  openapi: 'docs/openapi.json',
  schema: 'docs/schema.json',
  /** Runs the demos of all services. */
  demos: 'client/demo.ts',
  packageJson: 'package.json',
  /** The types of a contract in the protobuf language. */
  protoTypes: 'pb/generated_types.ts',
  /** Codecs of messages as bytes. */
  messages: 'pb/generated_messages.ts',
  /** The files of a contract in the protobuf language, compiled. */
  descriptors: 'pb/generated_descriptors.ts',
  /** The numbers of messages, for life. */
  numbers: 'pb/numbers.lock.json',
} as const;

/** The files of one service, from the root of its project. */
export type ServicePaths = ReturnType<typeof servicePaths>;

/** Where the files of a service are: its id is in the path of each. */
export function servicePaths(id: string) {
  const sdk = `sdk/${id}sdk`;
  return {
    contract: `service/${id}/generated_contract.ts`,
    /** The user's class. */
    service: `service/${id}/service.ts`,
    endpoints: `endpoint/${id}/endpoints.ts`,
    validators: `endpoint/${id}/generated_validators.ts`,
    chain: `endpoint/${id}/generated_chain.ts`,
    customChain: `endpoint/${id}/custom_chain.ts`,
    http: `transport/${id}/transport_http.ts`,
    grpc: `transport/${id}/transport_grpc.ts`,
    decoders: `transport/${id}/generated_json.ts`,
    wires: `transport/${id}/generated_wire.ts`,
    sdkClient: `${sdk}/client.ts`,
    sdkGrpc: `${sdk}/grpc.ts`,
    sdkTypes: `${sdk}/types.ts`,
    sdkCodec: `${sdk}/codec.ts`,
    sdkMessages: `${sdk}/messages.ts`,
    sdkEntry: `${sdk}/index.ts`,
    sdkPackage: `${sdk}/package.json`,
    sdkTsconfig: `${sdk}/tsconfig.json`,
    demo: `client/${id}/demo.ts`,
    tools: `skill/${id}/tools.ts`,
    test: `test/${id}.test.ts`,
  } as const;
}

/** Where generated code finds the contract's own declarations. */
export function declarationsPath({ source }: { readonly source: string }): string {
  return source === 'proto' ? projectPaths.protoTypes : projectPaths.idl;
}

/** The contract in the protobuf language. */
export function protoPath(fileName: string): string {
  return `pb/${fileName}`;
}

/** A file of the runtime that the SDK of a service carries, by its place: `json.ts`, `protobuf/messages.ts`. */
export function sdkRuntimePath(id: string, place: string): string {
  return `sdk/${id}sdk/runtime/${place}`;
}

/** Folders in which everything is the generator's, whatever the contract; the part of a service is a star. */
export const generatedFolders: readonly string[] = [stateFolder, 'sdk/*/runtime'];

/** A package that the project carries. */
export function vendorPath(fileName: string): string {
  return `vendor/${fileName}`;
}

/** What the compiler makes of a file. */
export function builtPath(path: string): string {
  return `dist/${path.replace(/\.ts$/, '.js')}`;
}

/** The folders and files in those paths that are named after the service, its test at the end. */
export function serviceParts(id: string): readonly string[] {
  return [id, `${id}sdk`, `${id}.test.ts`];
}

/** Whether a file is some service's class. */
export function isServiceClass(path: string): boolean {
  const id = path.split('/')[1] ?? '';
  return path === servicePaths(id).service;
}

/** How one file of a project imports another. */
export function importPath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
