import ts from '#typescript';
import type { Lowering, Subject } from './lowering.ts';
import { resolvedSymbol, withoutParentheses } from './symbols.ts';

/** What a value may be that is absent on a wire. */
export const ABSENT: ts.TypeFlags = ts.TypeFlags.Undefined | ts.TypeFlags.Void;

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
  const alike = wholes(type).find((whole) => isAlike(lowering, node, whole));
  return alike === undefined ? { ...subject, node: undefined } : { ...subject, type: alike, node };
}

/** A type, and what it is without the `undefined` of an optional field, where that has a name or is one type. */
function wholes(type: ts.Type): readonly ts.Type[] {
  const parts = presentParts(type);
  const named = namedUnions(type).filter((part) => sameType(part, type));
  return [...named, ...(parts.length === 1 ? parts : []), type];
}

/** The unions with a name within a union, which the checker keeps aside. */
function namedUnions(type: ts.Type): readonly ts.Type[] {
  const { origin } = type as { readonly origin?: ts.Type };
  return origin !== undefined && origin.isUnion()
    ? origin.types.filter((part) => part.isUnion() && part.aliasSymbol !== undefined)
    : [];
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
  return ts.isUnionTypeNode(node) && writtenParts(lowering, node, type) !== undefined;
}

/**
 * The alternatives of a type as they are written, type parameters replaced by what they are; `undefined` where
 * the one is not all of the other.
 */
export function writtenParts(
  lowering: Lowering,
  union: ts.UnionTypeNode,
  type: ts.Type,
): readonly Subject[] | undefined {
  const { checker } = lowering;
  if (sameType(checker.getTypeFromTypeNode(union), type)) {
    return union.types.map((node) => {
      return { type: checker.getTypeFromTypeNode(node), node: withoutParentheses(node), at: node };
    });
  }
  const parts = union.types.map((node) => writtenPart(lowering, withoutParentheses(node), type));
  const found = parts.filter((part) => part !== undefined);
  const isWhole = sameParts(
    found.flatMap((part) => presentParts(part.type)).filter(isPresent),
    presentParts(type),
  );
  return isWhole && found.length === parts.length ? found : undefined;
}

function writtenPart(lowering: Lowering, node: ts.TypeNode, union: ts.Type): Subject | undefined {
  const written = lowering.checker.getTypeFromTypeNode(node);
  const candidates = presentParts(union);
  const argument = lowering.bindings.get(written);
  if (argument !== undefined) return { ...argument, at: node };
  const isOwn = presentParts(written).every((part) => candidates.includes(part));
  if (isOwn || !isPresent(written)) return { type: written, node, at: node };
  const alike = [...namedUnions(union), ...candidates].find((one) => isAlike(lowering, node, one));
  return alike === undefined ? undefined : { type: alike, node, at: node };
}

function isPresent({ flags }: ts.Type): boolean {
  return (flags & ABSENT) === 0;
}
