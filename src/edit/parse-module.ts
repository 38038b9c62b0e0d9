import ts from '#typescript';

/** The syntax tree of a module, its parents set; a text with faults has one too. */
export function parseModule(text: string): ts.SourceFile {
  return ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** What the parser says of a module, in the order of the text. */
export function faultsOf(module: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  // The compiler keeps these on the node without declaring them.
  const { parseDiagnostics = [] } = module as {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics;
}
