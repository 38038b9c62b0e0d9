import ts from '#typescript';

/** The syntax tree of a module, its parents set; a text with faults has one too. */
export function parseModule(text: string): ts.SourceFile {
  return ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}
