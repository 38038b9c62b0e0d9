import type { RunMode } from '../project/request.ts';

/** What to append, as the user named it. */
export type Target =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'method'; readonly service: string; readonly name: string }
  | { readonly kind: 'middleware'; readonly names: readonly string[] }
  | { readonly kind: 'model'; readonly name: string };

/** One addition to a generated project. */
export interface ExtendRequest {
  /** The working folder: relative paths start here. Absolute. */
  readonly cwd: string;
  /** The project folder. */
  readonly out: string;
  /** A full combined contract; absent for the project's own. */
  readonly idl?: string | undefined;
  /** Folders that its imports are relative to, separated by commas; absent for those of the project, or those beside it. */
  readonly protoPath?: string | undefined;
  readonly target: Target;
  readonly mode: Exclude<RunMode, 'check'>;
  /** Report changes as unified diffs too. */
  readonly diff: boolean;
}
