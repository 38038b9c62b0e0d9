import ts from '#typescript';
import type { ImportedName } from './bindings.ts';
import { lineEndOf } from './line-ends.ts';
import { parseModule } from './parse-module.ts';

/** A piece of text and where it goes. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * A module that imports some more: a name joins an import of the same file where there is one that can take
 * it, else it gets a line behind the last import. Every byte that the module had stays.
 */
export function insertImports(text: string, wanted: readonly ImportedName[]): string {
  const module = parseModule(text);
  const lines: ImportedName[][] = [];
  const joined = new Map<ts.NamedImports, ImportedName[]>();
  for (const entry of wanted) {
    const target = hostOf(module, entry);
    if (target !== undefined) joined.set(target, [...(joined.get(target) ?? []), entry]);
    else lineOf(lines, entry).push(entry);
  }
  const insertions = [
    ...[...joined].map(([host, entries]) => joining(text, host, entries)),
    ...newLines(text, module, lines),
  ];
  return insertions
    .toSorted((a, b) => b.at - a.at)
    .reduce((all, { at, text: added }) => all.slice(0, at) + added + all.slice(at), text);
}

/** One line a file, of types alone or of values. */
function lineOf(lines: ImportedName[][], { from, type }: ImportedName): ImportedName[] {
  const found = lines.find(([first]) => first?.from === from && first.type === type);
  if (found !== undefined) return found;
  const line: ImportedName[] = [];
  lines.push(line);
  return line;
}

/** The named import that can take a name: one of types takes no value. */
function hostOf(module: ts.SourceFile, { from, type }: ImportedName): ts.NamedImports | undefined {
  for (const statement of module.statements) {
    if (!ts.isImportDeclaration(statement) || statement.attributes !== undefined) continue;
    const { importClause: clause, moduleSpecifier } = statement;
    const bindings = clause?.namedBindings;
    if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== from) continue;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    if (type || clause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) return bindings;
  }
  return undefined;
}

function joining(text: string, host: ts.NamedImports, entries: readonly ImportedName[]): Insertion {
  const isOfTypes = host.parent.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const specifiers = entries.map((entry) => specifier(entry, !isOfTypes));
  const last = host.elements.at(-1);
  if (last === undefined) return { at: host.getStart() + 1, text: ` ${specifiers.join(', ')} ` };
  const before = text.slice(host.getStart(), last.getStart());
  const indent = /\r?\n[ \t]*$/.exec(before)?.[0];
  const gap = indent === undefined ? ', ' : `,${indent}`;
  return { at: last.end, text: specifiers.map((one) => gap + one).join('') };
}

/** `Context`, `type Context`, `Context as Context$` */
function specifier({ name, local, type }: ImportedName, marksTypes: boolean): string {
  const prefix = type && marksTypes ? 'type ' : '';
  return prefix + (local === name ? name : `${name} as ${local}`);
}

function newLines(
  text: string,
  module: ts.SourceFile,
  lines: readonly (readonly ImportedName[])[],
): readonly Insertion[] {
  if (lines.length === 0) return [];
  const end = lineEndOf(text);
  const last = module.statements.findLast(ts.isImportDeclaration);
  const quote = last === undefined ? "'" : (last.moduleSpecifier.getText()[0] ?? "'");
  const semicolon = last === undefined || last.getText().endsWith(';') ? ';' : '';
  const written = lines.map((entries) => {
    const isOfTypes = entries.every(({ type }) => type);
    const names = entries.map((entry) => specifier(entry, !isOfTypes)).join(', ');
    const from = entries[0]?.from ?? '';
    return `import ${isOfTypes ? 'type ' : ''}{ ${names} } from ${quote}${from}${quote}${semicolon}`;
  });
  if (last === undefined) {
    return [{ at: topOf(text, module), text: written.map((line) => line + end).join('') + end }];
  }
  const at = ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
  return [{ at, text: written.map((line) => end + line).join('') }];
}

/** Where the first import goes: behind directives, else behind what a file begins with. */
function topOf(text: string, module: ts.SourceFile): number {
  const afterDirectives = module.statements.findIndex((statement) => !isDirective(statement));
  const directive = module.statements.slice(0, Math.max(afterDirectives, 0)).at(-1);
  if (directive !== undefined) return nextLine(text, directive.end);
  const shebang = ts.getShebang(text);
  const start = shebang === undefined ? bomLength(text) : nextLine(text, shebang.length);
  const comment = ts.getLeadingCommentRanges(text, start)?.[0];
  if (comment === undefined) return start;
  const after = nextLine(text, comment.end);
  return /^\r?\n/.test(text.slice(after)) ? nextLine(text, after) : start;
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function bomLength(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}
