import ts from '#typescript';
import { namesOf } from './declarations.ts';
import { parseModule } from './parse-module.ts';

/** A name that a module imports. */
export interface ImportedName {
  /** As it is written: `../../idl.ts`. */
  readonly from: string;
  readonly name: string;
  /** What the module calls it. */
  readonly local: string;
  /** Whether it can only stand for a type. */
  readonly type: boolean;
}

/** What a module's names stand for. */
export interface Bindings {
  readonly imported: readonly ImportedName[];
  /** Every name that something new must not take: those of the top level, and type parameters of classes. */
  readonly taken: readonly string[];
}

/** Reads the names of a module. */
export function readBindings(text: string): Bindings {
  const module = parseModule(text);
  const taken = new Set(module.statements.flatMap(namesOf));
  for (const name of typeParametersIn(module)) taken.add(name);
  return { imported: module.statements.flatMap(importedBy), taken: [...taken] };
}

function importedBy(statement: ts.Statement): readonly ImportedName[] {
  if (!ts.isImportDeclaration(statement)) return [];
  const { importClause: clause, moduleSpecifier } = statement;
  const bindings = clause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  if (!ts.isStringLiteral(moduleSpecifier)) return [];
  const from = moduleSpecifier.text;
  const isTypes = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return bindings.elements.map(({ name, propertyName, isTypeOnly }) => ({
    from,
    name: (propertyName ?? name).text,
    local: name.text,
    type: isTypes || isTypeOnly,
  }));
}

function typeParametersIn(module: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node))
      names.push(...(node.typeParameters ?? []).map(({ name }) => name.text));
    ts.forEachChild(node, visit);
  };
  visit(module);
  return names;
}
