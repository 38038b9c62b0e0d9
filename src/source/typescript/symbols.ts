import ts from '#typescript';
import type { Program } from './program.ts';

/** A declaration of the author's that can stand in a contract. */
export type EntityNode =
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ClassDeclaration
  | ts.VariableDeclaration;

/** What a name stands for, imports and re-exports followed. */
export function resolvedSymbol(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : unaliased(checker, symbol);
}

/** The symbol behind an import or a re-export; itself where it is none. */
export function unaliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The declarations of a symbol that a contract can hold; none for parameters, functions and the like. */
export function entityNodes(program: Program, symbol: ts.Symbol): readonly EntityNode[] {
  if (program.isBuiltIn(symbol)) return [];
  return (symbol.declarations ?? []).filter(isEntityNode);
}

function isEntityNode(node: ts.Node): node is EntityNode {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    (ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent))
  );
}

/** Orders declarations as a reader meets them: by file, then by place. */
export function orderOf(program: Program, node: ts.Node): number {
  return program.files.indexOf(node.getSourceFile()) * FILE_SPAN + node.getStart();
}

/** More characters than a file has. */
const FILE_SPAN = 2 ** 32;

/** A node without the parentheses around it. */
export function withoutParentheses(node: ts.TypeNode): ts.TypeNode {
  let inner = node;
  while (ts.isParenthesizedTypeNode(inner)) inner = inner.type;
  return inner;
}

/** Whether no value is of a type. */
export function isNever(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Never) !== 0;
}

/** Where the name of a declaration is: a better place for a fault than all of it. */
export function nameNode(node: ts.Node): ts.Node {
  const { name } = node as { readonly name?: ts.Node };
  return name ?? node;
}

/** What a generic interface is applied to, without the `this` that the checker adds. */
export function typeArguments(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  if (!isReference(type)) return [];
  const wanted = type.target.typeParameters?.length ?? 0;
  return checker.getTypeArguments(type).slice(0, wanted);
}

function isReference(type: ts.Type): type is ts.TypeReference {
  const { target } = type as { readonly target?: ts.GenericType };
  return target !== undefined && (type.flags & ts.TypeFlags.Object) !== 0;
}
