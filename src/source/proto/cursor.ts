import { type Comments, gapBefore } from './comments.ts';
import type { Range, Token } from './tokens.ts';

/** Thrown where a statement cannot be read further, after that was reported; caught by the block around it. */
export class Unreadable extends Error {}

/** What is wrong at a token. */
export type SyntaxFault = (wanted: string, found: string, range: Range, help?: string) => void;

/** What is nested too deep, and how deep it may be. */
export type DepthFault = (what: string, limit: number, range: Range) => void;

/** What reading can find. */
export interface CursorFaults {
  readonly syntax: SyntaxFault;
  readonly depth: DepthFault;
}

/** A place in the tokens of a file. */
export interface Cursor {
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** The last token that was taken. */
  readonly last: () => Token;
  /** Whether the next token reads so, and is no quoted text. */
  readonly at: (text: string) => boolean;
  /** Takes the next token if it reads so. */
  readonly take: (text: string) => boolean;
  readonly expect: (text: string) => Token;
  /** Reports that something else was expected, and gives the statement up. */
  readonly fail: (wanted: string, help?: string) => never;
  /** Reports that what comes is nested too deep, and gives the statement up. */
  readonly tooDeep: (what: string, limit: number) => never;
  /** Reports without giving up. */
  readonly complain: (wanted: string, range: Range, help?: string) => void;
  /** The index of the next token, to come back to in `commentsOf`. */
  readonly mark: () => number;
  readonly rewind: (mark: number) => void;
  /** What comments say about what begins at a mark, and whose head ends before another. */
  readonly commentsOf: (begin: number, headEnd: number) => Comments;
}

/** Reads tokens from first to last. */
export function createCursor(tokens: readonly Token[], faults: CursorFaults): Cursor {
  let index = 0;
  const tokenAt = (at: number): Token => {
    const token = tokens[Math.min(Math.max(at, 0), tokens.length - 1)];
    if (token === undefined) throw new RangeError('a text has at least the token of its end');
    return token;
  };
  const peek = (ahead = 0): Token => tokenAt(index + ahead);
  const next = (): Token => {
    const token = peek();
    if (token.kind !== 'end') index += 1;
    return token;
  };
  const at = (text: string): boolean => peek().text === text;
  const fail = (wanted: string, help?: string): never => {
    faults.syntax(wanted, shown(peek()), placeOf(peek(), tokenAt(index - 1)), help);
    throw new Unreadable();
  };
  return {
    peek,
    next,
    last: () => tokenAt(index - 1),
    at,
    take: (text) => at(text) && next().kind !== 'end',
    expect: (text) => (at(text) ? next() : fail(`\`${text}\``)),
    fail,
    tooDeep: (what, limit) => {
      faults.depth(what, limit, peek());
      throw new Unreadable();
    },
    complain: (wanted, range, help) => {
      faults.syntax(wanted, shown(peek()), range, help);
    },
    mark: () => index,
    rewind: (mark) => {
      index = mark;
    },
    commentsOf: (begin, headEnd) => {
      const before = gapBefore(begin === 0 ? undefined : tokenAt(begin - 1), tokenAt(begin));
      const after = gapBefore(tokenAt(headEnd - 1), tokenAt(headEnd));
      return {
        ...(before.leading === undefined ? {} : { leading: before.leading }),
        ...(after.trailing === undefined ? {} : { trailing: after.trailing }),
        detached: before.detached,
      };
    },
  };
}

const MOST_SHOWN = 60;

function shown(token: Token): string {
  if (token.kind === 'end') return 'the end of the file';
  const { text } = token;
  return `\`${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text}\``;
}

/** The end of a file is shown behind what comes last. */
function placeOf(token: Token, previous: Token): Range {
  return token.kind === 'end' ? { start: previous.end, end: previous.end } : token;
}
