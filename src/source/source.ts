import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Contract } from '../ir/types.ts';

/** The one way a front end reads files: text as UTF-8, `undefined` when there is no such file. */
export interface SourceReader {
  /** @param path relative to the working folder or absolute; forward slashes. */
  readText(path: string): string | undefined;
  /** Whether a path is a folder; a reader that cannot tell leaves it out. */
  isFolder?(path: string): boolean;
}

/** A file of the contract as it was read. */
export interface SourceFile {
  /** As diagnostics name it. */
  readonly path: string;
  readonly text: string;
}

/** A declaration that the contract reaches and its entry file does not export under its name. */
export interface Unexported {
  /** As its file says it, with the namespaces that it is in: `Billing.Address`. */
  readonly name: string;
  readonly span: Span;
  readonly isInNamespace: boolean;
  /** Whether another declaration has its name, in what the contract reaches or in what the entry file exports. */
  readonly isNameTaken: boolean;
}

/** What a front end makes of a contract. `contract` is absent when errors left nothing to plan. */
export interface SourceResult {
  readonly contract?: Contract;
  readonly diagnostics: readonly Diagnostic[];
  /** Every local file that was read, the entry first. */
  readonly files: readonly SourceFile[];
  /**
   * What generated code could not import from the entry file. It matters where that file is to serve as the
   * project's own `idl.ts`; a snapshot exports everything.
   */
  readonly unexported: readonly Unexported[];
}
