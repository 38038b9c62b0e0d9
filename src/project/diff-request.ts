/** One comparison of a contract with an older one. Nothing is written. */
export interface DiffRequest {
  /** The working folder: relative paths start here. Absolute. */
  readonly cwd: string;
  /** The project folder: its options hold for contracts that are read from their source. */
  readonly out: string;
  /** The new contract; without it, the project's own source. */
  readonly idl?: string | undefined;
  /** Folders that its imports are relative to, separated by commas; absent for those of the project, or those beside it. */
  readonly protoPath?: string | undefined;
  /**
   * The old contract: a source, a project folder, a `contract.json`, or `git:REF` for the project at a commit.
   * Without it, the contract of the project's last generation.
   */
  readonly against?: string | undefined;
}
