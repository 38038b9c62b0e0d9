import ts from '#typescript';
import { type NewMember, insertMember } from './members.ts';
import { parseModule } from './parse-module.ts';

/** The declarations of an interface in a module, namespaces aside. */
function declarationsOf(text: string, name: string): readonly ts.InterfaceDeclaration[] {
  return parseModule(text)
    .statements.filter(ts.isInterfaceDeclaration)
    .filter((node) => node.name.text === name);
}

/** The author's text of a member with the comments right before it, its first line without indentation. */
export function interfaceMember(text: string, name: string, member: string): string | undefined {
  for (const node of declarationsOf(text, name)) {
    const found = node.members.find((one) => one.name !== undefined && nameOf(one.name) === member);
    if (found === undefined) continue;
    const comments = ts.getLeadingCommentRanges(text, found.pos) ?? [];
    const start = comments.find(({ pos }) => startsLine(text, pos))?.pos ?? found.getStart();
    const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
    const lines = text.slice(start, found.end).replaceAll('\r\n', '\n');
    return indent === '' ? lines : lines.replaceAll(`\n${indent}`, '\n');
  }
  return undefined;
}

/** A text whose interface has one more member; `undefined` where it declares no such interface. */
export function insertInterfaceMember(
  text: string,
  name: string,
  member: NewMember,
): string | undefined {
  const host = declarationsOf(text, name).at(-1);
  return host === undefined ? undefined : insertMember(text, host, member);
}

/** The names in the text of a member, comments aside. */
export function identifiersIn(member: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parseModule(`interface Member { ${member}\n }`));
  return names;
}

/** A comment at the end of another member's line is that member's. */
function startsLine(text: string, at: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(0, at));
}

function nameOf(name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text;
  return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}
