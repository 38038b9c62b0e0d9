import ts from '#typescript';
import { lineEndOf } from './line-ends.ts';
import { type Host, type MemberStyle, indentOf, styleOf } from './member-style.ts';
import { faultsOf, parseModule } from './parse-module.ts';

/** A member to insert, its first line without indentation. */
export interface NewMember {
  /** Written with LF. */
  readonly text: string;
  /** What its inner lines are indented with a step; absent where they stay as they are. */
  readonly unit?: string;
}

/** A text with one more member behind the last of a class or an interface; every other byte stays. */
export function insertMember(text: string, host: Host, member: NewMember): string {
  const end = lineEndOf(text);
  const style = styleOf(text, host);
  const last = host.members.at(-1);
  const before = last?.end ?? openBrace(text, host) + 1;
  // A comment behind the last member, or behind the brace, on the same line is about that.
  const at = ts.getTrailingCommentRanges(text, before)?.at(-1)?.end ?? before;
  const gap = last !== undefined && style.isSpaced ? end + end : end;
  const isOneLine = !/[\r\n]/.test(text.slice(at, host.end));
  const close = isOneLine ? end + indentOf(text, host.getStart()) : '';
  const added = gap + linesOf(member, style).join(end) + close;
  const plain = text.slice(0, at) + added + text.slice(at);
  if (last === undefined || isApart(plain, host)) return plain;
  return `${text.slice(0, before)};${text.slice(before, at)}${added}${text.slice(at)}`;
}

/** Whether the new member is one of its own: `get` and `x = 1` without a semicolon can run into what follows. */
function isApart(text: string, host: Host): boolean {
  const last = host.members.at(-1);
  if (last === undefined || /[;,]$/.test(last.getText())) return true;
  if (ts.isClassLike(host) && !ts.isPropertyDeclaration(last)) return true;
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind === host.kind && node.getStart() === host.getStart()) {
      count = ts.isClassLike(node) || ts.isInterfaceDeclaration(node) ? node.members.length : 0;
    }
    ts.forEachChild(node, visit);
  };
  const module = parseModule(text);
  visit(module);
  return faultsOf(module).length === 0 && count === host.members.length + 1;
}

function linesOf({ text, unit }: NewMember, style: MemberStyle): readonly string[] {
  return text.split('\n').map((line) => {
    if (line === '') return '';
    if (unit === undefined || unit === style.unit) return style.indent + line;
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const steps = Math.floor(spaces / unit.length);
    return style.indent + style.unit.repeat(steps) + line.slice(steps * unit.length);
  });
}

function openBrace(text: string, host: Host): number {
  const tokens = host.getChildren().filter(({ kind }) => kind === ts.SyntaxKind.OpenBraceToken);
  return tokens.at(-1)?.getStart() ?? text.lastIndexOf('{', host.end);
}
