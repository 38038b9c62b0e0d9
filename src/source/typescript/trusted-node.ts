import ts from '#typescript';
import type { Lowering, Subject } from './lowering.ts';
import { resolvedSymbol, withoutParentheses } from './symbols.ts';

/** What a value may be that is absent on a wire. */
export const ABSENT: ts.TypeFlags = ts.TypeFlags.Undefined | ts.TypeFlags.Void;

/** Whether a type is a parameter of a generic declaration that is being applied. */
export function isBound({ bindings }: Lowering, type: ts.Type): boolean {
  return bindings.has(type);
}

/**
 * Keeps what the author wrote only where it means this very type: within a generic declaration the node
 * says `T` and the type says what that is. An optional field adds `undefined` to what is written.
 */
export function withTrustedNode(lowering: Lowering, subject: Subject): Subject {
  if (subject.node === undefined) return subject;
  const { type } = subject;
  const node = withoutParentheses(subject.node);
  const written = lowering.checker.getTypeFromTypeNode(node);
  const argument = lowering.bindings.get(written);
  if (argument !== undefined && (written === type || sameType(argument.type, type))) {
    return { ...subject, type: argument.type, node: argument.node };
  }
  if (sameType(written, type)) return { ...subject, type: written, node };
  const named = namedPart(lowering, node, type);
  if (named !== undefined) return { ...subject, type: named, node };
  return { ...subject, node: isAlike(lowering, node, type) ? node : undefined };
}

/** What an optional field of `Filter<T>` is without the `undefined` that the checker adds. */
function namedPart({ checker }: Lowering, node: ts.TypeNode, type: ts.Type): ts.Type | undefined {
  const { origin } = type as { readonly origin?: ts.Type };
  if (!ts.isTypeReferenceNode(node) || origin === undefined || !origin.isUnion()) return undefined;
  const symbol = resolvedSymbol(checker, node.typeName);
  const named = origin.types.find((part) => symbol !== undefined && part.aliasSymbol === symbol);
  return named !== undefined && sameType(named, type) ? named : undefined;
}

function sameType(a: ts.Type, b: ts.Type): boolean {
  return a === b || sameParts(presentParts(a), presentParts(b));
}

function sameParts(ours: readonly ts.Type[], theirs: readonly ts.Type[]): boolean {
  const wanted = new Set(theirs);
  const found = new Set(ours);
  return found.size === wanted.size && [...found].every((part) => wanted.has(part));
}

function presentParts(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types.filter((part) => (part.flags & ABSENT) === 0) : [type];
}

/** Whether a node that speaks of type parameters has the form of a type, so that its parts can be trusted. */
function isAlike(lowering: Lowering, node: ts.TypeNode, type: ts.Type): boolean {
  const { checker } = lowering;
  if (lowering.bindings.size === 0) return false;
  if (ts.isArrayTypeNode(node)) return checker.isArrayType(type);
  if (ts.isTypeOperatorNode(node)) {
    const isReadonly = node.operator === ts.SyntaxKind.ReadonlyKeyword;
    return isReadonly && isAlike(lowering, withoutParentheses(node.type), type);
  }
  if (ts.isTypeReferenceNode(node)) {
    const symbol = resolvedSymbol(checker, node.typeName);
    return symbol !== undefined && (type.aliasSymbol ?? type.symbol) === symbol;
  }
  return ts.isUnionTypeNode(node) && sameParts(writtenParts(lowering, node), presentParts(type));
}

/** The alternatives that a union is written with, type parameters replaced by what they are. */
function writtenParts(
  { checker, bindings }: Lowering,
  { types }: ts.UnionTypeNode,
): readonly ts.Type[] {
  return types.flatMap((node) => {
    const written = checker.getTypeFromTypeNode(node);
    return presentParts(bindings.get(written)?.type ?? written);
  });
}
