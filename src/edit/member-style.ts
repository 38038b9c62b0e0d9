import ts from '#typescript';

/** Something with members in braces. */
export type Host = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

/** How the members of a host are laid out. */
export interface MemberStyle {
  /** Before each line of a member. */
  readonly indent: string;
  /** A step inwards. */
  readonly unit: string;
  /** Whether a blank line stands between members. */
  readonly isSpaced: boolean;
}

/** Reads the layout from the members that are there, else from the file. */
export function styleOf(text: string, host: Host): MemberStyle {
  const own = indentOf(text, host.getStart());
  const last = host.members.findLast((member) => startsLine(text, member.getStart()));
  const inner = last === undefined ? undefined : indentOf(text, last.getStart());
  const unit =
    inner !== undefined && inner.startsWith(own) && inner.length > own.length
      ? inner.slice(own.length)
      : unitOf(text);
  return { indent: inner ?? own + unit, unit, isSpaced: isSpaced(text, host) };
}

/** The blanks that the line of a place begins with, a BOM aside. */
export function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\uFEFF?([ \t]*)/.exec(text.slice(start, at))?.[1] ?? '';
}

interface Gap {
  readonly before: ts.Node;
  readonly after: ts.Node;
}

/**
 * The last gap beside a body tells for a class, one of blank lines where there is none: properties may stand close
 * where methods do not. An interface closes up unless its members are spaced.
 */
function isSpaced(text: string, host: Host): boolean {
  const members = host.members.filter((member) => !ts.isSemicolonClassElement(member));
  const gaps = members.slice(1).flatMap((after, index): readonly Gap[] => {
    const before = members[index];
    return before === undefined || isOverload(before) ? [] : [{ before, after }];
  });
  const hasBlank = ({ before, after }: Gap): boolean => {
    const blanks = text.slice(before.end, after.getStart()).replace(/\/\*[^]*?\*\//g, '*');
    return /\n[ \t]*\r?\n/.test(blanks);
  };
  if (!ts.isClassLike(host)) return gaps.some(hasBlank);
  const beside = gaps.findLast(({ before, after }) => hasBody(before) || hasBody(after));
  return beside === undefined || hasBlank(beside);
}

/** A signature without a body: what follows it may stand close because it belongs to it. */
function isOverload(member: ts.Node): boolean {
  const isMethod = ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member);
  return isMethod && member.body === undefined;
}

function hasBody(member: ts.Node): boolean {
  if (ts.isPropertyDeclaration(member)) {
    const { initializer } = member;
    return (
      initializer !== undefined &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    );
  }
  return (
    ts.isMethodDeclaration(member) ||
    ts.isConstructorDeclaration(member) ||
    ts.isAccessor(member) ||
    ts.isClassStaticBlockDeclaration(member)
  );
}

/** The first step of indentation in a file, inner lines of comments aside; two spaces where it has none. */
function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text.replace(/^[ \t]+\*.*$/gm, ''))?.[1] ?? '  ';
}

function startsLine(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\uFEFF?[ \t]*$/.test(text.slice(start, at));
}
