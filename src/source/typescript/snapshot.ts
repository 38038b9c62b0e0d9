import ts from '#typescript';
import type { SnapshotDeclaration } from '../../ir/types.ts';
import { endWithSpace, interfaceEdits } from './classes.ts';
import type { Edit, Entity, Part } from './reach.ts';

/**
 * The author's own text of some declarations, ready to stand in one file: exported, with the comments right
 * before them, under names that are unique, without context parameters.
 */
export function takeSnapshot(entities: ReadonlyMap<ts.Symbol, Entity>): SnapshotDeclaration[] {
  const statements = new Set<ts.Node>();
  return [...entities.values()].flatMap((entity) => {
    const parts = entity.parts.filter((part) => {
      const statement = statementOf(part.node);
      return !statements.has(statement) && statements.add(statement);
    });
    if (parts.length === 0) return [];
    const text = parts.map((part) => partText(part, entities)).join('\n\n');
    return [{ name: entity.name, text, references: referencesOf(entity, entities) }];
  });
}

function referencesOf(entity: Entity, entities: ReadonlyMap<ts.Symbol, Entity>): readonly string[] {
  const names = entity.parts
    .flatMap((part) => part.references)
    .map((reference) => entities.get(reference.to))
    .filter((target) => target !== undefined && target !== entity)
    .map((target) => target?.name ?? '');
  return [...new Set(names)];
}

/** What is exported: of a variable, the whole statement. */
function statementOf(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) ? node.parent.parent : node;
}

function partText(part: Part, entities: ReadonlyMap<ts.Symbol, Entity>): string {
  const statement = statementOf(part.node);
  const source = statement.getSourceFile().text;
  const start = commentStart(statement);
  const end = commentEnd(statement);
  const edits = [
    ...modifierEdits(statement),
    ...part.cuts,
    ...part.references.flatMap(({ start: from, end: to, to: symbol }) => {
      const name = entities.get(symbol)?.name;
      return name === undefined || source.slice(from, to) === name
        ? []
        : [{ start: from, end: to, text: name }];
    }),
  ];
  const text = applyEdits(source, edits, { start, end }).replace(/\r\n?/g, '\n');
  return dedent(text, indentBefore(source, start)).trimEnd();
}

/** The first of the comments that stand before a declaration without a blank line between. */
function commentStart(node: ts.Node): number {
  const { text } = node.getSourceFile();
  let start = node.getStart();
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  for (const comment of comments.toReversed()) {
    const gap = text.slice(comment.end, start);
    if ((gap.match(/\r\n|\r|\n/g) ?? []).length > 1) break;
    start = comment.pos;
  }
  return start;
}

/** Behind the comment that follows a declaration on its last line. */
function commentEnd(node: ts.Node): number {
  const { text } = node.getSourceFile();
  return ts.getTrailingCommentRanges(text, node.end)?.at(-1)?.end ?? node.end;
}

/**
 * Makes a declaration an exported one of its own: `default` and `declare` go, `export` comes, and a class
 * becomes the interface that it is on a wire. A constant without a value keeps its `declare`.
 */
function modifierEdits(node: ts.Node): readonly Edit[] {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const { text } = node.getSourceFile();
  const { DefaultKeyword, DeclareKeyword, ExportKeyword } = ts.SyntaxKind;
  const unwanted = new Set([
    DefaultKeyword,
    ...(ts.isVariableStatement(node) ? [] : [DeclareKeyword]),
  ]);
  const removed = modifiers
    .filter(({ kind }) => unwanted.has(kind))
    .map((modifier) => ({
      start: modifier.getStart(),
      end: endWithSpace(modifier, text),
      text: '',
    }))
    .concat(ts.isClassDeclaration(node) ? interfaceEdits(node) : []);
  if (modifiers.some(({ kind }) => kind === ExportKeyword)) return removed;
  const start = modifiers[0]?.getStart() ?? node.getStart();
  return [{ start, end: start, text: 'export ' }, ...removed];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The text of a range with some changes made; where changes overlap, what any of them takes is gone. */
function applyEdits(source: string, edits: readonly Edit[], range: Range): string {
  let text = '';
  let at = range.start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += source.slice(at, Math.max(at, edit.start)) + edit.text;
    at = Math.max(at, edit.end);
  }
  return text + source.slice(at, range.end);
}

/** How far a declaration is indented, as in a namespace. */
function indentBefore(source: string, start: number): string {
  let from = start;
  while (source[from - 1] === ' ' || source[from - 1] === '\t') from--;
  return source.slice(from, start);
}

function dedent(text: string, indent: string): string {
  return indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}
