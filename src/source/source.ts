import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Contract } from '../ir/types.ts';

/** The one way a front end reads files: text as UTF-8, `undefined` when there is no such file. */
export interface SourceReader {
  /** @param path relative to the working folder or absolute; forward slashes. */
  readText(path: string): string | undefined;
}

/** A file of the contract as it was read. */
export interface SourceFile {
  /** As diagnostics name it. */
  readonly path: string;
  readonly text: string;
}

/** What a front end makes of a contract. `contract` is absent when errors left nothing to plan. */
export interface SourceResult {
  readonly contract?: Contract;
  readonly diagnostics: readonly Diagnostic[];
  /** Every local file that was read, the entry first. */
  readonly files: readonly SourceFile[];
}
