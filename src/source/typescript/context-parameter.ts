import ts from '#typescript';
import type { Program } from './program.ts';
import { resolvedSymbol } from './symbols.ts';

const CONTEXTS: ReadonlySet<string> = new Set(['Context', 'AbortSignal', 'CancellationToken']);

/**
 * The parameters of a method that are its context: a `Context`, an `AbortSignal` or
 * what editors call a `CancellationToken`, first or last. They are
 * no part of the request, wherever the type comes from: a client must never be able to send one.
 */
export function contextParameters(
  program: Program,
  parameters: readonly ts.ParameterDeclaration[],
): readonly ts.ParameterDeclaration[] {
  const ends = new Set([parameters[0], parameters.at(-1)]);
  return [...ends].filter(
    (parameter): parameter is ts.ParameterDeclaration =>
      parameter !== undefined && isContext(program, parameter),
  );
}

function isContext({ checker }: Program, { type }: ts.ParameterDeclaration): boolean {
  if (type === undefined) return false;
  return unionParts(type).some((part) => ts.isTypeReferenceNode(part) && names(checker, part));
}

/** `ctx: Context | undefined` is a context too. */
function unionParts(node: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isUnionTypeNode(node) ? node.types : [node];
}

function names(checker: ts.TypeChecker, { typeName }: ts.TypeReferenceNode): boolean {
  const symbol = checker.getSymbolAtLocation(typeName);
  const specifier = symbol?.declarations?.find(ts.isImportSpecifier);
  const written = specifier === undefined ? typeName.getText() : importedName(specifier);
  if (CONTEXTS.has(written)) return true;
  return CONTEXTS.has(resolvedSymbol(checker, typeName)?.name ?? '');
}

function importedName(specifier: ts.ImportSpecifier): string {
  return (specifier.propertyName ?? specifier.name).text;
}
