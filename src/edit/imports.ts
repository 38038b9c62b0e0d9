import ts from '#typescript';
import type { ImportedName } from './bindings.ts';
import { lineEndOf } from './line-ends.ts';
import { moduleStyleOf } from './module-style.ts';
import { type ModuleTop, topOf } from './module-top.ts';
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
    ...[...joined].flatMap(([host, entries]) => joining(text, host, entries)),
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

/** Adds names behind the last of an import; a comment behind that stays with it. */
function joining(
  text: string,
  host: ts.NamedImports,
  entries: readonly ImportedName[],
): readonly Insertion[] {
  const { elements, parent } = host;
  const isOfTypes = parent.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const specifiers = entries.map((entry) => specifier(entry, !isOfTypes));
  const last = elements.at(-1);
  if (last === undefined) return [{ at: host.getStart() + 1, text: ` ${specifiers.join(', ')} ` }];
  const { hasTrailingComma } = elements;
  const behind = hasTrailingComma ? elements.end : last.end;
  const comment = ts.getTrailingCommentRanges(text, behind)?.at(-1);
  const gap = gapBefore(text, last, comment);
  const names = specifiers.map((one) => gap + one).join(',') + (hasTrailingComma ? ',' : '');
  if (hasTrailingComma) return [{ at: comment?.end ?? behind, text: names }];
  if (comment === undefined) return [{ at: behind, text: `,${names}` }];
  return [
    { at: behind, text: ',' },
    { at: comment.end, text: names },
  ];
}

/** What stands before a name: a line end and its indentation where each has a line of its own. */
function gapBefore(
  text: string,
  last: ts.ImportSpecifier,
  comment: ts.CommentRange | undefined,
): string {
  const before = text.slice(last.parent.getStart(), last.getStart());
  const indent = /\r?\n[ \t]*$/.exec(before)?.[0];
  if (indent !== undefined) return indent;
  const isLine = comment?.kind === ts.SyntaxKind.SingleLineCommentTrivia;
  return isLine ? `${lineEndOf(text)}  ` : ' ';
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
  const { quote, semicolon } = moduleStyleOf(module);
  const written = lines.map((entries) => {
    const isOfTypes = entries.every(({ type }) => type);
    const names = entries.map((entry) => specifier(entry, !isOfTypes)).join(', ');
    const from = entries[0]?.from ?? '';
    return `import ${isOfTypes ? 'type ' : ''}{ ${names} } from ${quote}${from}${quote}${semicolon}`;
  });
  const last = module.statements.findLast(ts.isImportDeclaration);
  if (last === undefined) return [atTop(text, topOf(text, module), written.join(end))];
  const at = ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
  return [{ at, text: written.map((line) => end + line).join('') }];
}

/** Lines with a blank one on either side, where the file does not have it. */
function atTop(text: string, { at, isBehind }: ModuleTop, lines: string): Insertion {
  const end = lineEndOf(text);
  const rest = /^[ \t]*((?:\r?\n[ \t]*)*)/.exec(text.slice(at));
  const isLast = rest?.[0].length === text.length - at;
  const blanks = rest?.[1]?.match(/\n/g)?.length ?? 0;
  const after = end.repeat(Math.max(0, (isLast ? 1 : 2) - blanks));
  return { at, text: (isBehind ? end + end : '') + lines + after };
}
