import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { createLines } from '../../diagnostics/lines.ts';
import type { Span } from '../../diagnostics/span.ts';
import { createCursor } from './cursor.ts';
import { editionOf, editions } from './edition.ts';
import { lex } from './lexer.ts';
import { utf8 } from './literals.ts';
import { parseFile } from './parse-file.ts';
import type { FileNode } from './syntax.ts';
import type { Range } from './tokens.ts';

/** A file that was read, before anything of it is resolved. */
export interface Unit {
  /** As imports name it. */
  readonly name: string;
  /** As diagnostics name it. */
  readonly path: string;
  readonly isShipped: boolean;
  readonly text: string;
  readonly node: FileNode;
  readonly spanOf: (range: Range) => Span;
}

/** Where a text came from. */
export interface Found {
  readonly name: string;
  readonly path: string;
  readonly isShipped: boolean;
  readonly text: string;
}

/** Text to a syntax tree; what cannot be read is reported and left out. */
export function readUnit(found: Found, report: (diagnostic: Diagnostic) => void): Unit {
  const lines = createLines(found.text);
  const spanOf = ({ start, end }: Range): Span => lines.span(found.path, start, end);
  const tokens = lex(found.text, (reason, help, range) => {
    report(diagnose('proto-token', { reason, help }, { span: spanOf(range) }));
  });
  const cursor = createCursor(tokens, {
    syntax: (wanted, shown, range, help) => {
      report(diagnose('proto-syntax', { wanted, found: shown, help }, { span: spanOf(range) }));
    },
    depth: (what, limit, range) => {
      report(diagnose('proto-too-deep', { what, limit }, { span: spanOf(range) }));
    },
  });
  const node = parseFile(cursor);
  checkSyntax(node, spanOf, report);
  return { ...found, node, spanOf };
}

function checkSyntax(
  { syntax }: FileNode,
  spanOf: Unit['spanOf'],
  report: (diagnostic: Diagnostic) => void,
): void {
  if (syntax === undefined || editionOf(syntax) !== undefined) return;
  const { kind } = syntax;
  const params = { kind, value: utf8(syntax.value.bytes) ?? '', known: editions[kind] };
  report(diagnose('proto-unknown-syntax', params, { span: spanOf(syntax.value) }));
}
