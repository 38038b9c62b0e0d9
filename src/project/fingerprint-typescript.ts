import ts from '#typescript';

/** Nodes that stand for nothing but the value within. */
const TRANSPARENT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.ParenthesizedType,
]);

/** Nodes whose parentheses may come and go: `x => x` is `(x) => x`. */
const LOOSE: ReadonlySet<ts.SyntaxKind> = new Set([...TRANSPARENT, ts.SyntaxKind.ArrowFunction]);

/** Nodes that own statements or members, where a lone semicolon says nothing. */
const LISTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
]);

/** Comments are read from the text: the parser need not look into them. */
const PARSING: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

interface Walk {
  readonly file: ts.SourceFile;
  readonly text: string;
  /** Where the walk has come to in the text. */
  at: number;
  /** How many tokens of weight came before: a comment belongs between two of them. */
  leaves: number;
  readonly out: string[];
  readonly comments: string[];
}

/**
 * A program without its layout: the syntax tree in brackets, every token that the tree does not imply,
 * and every comment with its place. Quotes, semicolons, trailing commas, redundant parentheses, leading
 * `|`, line breaks and indentation make no difference; all else does. `undefined` for what does not parse.
 */
export function programOf(path: string, text: string): string | undefined {
  const file = ts.createSourceFile(path, text, PARSING);
  const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly unknown[] };
  if (parseDiagnostics.length > 0) return undefined;
  const walk: Walk = { file, text, at: 0, leaves: 0, out: [], comments: [] };
  visit(walk, file, undefined);
  return [...walk.out, ...walk.comments].join('\n');
}

function visit(walk: Walk, node: ts.Node, parent: ts.Node | undefined): void {
  if (ts.isToken(node)) return leaf(walk, node, parent);
  if (isLoneSemicolon(node, parent)) return gap(walk, node.end, /[\s;]/g);
  const children = childrenOf(node);
  const drop = droppedIn(node);
  const hidden = isTransparent(node, children);
  if (!hidden) walk.out.push(opening(node));
  for (const child of children) {
    gap(walk, child.pos, drop);
    visit(walk, child, node);
  }
  gap(walk, node.end, drop);
  if (!hidden) walk.out.push(')');
}

/** In the order of the text. JSDoc is no child: it is a comment like the others. */
function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  const isSorted = children.every((child, index) => (children[index - 1]?.pos ?? 0) <= child.pos);
  return isSorted ? children : children.toSorted((a, b) => a.pos - b.pos);
}

/** `| 'a'` alone is a union of one. */
function isTransparent(node: ts.Node, children: readonly ts.Node[]): boolean {
  if (TRANSPARENT.has(node.kind)) return true;
  return (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) && children.length === 1;
}

/** Kinds by name: their numbers are others in every version of the compiler. `(a?.b).c` and `a?.b.c` differ in nothing but this flag. */
function opening(node: ts.Node): string {
  return `(${ts.SyntaxKind[node.kind]}${(node.flags & ts.NodeFlags.OptionalChain) === 0 ? '' : '?'}`;
}

/** Punctuation that the tree implies. */
function droppedIn(node: ts.Node): RegExp {
  if (ts.isForStatement(node)) return /[\s,]/g;
  if (ts.isUnionTypeNode(node)) return /[\s|]/g;
  if (ts.isIntersectionTypeNode(node)) return /[\s&]/g;
  return LOOSE.has(node.kind) ? /[\s,;()]/g : /[\s,;]/g;
}

/** The text between children: punctuation and keywords, with comments among them. */
function gap(walk: Walk, end: number, drop: RegExp): void {
  let token = '';
  while (walk.at < end) {
    const comment = commentEnd(walk.text, walk.at);
    if (comment === undefined) {
      const next = nextComment(walk.text, walk.at + 1, end);
      token += walk.text.slice(walk.at, next).replace(drop, '');
      walk.at = next;
    } else {
      walk.comments.push(`#${walk.leaves} ${commentText(walk.text.slice(walk.at, comment))}`);
      walk.at = comment;
    }
  }
  if (token !== '') walk.out.push(token);
}

/** Where the next comment may start: no gap holds a slash of another kind. */
function nextComment(text: string, from: number, end: number): number {
  const slash = text.slice(from, end).indexOf('/');
  return slash === -1 ? end : from + slash;
}

/** Where a comment that starts here ends. */
function commentEnd(text: string, at: number): number | undefined {
  const isLine = text.startsWith('//', at) || (at === 0 && text.startsWith('#!'));
  if (!isLine && !text.startsWith('/*', at)) return undefined;
  const end = isLine ? text.indexOf('\n', at) : text.indexOf('*/', at) + 2;
  return end < 0 ? text.length : end;
}

/** Formatters move a comment's lines sideways and do nothing else to them. */
function commentText(comment: string): string {
  return comment.replace(/[ \t]+$/gm, '').replace(/\n[ \t]+/g, '\n');
}

function leaf(walk: Walk, node: ts.Node, parent: ts.Node | undefined): void {
  gap(walk, node.getStart(walk.file), /\s/g);
  if (node.kind === ts.SyntaxKind.EndOfFileToken) return;
  walk.out.push(leafText(walk, node, parent));
  walk.at = node.end;
  walk.leaves += 1;
}

function isLoneSemicolon(node: ts.Node, parent: ts.Node | undefined): boolean {
  const isSemicolon = ts.isEmptyStatement(node) || ts.isSemicolonClassElement(node);
  return isSemicolon && parent !== undefined && LISTS.has(parent.kind);
}

function leafText(walk: Walk, node: ts.Node, parent: ts.Node | undefined): string {
  if (ts.isStringLiteral(node)) {
    return isPlainKey(node, parent) ? node.text : `string ${JSON.stringify(node.text)}`;
  }
  return ts.isNumericLiteral(node) ? `number ${node.text}` : walk.text.slice(walk.at, node.end);
}

/** A quoted key that needs no quotes is the key without them. */
function isPlainKey(node: ts.StringLiteral, parent: ts.Node | undefined): boolean {
  if (parent === undefined || ts.isModuleDeclaration(parent)) return false;
  return 'name' in parent && parent.name === node && /^[A-Za-z_$][\w$]*$/.test(node.text);
}
