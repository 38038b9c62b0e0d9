import type { Span } from './span.ts';

/** Where the lines of a text are. */
export interface Lines {
  /** The line at an index from 1, without its end; empty beyond the last. */
  line(number: number): string;
  /** The span between two offsets of the text, the end exclusive. */
  span(path: string, start: number, end: number): Span;
}

/**
 * Finds lines as editors count them: they end at LF, CRLF or CR (Language Server Protocol 3.17, Position),
 * so U+2028 is a character like others. A byte order mark belongs to no column.
 */
export function createLines(text: string): Lines {
  const starts = lineStarts(text);
  const position = (offset: number): { line: number; column: number } => {
    const index = lastAtMost(starts, offset);
    return { line: index + 1, column: Math.max(offset - (starts[index] ?? 0), 0) + 1 };
  };
  return {
    line: (number) => {
      const start = starts[number - 1];
      if (start === undefined) return '';
      return text.slice(start, starts[number] ?? text.length).replace(/[\r\n]+$/, '');
    },
    span: (path, start, end) => {
      const from = position(start);
      const to = position(end);
      return { path, ...from, endLine: to.line, endColumn: to.column };
    },
  };
}

const BYTE_ORDER_MARK = 0xfeff;

function lineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** The index of the last number that is not above a value; 0 where all are. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
