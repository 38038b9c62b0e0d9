import {
  type Diagnostic,
  diagnose,
  hasErrors,
  sortDiagnostics,
} from '../../diagnostics/diagnostic.ts';
import type { SourceFile, SourceReader } from '../source.ts';
import { buildFile } from './build.ts';
import { checkFile } from './check.ts';
import type { Extensions } from './check-extensions.ts';
import { readFieldDetails } from './default-value.ts';
import type { FileDescriptor } from './descriptor.ts';
import { interpretOptions } from './interpret.ts';
import { linkFile } from './link.ts';
import { loadUnits, nameInRoots } from './load.ts';
import { type Making, type Report, reportInto } from './making.ts';
import { resolveFeatures } from './resolve-features.ts';
import { createSymbols } from './symbols.ts';
import type { Unit } from './unit.ts';

/** What to parse, and where imports are looked for. */
export interface ProtoRequest {
  /** The entry file, as the user named it. */
  readonly path: string;
  /** The name that imports give it; without it, its path from the root that it is in. */
  readonly name?: string;
  readonly reader: SourceReader;
  /** Folders that imports are relative to, in this order; without any, the folder of the entry. */
  readonly roots?: readonly string[];
  /** The files that ship with microgen, which are looked at last. */
  readonly shipped: (name: string) => string | undefined;
}

/** What became of it. */
export interface ProtoResult {
  /** The entry; absent where it could not be read or something is wrong. */
  readonly file?: FileDescriptor;
  /** The entry and all that it imports, each after what it imports itself. */
  readonly files: readonly FileDescriptor[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read and does not ship with microgen, the entry first. */
  readonly sources: readonly SourceFile[];
}

/** What has more faults is no `.proto`, and nobody reads so many. */
const MOST_FAULTS = 1000;

/** Reads a `.proto` and its imports, resolves every name and option, and reports what protoc would refuse. */
export function parseProto(request: ProtoRequest): ProtoResult {
  const { path, reader, roots = [], shipped } = request;
  const text = reader.readText(path);
  if (text === undefined) return unread(path, reader);
  const folder =
    path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || (path.startsWith('/') ? '/' : '');
  const inRoots = request.name ?? nameInRoots(path, roots);
  const searched = inRoots === undefined ? [folder, ...roots] : roots;
  const name = inRoots ?? path.slice(path.lastIndexOf('/') + 1);
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    if (diagnostics.length < MOST_FAULTS) diagnostics.push(diagnostic);
  };
  const units = loadUnits(
    { name, path, isShipped: false, text },
    { reader, roots: searched, shipped, report },
  );
  // What could not be read or found would only be missed again.
  const makings = hasErrors(diagnostics) ? [] : makeFiles(units, reportInto(report));
  const files = closureOf(makings, name);
  const file = files.at(-1);
  const own = units.filter((unit) => !unit.isShipped);
  const isWhole = file !== undefined && !hasErrors(diagnostics);
  return {
    ...(isWhole ? { file } : {}),
    files: isWhole ? files : [],
    diagnostics: onePerPlace(sortDiagnostics(diagnostics)),
    sources: own.toReversed().map((unit) => ({ path: unit.path, text: unit.text })),
  };
}

function unread(path: string, reader: SourceReader): ProtoResult {
  const code = reader.isFolder?.(path) === true ? 'idl-is-folder' : 'idl-not-found';
  return { files: [], diagnostics: [diagnose(code, { path })], sources: [] };
}

/** The stages, each over all files, so that every name is known before one is looked up. */
function makeFiles(units: readonly Unit[], report: Report): readonly Making[] {
  const makings = units.map((unit) => buildFile(unit, report));
  const symbols = createSymbols(makings);
  const extensions: Extensions = new Map();
  for (const making of makings) linkFile(making, symbols);
  for (const making of makings) {
    readFieldDetails(making);
    interpretOptions(making, symbols);
    resolveFeatures(making.file);
  }
  for (const making of makings) checkFile(making, extensions);
  return makings;
}

/** Without descriptor.proto, where nothing imports it. */
function closureOf(makings: readonly Making[], entry: string): readonly FileDescriptor[] {
  const byName = new Map(makings.map(({ file }) => [file.name, file]));
  const wanted = new Set<FileDescriptor>();
  const add = (name: string): void => {
    const file = byName.get(name);
    if (file === undefined || wanted.has(file)) return;
    wanted.add(file);
    for (const other of [...file.dependency, ...file.optionDependency]) add(other);
  };
  add(entry);
  return makings.map(({ file }) => file).filter((file) => wanted.has(file));
}

/** What follows from a fault at the same place is not told. */
function onePerPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    const place = `${code} ${JSON.stringify(span)}`;
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}
