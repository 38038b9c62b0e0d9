/** Two offsets of a text, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A comment as it stands in the text; lines count from 0. */
export interface Comment {
  /** What it says, as `google.protobuf.SourceCodeInfo` has it: without the signs that make it a comment. */
  readonly text: string;
  readonly isBlock: boolean;
  readonly line: number;
  readonly endLine: number;
}

export type TokenKind = 'word' | 'integer' | 'float' | 'text' | 'symbol' | 'end';

/** The smallest piece of a `.proto` that means something. */
export interface Token extends Range {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Lines count from 0. */
  readonly line: number;
  readonly endLine: number;
  /** Between the token before and this one. */
  readonly comments: readonly Comment[];
}
