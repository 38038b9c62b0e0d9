import ts from '#typescript';
import { nameNode } from './symbols.ts';

/** What makes a class more than data, and what to do about it. */
export interface ClassObstacle {
  readonly at: ts.Node;
  readonly what: string;
  readonly instead: string;
}

/** The first thing about a class that is more than a public field. */
export function classObstacle(type: ts.Type): ClassObstacle | undefined {
  const declaration = type.symbol?.declarations?.find(ts.isClassDeclaration);
  if (declaration === undefined) return undefined;
  const name = declaration.name?.text;
  const instead = `Declare \`interface ${name ?? 'Data'}\` with the fields that are to travel.`;
  if (name === undefined) return { at: declaration, what: 'a class without a name', instead };
  for (const member of declaration.members) {
    const reason = memberReason(member);
    const what = `the class \`${name}\`, which ${reason},`;
    if (reason !== undefined) return { at: nameNode(member), what, instead };
  }
  return undefined;
}

/** Why a member is more than a public field, behind "the class, which". */
function memberReason(member: ts.ClassElement): string | undefined {
  if (ts.isConstructorDeclaration(member)) return 'has a constructor';
  if (ts.isSemicolonClassElement(member)) return undefined;
  if (ts.isMethodDeclaration(member)) return 'has a method';
  if (ts.isAccessor(member)) return 'has an accessor';
  if (!ts.isPropertyDeclaration(member)) return 'is more than public fields';
  if (ts.isPrivateIdentifier(member.name)) return 'has a private field';
  const { PrivateKeyword, ProtectedKeyword, StaticKeyword } = ts.SyntaxKind;
  const kinds = new Set((member.modifiers ?? []).map(({ kind }) => kind));
  if (kinds.has(StaticKeyword)) return 'has a static field';
  if (kinds.has(PrivateKeyword) || kinds.has(ProtectedKeyword)) return 'has a private field';
  if (member.initializer !== undefined) return 'gives a field a value';
  return member.type === undefined ? 'has a field without a type' : undefined;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes a class of data an interface of the same name: where it stands in one file with others, strict
 * compilers ask for values of its fields, and decorators for their packages.
 */
export function interfaceEdits(node: ts.ClassDeclaration): readonly Edit[] {
  const { text } = node.getSourceFile();
  const keyword = text.indexOf('class', node.modifiers?.end ?? node.getStart());
  return [
    { start: keyword, end: keyword + 'class'.length, text: 'interface' },
    ...dropped(node.modifiers, [ts.SyntaxKind.AbstractKeyword], text),
    ...(node.heritageClauses ?? [])
      .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
      .map(({ pos, end }) => ({ start: pos, end, text: '' })),
    ...node.members.flatMap((member) => memberEdits(member, text)),
  ];
}

/** What a property of a class may carry that one of an interface cannot. */
const CLASS_ONLY: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.AccessorKeyword,
];

function memberEdits(member: ts.ClassElement, text: string): readonly Edit[] {
  if (!ts.isPropertyDeclaration(member)) return [];
  const { exclamationToken: mark } = member;
  return [
    ...dropped(member.modifiers, CLASS_ONLY, text),
    ...(mark === undefined ? [] : [{ start: mark.getStart(), end: mark.end, text: '' }]),
  ];
}

/** Takes modifiers out, with the space behind them. */
function dropped(
  modifiers: readonly ts.ModifierLike[] | undefined,
  kinds: readonly ts.SyntaxKind[],
  text: string,
): readonly Edit[] {
  return (modifiers ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map((modifier) => ({
      start: modifier.getStart(),
      end: endWithSpace(modifier, text),
      text: '',
    }));
}

/** Behind a node and the space that follows it. */
export function endWithSpace({ end }: ts.Node, text: string): number {
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}
