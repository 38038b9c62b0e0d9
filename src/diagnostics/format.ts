import { visible } from '../text/visible.ts';
import { codeFrame } from './code-frame.ts';
import type { Severity } from './code.ts';
import { type Colors, PLAIN } from './colors.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Lines, createLines } from './lines.ts';
import type { Span } from './span.ts';

/** Where code frames come from, and how the text looks. */
export interface FormatOptions {
  /** The text of the diagnostic's own file, or whatever finds the text of any file. */
  readonly source?: string | ((path: string) => string | undefined);
  readonly color?: Colors;
}

/**
 * A diagnostic as text: `idl.ts:12:3 - error code: message`, the line with the place marked, the other places
 * that have to do with it, and the help. No newline at the end. What would steer a terminal is made visible.
 */
export function formatDiagnostic(diagnostic: Diagnostic, options: FormatOptions = {}): string {
  const { span, related, help } = diagnostic;
  const look: Look = { color: options.color ?? PLAIN, sourceOf: finder(diagnostic, options) };
  const blocks = [
    headline(diagnostic, look.color),
    ...(span === undefined ? [] : frame(span, look, '')),
    ...related.flatMap((other) => [
      `  ${place(other.span, look.color)} - ${visible(other.message)}`,
      ...frame(other.span, look, '  '),
    ]),
    ...(help === undefined ? [] : [`${look.color.bold('help:')} ${visible(help)}`]),
  ];
  return blocks.join('\n').trimEnd();
}

interface Look {
  readonly color: Colors;
  readonly sourceOf: (path: string) => string | undefined;
}

function finder({ span }: Diagnostic, { source }: FormatOptions): Look['sourceOf'] {
  if (typeof source === 'function') return source;
  return (path) => (path === span?.path ? source : undefined);
}

function headline({ span, severity, code, message }: Diagnostic, color: Colors): string {
  const where = span === undefined ? '' : `${place(span, color)} - `;
  const kind = severityColor(severity, color)(severity);
  return `${where}${kind} ${color.dim(`${code}:`)} ${visible(message)}`;
}

function severityColor(severity: Severity, color: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return color.red;
    case 'warning':
      return color.yellow;
    case 'info':
      return color.cyan;
  }
}

function place({ path, line, column }: Span, color: Colors): string {
  return `${color.cyan(visible(path))}:${color.yellow(String(line))}:${color.yellow(String(column))}`;
}

/** The code frame between blank lines; nothing where the text is not at hand. */
function frame(span: Span, { color, sourceOf }: Look, margin: string): readonly string[] {
  const source = sourceOf(span.path);
  if (source === undefined) return [];
  const { number, line, indent, mark } = codeFrame(linesOf(source), span);
  const gutter = ' '.repeat(number.length);
  return [
    '',
    `${margin}${color.dim(number)}  ${line}`,
    `${margin}${gutter}  ${indent}${color.red(mark)}`,
    '',
  ];
}

function linesOf(source: string): Lines {
  return createLines(source);
}
