import type { GivenOptions } from './resolve-options.ts';

/** What to do with a plan: carry it out, say whether there is anything to do, or show it. */
export type RunMode = 'write' | 'check' | 'dry-run';

/** One run of the generator. */
export interface GenerateRequest {
  /** The working folder: relative paths start here. Absolute. */
  readonly cwd: string;
  /** The project folder; it need not exist. */
  readonly out: string;
  /** The contract; a generated project remembers it. */
  readonly idl?: string | undefined;
  /** Options that shape the project; those that are absent are remembered or take their default. */
  readonly options?: GivenOptions | undefined;
  readonly mode?: RunMode | undefined;
  /**
   * An old contract, named as in a `DiffRequest`: what breaks those who use it is told, and a check finds it. Without
   * it a check looks at the project alone, and other runs warn of what breaks those who use its last generation.
   */
  readonly against?: string | undefined;
  /** Report changes as unified diffs too. */
  readonly diff?: boolean | undefined;
  /** Overwrite generator-owned files that were edited by hand, keeping a backup. */
  readonly force?: boolean | undefined;
  /** Believe a manifest that says that nothing changed. `false` renders and compares everything. */
  readonly trustManifest?: boolean | undefined;
}
