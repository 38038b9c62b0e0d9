import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** An import or re-export of a module. */
export interface Import {
  readonly specifier: string;
  /** The file in the repository, for relative imports. */
  readonly target?: string;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
  readonly reexport: boolean;
}

/** A source file and what stands in it. */
export interface Module {
  /** From the repository's root, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** Global names that it reads, such as `process`. */
  readonly globals: ReadonlySet<string>;
}

/** Every file below a folder of the repository, forward slashes, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      posix.relative(repository, join(entry.parentPath, entry.name).replaceAll('\\', '/')),
    )
    .toSorted();
}

/** The TypeScript modules below a folder. */
export function modulesBelow(folder: string): readonly Module[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith('.ts'))
    .map(readModule);
}

function readModule(path: string): Module {
  const text = readFileSync(join(repository, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const globals = new Set<string>();
  let hasDefaultExport = false;
  const add = (specifier: string, rest: Omit<Import, 'specifier' | 'target'>): void => {
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : undefined;
    imports.push({ specifier, ...(target === undefined ? {} : { target }), ...rest });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, {
        typeOnly: isTypeOnly(node.importClause),
        dynamic: false,
        reexport: false,
      });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, { typeOnly: node.isTypeOnly, dynamic: false, reexport: true });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument))
        add(argument.text, { typeOnly: false, dynamic: true, reexport: false });
    } else if (ts.isExportAssignment(node)) hasDefaultExport = true;
    else if (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent))
      hasDefaultExport = true;
    else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
      globals.add(node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, text, imports, hasDefaultExport, globals };
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings } = clause;
  if (clause.name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings))
    return false;
  return (
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

/** The exported names of a module, with `type ` before those that are only types. */
export function exportsOf(path: string): readonly string[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(repository, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return file.statements.flatMap((statement) => exportedNames(statement)).toSorted();
}

function exportedNames(statement: ts.Statement): readonly string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause))
      return [`* from ${statement.moduleSpecifier?.getText()}`];
    return exportClause.elements.map(
      (element) =>
        `${statement.isTypeOnly || element.isTypeOnly ? 'type ' : ''}${element.name.text}`,
    );
  }
  const isExported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const { name } = statement as { readonly name?: ts.Identifier };
  return name === undefined ? [] : [`${isType ? 'type ' : ''}${name.text}`];
}
