import ts from '#typescript';
import { lineEndOf } from './line-ends.ts';

/** Something with members in braces. */
export type Host = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

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
  const own = indentOf(text, host.getStart());
  const last = host.members.at(-1);
  const style = styleOf(text, host, own);
  const lines = linesOf(member, style).join(end);
  if (last === undefined) {
    const at = openBrace(text, host) + 1;
    const closes = /^[ \t]*\}/.test(text.slice(at));
    return spliced(text, at, end + lines + (closes ? end + own : ''));
  }
  const at = ts.getTrailingCommentRanges(text, last.end)?.at(-1)?.end ?? last.end;
  const isOneLine = !/[\r\n]/.test(text.slice(at, host.end));
  const gap = style.isSpaced ? end + end : end;
  return spliced(text, at, gap + lines + (isOneLine ? end + own : ''));
}

function spliced(text: string, at: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at);
}

interface Style {
  /** Before each line of a member. */
  readonly indent: string;
  /** A step inwards. */
  readonly unit: string;
  /** Whether a blank line stands between members. */
  readonly isSpaced: boolean;
}

function styleOf(text: string, host: Host, own: string): Style {
  const starts = host.members.filter((member) => startsLine(text, member.getStart()));
  const last = starts.at(-1);
  const inner = last === undefined ? undefined : indentOf(text, last.getStart());
  const unit =
    inner !== undefined && inner.startsWith(own) && inner.length > own.length
      ? inner.slice(own.length)
      : unitOf(text);
  return { indent: inner ?? own + unit, unit, isSpaced: isSpaced(text, host) };
}

/** A class whose members stand close keeps them so; an interface closes up unless its members are spaced. */
function isSpaced(text: string, host: Host): boolean {
  const members = [...host.members].filter((member) => !ts.isSemicolonClassElement(member));
  const gaps = members.slice(1).map((member, index) => {
    const before = members[index];
    return before !== undefined && /\n[ \t]*\r?\n/.test(text.slice(before.end, member.getStart()));
  });
  if (gaps.length === 0) return ts.isClassLike(host);
  return gaps.some(Boolean);
}

/** The first step of indentation in a file; two spaces where it has none. */
function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text.replace(/^[ \t]+\*.*$/gm, ''))?.[1] ?? '  ';
}

function linesOf({ text, unit }: NewMember, style: Style): readonly string[] {
  return text.split('\n').map((line) => {
    if (line === '') return '';
    if (unit === undefined || unit === style.unit) return style.indent + line;
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const steps = Math.floor(spaces / unit.length);
    return style.indent + style.unit.repeat(steps) + line.slice(steps * unit.length);
  });
}

/** The blanks before what stands at a place, where it is the first on its line; else those of its line. */
function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\uFEFF?([ \t]*)/.exec(text.slice(start, at))?.[1] ?? '';
}

function startsLine(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\uFEFF?[ \t]*$/.test(text.slice(start, at));
}

function openBrace(text: string, host: Host): number {
  const tokens = host.getChildren().filter(({ kind }) => kind === ts.SyntaxKind.OpenBraceToken);
  return tokens.at(-1)?.getStart() ?? text.lastIndexOf('{', host.end);
}
