import ts from '#typescript';

/** How a module writes its imports. */
export interface ModuleStyle {
  readonly quote: string;
  readonly semicolon: string;
}

/** Reads it from the last import; without one, from the strings and the statements that are there. */
export function moduleStyleOf(module: ts.SourceFile): ModuleStyle {
  const last = module.statements.findLast(ts.isImportDeclaration);
  if (last !== undefined) {
    const quote = last.moduleSpecifier.getText()[0] ?? "'";
    return { quote, semicolon: last.getText().endsWith(';') ? ';' : '' };
  }
  const ending = module.statements.filter(mayEndInSemicolon);
  const isBare = ending.length > 0 && ending.every((one) => !one.getText().endsWith(';'));
  return { quote: quoteOf(module), semicolon: isBare ? '' : ';' };
}

function mayEndInSemicolon(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) ||
    ts.isExpressionStatement(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement)
  );
}

/** The quotes of most of its strings. */
function quoteOf(module: ts.SourceFile): string {
  let balance = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) balance += node.getText().startsWith('"') ? 1 : -1;
    ts.forEachChild(node, visit);
  };
  visit(module);
  return balance > 0 ? '"' : "'";
}
