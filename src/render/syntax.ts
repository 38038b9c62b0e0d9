import ts from '#typescript';
import { InternalError } from '../diagnostics/internal-error.ts';
import type { RenderedFile } from '../plan/artifact.ts';

/** Throws InternalError for a rendered file that does not parse: it must never reach the disk. */
export function checkSyntax({ path, content }: RenderedFile): void {
  if (typeof content !== 'string') return;
  if (path.endsWith('.ts')) checkTypeScript(path, content);
  else if (path === 'package.json') JSON.parse(content);
}

function checkTypeScript(path: string, text: string): void {
  const file = ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  // The compiler keeps these on the node without declaring them.
  const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly ts.Diagnostic[] };
  const [first] = parseDiagnostics;
  if (first === undefined) return;
  const { line, character } = file.getLineAndCharacterOfPosition(first.start ?? 0);
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  throw new InternalError(`${path}:${line + 1}:${character + 1} does not parse: ${message}`);
}
