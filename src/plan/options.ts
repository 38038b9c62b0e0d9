/** What a service speaks: HTTP always, and gRPC beside it. */
export type Protocols = 'http' | 'http,grpc';

/** What shapes the generated project: the manifest keeps these, and a rerun takes them from there. */
export interface Options {
  /** npm package name of the project. */
  readonly name: string;
  /** The contract, relative to the project root, forward slashes. */
  readonly idl: string;
  /**
   * The folders that imports of a `.proto` are relative to, separated by commas, as `idl` is written; empty for the
   * contract's own. Absent where the contract is no `.proto`.
   */
  readonly protoPath?: string;
  /** The interfaces that are services, separated by commas; empty for all that can be. */
  readonly service: string;
  /** `http`, or `http,grpc`. */
  readonly protocols: Protocols;
  /** HTTP route prefix without slashes at the ends; empty for none. */
  readonly prefix: string;
  readonly docs: boolean;
  readonly tests: boolean;
  readonly skill: boolean;
  /** OpenAPI and JSON Schema documents, and Swagger UI. */
  readonly openapi: boolean;
  /** `vendor`, or any npm spec of the runtime. */
  readonly kit: string;
}

/** Whether a project speaks gRPC. */
export function speaksGrpc({ protocols }: Pick<Options, 'protocols'>): boolean {
  return protocols === 'http,grpc';
}
