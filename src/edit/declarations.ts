import ts from '#typescript';
import { lineEndOf, withLineEnd } from './line-ends.ts';
import { parseModule } from './parse-module.ts';

/** The names that a module declares or imports at its top level. */
export function topLevelNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of parseModule(text).statements) {
    for (const name of namesOf(statement)) names.add(name);
  }
  return names;
}

/** The names that a statement brings into its module. */
export function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
  if (ts.isExportDeclaration(statement)) return exportedNames(statement.exportClause);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const isDeclaration =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isDeclaration && statement.name !== undefined ? [statement.name.text] : [];
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (clause === undefined) return [];
  const own = clause.name === undefined ? [] : [clause.name.text];
  const { namedBindings } = clause;
  if (namedBindings === undefined) return own;
  if (ts.isNamespaceImport(namedBindings)) return [...own, namedBindings.name.text];
  return [...own, ...namedBindings.elements.map(({ name }) => name.text)];
}

/** What a module exports of another is a name that it cannot declare again under `export`. */
function exportedNames(clause: ts.NamedExportBindings | undefined): readonly string[] {
  if (clause === undefined) return [];
  return ts.isNamespaceExport(clause)
    ? [clause.name.text]
    : clause.elements.map(({ name }) => name.text);
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/**
 * A module with declarations at its end, a blank line before each, in its own line ends: its last line ends as it
 * did. Every byte that it had stays where it was.
 */
export function appendDeclarations(text: string, declarations: readonly string[]): string {
  if (declarations.length === 0) return text;
  const end = lineEndOf(text);
  const isEmpty = text.trim() === '';
  const rest = /(?:\r?\n)*$/.exec(text)?.[0].match(/\n/g)?.length ?? 0;
  const gap = isEmpty ? '' : end.repeat(Math.max(0, 2 - rest));
  const added = declarations.map((one) => withLineEnd(one.trim(), end)).join(end + end);
  return `${text}${gap}${added}${isEmpty || rest > 0 ? end : ''}`;
}
