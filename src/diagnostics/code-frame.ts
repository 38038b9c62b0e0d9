import { displayWidth, visible } from '../text/visible.ts';
import type { Lines } from './lines.ts';
import type { Span } from './span.ts';

/** A line of a source and the mark under it, ready for a terminal. */
export interface CodeFrame {
  readonly number: string;
  readonly line: string;
  /** Spaces and tabs that bring the mark under its place. */
  readonly indent: string;
  readonly mark: string;
}

/** The widest piece of a line that is shown. */
const WIDTH = 100;

/** How much is shown before the place, where a line is cut. */
const LEAD = 30;

/** The first line of a span with the place marked. A line that is too long is cut around it. */
export function codeFrame(lines: Lines, span: Span): CodeFrame {
  const whole = lines.line(span.line);
  const start = Math.min(span.column - 1, whole.length);
  const end = span.endLine > span.line ? whole.length : Math.min(span.endColumn - 1, whole.length);
  const { from, to } = pieceOf(whole, start);
  const before = (from > 0 ? '…' : '') + visible(whole.slice(from, start));
  const marked = visible(whole.slice(start, Math.min(end, to)));
  const after = visible(whole.slice(Math.min(end, to), to)) + (to < whole.length ? '…' : '');
  return {
    number: String(span.line),
    line: (before + marked + after).trimEnd(),
    indent: before.replace(/[^\t]+/g, (text) => ' '.repeat(displayWidth(text))),
    mark: '~'.repeat(Math.max(displayWidth(marked), 1)),
  };
}

/** The part of a line that is shown; it never begins or ends within a surrogate pair. */
function pieceOf(line: string, start: number): { readonly from: number; readonly to: number } {
  if (line.length <= WIDTH) return { from: 0, to: line.length };
  const from = start + LEAD < WIDTH ? 0 : start - LEAD;
  return {
    from: wholeCharacter(line, from),
    to: wholeCharacter(line, Math.min(from + WIDTH, line.length)),
  };
}

function wholeCharacter(line: string, index: number): number {
  return /[\udc00-\udfff]/.test(line[index] ?? '') && index > 0 ? index - 1 : index;
}
