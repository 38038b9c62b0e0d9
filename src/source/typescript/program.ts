import ts from '#typescript';
import { type Lines, createLines } from '../../diagnostics/lines.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SourceFile, SourceReader } from '../source.ts';
import { LIB } from './lib.ts';
import { isLocal, resolveLocal } from './modules.ts';

/** A contract's files, parsed and bound, with a checker over them. */
export interface Program {
  readonly checker: ts.TypeChecker;
  readonly entry: ts.SourceFile;
  /** The contract's own files, the entry first, in the order of reading. */
  readonly files: readonly ts.SourceFile[];
  readonly sources: readonly SourceFile[];
  syntaxFaults(file: ts.SourceFile): readonly ts.Diagnostic[];
  typeFaults(file: ts.SourceFile): readonly ts.Diagnostic[];
  /** Where a node's own text is, without the comments before it. */
  spanOf(node: ts.Node): Span;
  spanBetween(file: ts.SourceFile, start: number, end: number): Span;
  /** Whether a symbol is one of the built-in library's. */
  isBuiltIn(symbol: ts.Symbol): boolean;
}

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  types: [],
  strict: true,
  strictPropertyInitialization: false,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  noEmit: true,
};

/** The parser leaves comments alone: we read those we need ourselves, with exact positions. */
const PARSING: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

const LIB_NAME = '/lib.d.ts';

/**
 * Makes one program of an entry file and the local files it leads to, over our own tiny library: no file of
 * the TypeScript distribution and no package is read, which is what makes the start quick.
 * @param path in its normal form, so that an import of the entry file finds it under the same name
 */
export function createProgram(path: string, text: string, reader: SourceReader): Program {
  const shelf = createShelf(reader);
  const root = shelf.add(path, text);
  const lib = ts.createSourceFile(LIB_NAME, LIB, PARSING);
  const program = ts.createProgram({
    rootNames: [LIB_NAME, root],
    options: OPTIONS,
    host: createHost(shelf, lib),
  });
  const files = shelf.files();
  const lines = new Map<ts.SourceFile, Lines>(
    files.map((file) => [file.parsed, createLines(file.source.text)]),
  );
  const paths = new Map(files.map((file) => [file.parsed, file.source.path]));
  const spanBetween = (file: ts.SourceFile, start: number, end: number): Span =>
    (lines.get(file) ?? createLines(file.text)).span(paths.get(file) ?? file.fileName, start, end);
  return {
    checker: program.getTypeChecker(),
    entry: shelf.parsed(root) ?? lib,
    files: files.map((file) => file.parsed),
    sources: files.map((file) => file.source),
    syntaxFaults: (file) => program.getSyntacticDiagnostics(file),
    typeFaults: (file) => program.getSemanticDiagnostics(file),
    spanBetween,
    spanOf: (node) => {
      const file = node.getSourceFile();
      return spanBetween(file, node.getStart(file), node.end);
    },
    isBuiltIn: (symbol) => symbol.declarations?.[0]?.getSourceFile() === lib,
  };
}

interface ShelvedFile {
  readonly source: SourceFile;
  readonly parsed: ts.SourceFile;
}

/** The files that were read, under names of our own: a path may climb out of every root. */
interface Shelf {
  add(path: string, text: string): string;
  /** The name of what an import in a file leads to. */
  follow(fromName: string, specifier: string): string | undefined;
  parsed(name: string): ts.SourceFile | undefined;
  files(): readonly ShelvedFile[];
}

function createShelf(reader: SourceReader): Shelf {
  const byName = new Map<string, ShelvedFile>();
  const names = new Map<string, string>();
  function add(path: string, text: string): string {
    const known = names.get(path);
    if (known !== undefined) return known;
    const name = `/${names.size}.ts`;
    names.set(path, name);
    byName.set(name, { source: { path, text }, parsed: ts.createSourceFile(name, text, PARSING) });
    return name;
  }
  return {
    add,
    follow: (fromName, specifier) => {
      const from = byName.get(fromName)?.source.path;
      if (from === undefined || !isLocal(specifier)) return undefined;
      const path = resolveLocal(from, specifier, reader);
      const text = path === undefined ? undefined : reader.readText(path);
      return path === undefined || text === undefined ? undefined : add(path, text);
    },
    parsed: (name) => byName.get(name)?.parsed,
    files: () => [...byName.values()],
  };
}

function createHost(shelf: Shelf, lib: ts.SourceFile): ts.CompilerHost {
  return {
    getSourceFile: (name) => (name === LIB_NAME ? lib : shelf.parsed(name)),
    getDefaultLibFileName: () => LIB_NAME,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === LIB_NAME || shelf.parsed(name) !== undefined,
    readFile: () => undefined,
    writeFile: () => {},
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const resolvedFileName = shelf.follow(from, text);
        return resolvedFileName === undefined
          ? { resolvedModule: undefined }
          : { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts } };
      }),
  };
}
