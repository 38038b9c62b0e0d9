import ts from '#typescript';
import type { Span } from '../../diagnostics/span.ts';
import type { Docs } from '../../ir/types.ts';
import { nearest } from '../../text/nearest.ts';
import { type DocComment, type DocTag, NO_COMMENT, parseDocComment } from './doc-comment.ts';
import {
  FOREIGN_TAGS,
  SYNONYMS,
  TAG_NAMES,
  type TagName,
  type TagPlace,
  isTagName,
  placesOf,
} from './doc-tags.ts';
import type { Program } from './program.ts';
import type { Report } from './report.ts';

/** What a doc comment tells of a declaration. */
export interface Documented {
  /** Without examples, which need the type to be read. */
  readonly docs: Docs;
  /** The last tag of a name. */
  tag(name: TagName): DocTag | undefined;
  /** All tags of a name, in order. */
  tags(name: TagName): readonly DocTag[];
  /** What `@param` says of a parameter. */
  parameter(name: string): string;
  nameSpan(tag: DocTag): Span;
  valueSpan(tag: DocTag): Span;
}

interface Reader {
  readonly program: Program;
  readonly report: Report;
}

/**
 * Reads the comment of the first of some nodes that has one, and says which of its tags mean nothing there.
 * The nodes are one declaration: an interface may be written in several parts.
 */
export function readDocs(
  { program, report }: Reader,
  nodes: readonly ts.Node[],
  place: TagPlace,
): Documented {
  const node = nodes.find((one) => commentRange(one) !== undefined) ?? nodes[0];
  const file = node?.getSourceFile() ?? program.entry;
  const comment = node === undefined ? NO_COMMENT : commentOf(node);
  const span = (start: number, end: number): Span => program.spanBetween(file, start, end);
  const documented: Documented = {
    docs: docsOf(comment),
    tag: (name) => comment.tags.findLast((tag) => tag.name === name),
    tags: (name) => comment.tags.filter((tag) => tag.name === name),
    parameter: (name) => parameterText(comment, name),
    nameSpan: (tag) => span(tag.start, tag.end),
    valueSpan: (tag) =>
      tag.valueEnd > tag.valueStart ? span(tag.valueStart, tag.valueEnd) : span(tag.start, tag.end),
  };
  for (const tag of comment.tags) checkTag(tag, place, { report, span: documented.nameSpan(tag) });
  return documented;
}

function commentOf(node: ts.Node): DocComment {
  const range = commentRange(node);
  const { text } = node.getSourceFile();
  return range === undefined ? NO_COMMENT : parseDocComment(text, range.pos, range.end);
}

/**
 * The doc comment right before a node. TypeScript itself overlooks one that stands on the line of an opening
 * brace, as in `{ /** ... *\/ name: string }`, where constraints are often written.
 */
function commentRange(node: ts.Node): ts.CommentRange | undefined {
  const { text } = node.getSourceFile();
  const own = commentedNode(node);
  const isDoc = ({ pos, end }: ts.CommentRange): boolean =>
    text.startsWith('/**', pos) && end - pos > 4;
  const leading = ts.getLeadingCommentRanges(text, own.pos)?.findLast(isDoc);
  if (leading !== undefined) return leading;
  const start = own.getStart();
  return ts
    .getTrailingCommentRanges(text, own.pos)
    ?.findLast((range) => isDoc(range) && !/[\r\n]/.test(text.slice(range.end, start)));
}

/** A variable's comment stands before its statement. */
function commentedNode(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) ? node.parent.parent : node;
}

function docsOf(comment: DocComment): Docs {
  const value = (name: string): string | undefined =>
    comment.tags.find((tag) => tag.name === name)?.value;
  const summary = value('summary');
  const deprecated = value('deprecated');
  return {
    text: comment.text === '' ? (value('description') ?? '') : comment.text,
    ...(summary === undefined ? {} : { summary }),
    ...(deprecated === undefined ? {} : { deprecated }),
    examples: [],
  };
}

/** `@param name what it is`, also with a type in braces or a dash. */
function parameterText(comment: DocComment, name: string): string {
  for (const tag of comment.tags) {
    const match = /^(?:\{[^}]*\}\s*)?\[?([\w$]+)\]?\s*(?:-\s*)?([\s\S]*)$/.exec(tag.value);
    if (tag.name === 'param' && match?.[1] === name) return match[2] ?? '';
  }
  return '';
}

/** Tags whose names other tools use as well: elsewhere they mean what those say. */
const SHARED: ReadonlySet<TagName> = new Set<TagName>([
  'type',
  'example',
  'default',
  'readonly',
  'throws',
  'key',
  'index',
  'unique',
  'column',
  'tag',
]);

function checkTag(
  tag: DocTag,
  place: TagPlace,
  { report, span }: { readonly report: Report; readonly span: Span },
): void {
  if (isTagName(tag.name)) {
    const places: readonly TagPlace[] = placesOf(tag.name);
    if (places.includes(place) || SHARED.has(tag.name)) return;
    report.add('misplaced-tag', { tag: tag.name, place, places }, { span });
    return;
  }
  if (FOREIGN_TAGS.has(tag.name)) return;
  const meant = SYNONYMS.get(tag.name.toLowerCase()) ?? nearestTag(tag.name);
  if (meant !== undefined) report.add('unknown-tag', { tag: tag.name, nearest: meant }, { span });
}

/** Short names are near too many words to be guessed at. */
function nearestTag(name: string): string | undefined {
  const sameLetters = TAG_NAMES.find((tag) => tag.toLowerCase() === name.toLowerCase());
  return sameLetters ?? (name.length < 4 ? undefined : nearest(name, TAG_NAMES));
}
