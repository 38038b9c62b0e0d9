/** A stretch of a source file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Span {
  /** As the user named it: relative, with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
