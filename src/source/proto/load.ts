import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SourceReader } from '../source.ts';
import { utf8 } from './literals.ts';
import type { ImportNode } from './syntax.ts';
import { type Found, type Unit, readUnit } from './unit.ts';

/** Where files are looked for. */
export interface Loading {
  readonly reader: SourceReader;
  /** Folders that imports are relative to, in this order; the files that ship with microgen come last. */
  readonly roots: readonly string[];
  readonly shipped: (name: string) => string | undefined;
  readonly report: (diagnostic: Diagnostic) => void;
}

const DESCRIPTOR_PROTO = 'google/protobuf/descriptor.proto';

/**
 * Reads files and all that they import, each once.
 * @returns the units in an order in which each comes after what it imports
 */
export function loadUnits(entry: Found, loading: Loading): readonly Unit[] {
  const done = new Map<string, Unit>();
  const state: State = { loading, done, failed: new Set(), trail: [], path: new Set() };
  const descriptor = entry.name === DESCRIPTOR_PROTO ? undefined : find(DESCRIPTOR_PROTO, loading);
  if (descriptor !== undefined) load(descriptor, state);
  load(entry, state);
  return [...done.values()];
}

interface State {
  readonly loading: Loading;
  readonly done: Map<string, Unit>;
  readonly failed: Set<string>;
  /** The files that are being loaded, each imported by the one before. */
  readonly trail: string[];
  readonly path: Set<string>;
}

function load(found: Found, state: State): void {
  const { report } = state.loading;
  const unit = readUnit(found, report);
  state.trail.push(found.name);
  state.path.add(found.name);
  for (const member of unit.node.members) {
    if (member.kind === 'import') follow(member, unit, state);
  }
  state.trail.pop();
  state.path.delete(found.name);
  state.done.set(found.name, unit);
}

function follow(node: ImportNode, unit: Unit, state: State): void {
  const { report, roots } = state.loading;
  const name = importName(node);
  const span = unit.spanOf(node.file);
  if (state.path.has(name)) {
    report(diagnose('proto-import-cycle', { cycle: cycleOf(name, state.trail) }, { span }));
    return;
  }
  if (state.done.has(name)) return;
  if (/\\|\/\/|(?:^|\/)\.{1,2}(?:\/|$)|^\/|^$/.test(name)) {
    report(misnamed(name, span));
    return;
  }
  const found = find(name, state.loading);
  if (found !== undefined) {
    load(found, state);
  } else {
    report(diagnose('proto-missing-import', { file: name, roots }, { span }));
  }
}

function cycleOf(name: string, trail: readonly string[]): readonly string[] {
  return [...trail.slice(trail.indexOf(name)), name];
}

function misnamed(name: string, span: Span): Diagnostic {
  const reason = `"${name}" is no path that can be imported`;
  const help =
    'Imports are paths from an import root with `/` between the parts, without `.`, `..` and backslashes.';
  return diagnose('proto-import-misuse', { reason, help }, { span });
}

/** What an import names. */
export function importName({ file }: ImportNode): string {
  return utf8(file.bytes) ?? '';
}

/** The first file of this name in the roots, or that which ships with microgen. */
function find(name: string, { reader, roots, shipped }: Loading): Found | undefined {
  for (const root of roots) {
    const path = joined(root, name);
    const text = reader.readText(path);
    if (text !== undefined) return { name, path, isShipped: false, text };
  }
  const text = shipped(name);
  return text === undefined ? undefined : { name, path: name, isShipped: true, text };
}

function joined(root: string, name: string): string {
  const folder = root.replace(/^\.\/|\/+$/g, '');
  return folder === '' || folder === '.' ? (root === '/' ? `/${name}` : name) : `${folder}/${name}`;
}

/** The name that imports give a file: its path from the root that it is in, if it is in one. */
export function nameInRoots(path: string, roots: readonly string[]): string | undefined {
  const inRoot = roots
    .map((root) => joined(root, ''))
    .find((folder) =>
      folder === '' ? !path.startsWith('/') && !path.startsWith('../') : path.startsWith(folder),
    );
  return inRoot === undefined ? undefined : path.slice(inRoot.length);
}
