import ts from '#typescript';

/** Where the first import of a module goes. */
export interface ModuleTop {
  readonly at: number;
  /** Whether something of the file stands before it: a shebang, its license, directives. */
  readonly isBehind: boolean;
}

/** Finds the place behind the shebang, the comments that are about the file, and the directives. */
export function topOf(text: string, module: ts.SourceFile): ModuleTop {
  const at = Math.max(
    ts.getShebang(text)?.length ?? 0,
    endOfFileComments(text, module),
    endOfDirectives(text, module),
  );
  if (at > 0) return { at, isBehind: true };
  return { at: text.startsWith('\uFEFF') ? 1 : 0, isBehind: false };
}

/** Comments that tools or readers take as the file's, whatever stands behind them. */
const ABOUT_FILE =
  /^\/\/\/|^\/\*!|@ts-(?:no)?check\b|@(?:file|fileoverview|license|preserve|packageDocumentation)\b|eslint-disable(?!-)|\bcopyright\b/i;

function endOfFileComments(text: string, module: ts.SourceFile): number {
  const first = module.statements.at(0)?.getStart() ?? text.length;
  const comments = ts.getLeadingCommentRanges(text, 0) ?? [];
  const last = comments.findLast(({ pos, end }, index) => {
    const next = comments[index + 1]?.pos ?? first;
    const isApart = /\n[ \t]*\r?\n/.test(text.slice(end, next));
    return isApart || ABOUT_FILE.test(text.slice(pos, end));
  });
  return last?.end ?? 0;
}

function endOfDirectives(text: string, { statements }: ts.SourceFile): number {
  const firstOther = statements.findIndex((statement) => !isDirective(statement));
  const last = statements[(firstOther === -1 ? statements.length : firstOther) - 1];
  if (last === undefined) return 0;
  return ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}
