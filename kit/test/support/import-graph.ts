import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { kit } from './project.ts';

/** One import or re-export of a source file. */
export interface Edge {
  readonly from: string;
  /** A path below `src` with forward slashes, or the name of a package. */
  readonly to: string;
  /** Whether it is there at run time. */
  readonly runtime: boolean;
}

const sources = join(kit, 'src');
const statement = /^(?:import|export)\s([^;]*?)from\s+'([^']+)';|^import\s+'([^']+)';/gm;
const dynamic = /\bimport\('([^']+)'\)/g;

/** Every source file, relative to `src`. */
export const files: readonly string[] = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .toSorted();

/** The text of a source file. */
export function textOf(file: string): string {
  return readFileSync(join(sources, file), 'utf8');
}

/** Every import of every file. */
export const edges: readonly Edge[] = files.flatMap((from) => {
  const text = textOf(from);
  const target = (specifier: string) =>
    specifier.startsWith('.')
      ? relative(sources, resolve(sources, dirname(from), specifier)).replaceAll('\\', '/')
      : specifier;
  const fixed = [...text.matchAll(statement)].map(([, clause = '', named, bare]) => ({
    from,
    to: target(named ?? bare ?? ''),
    runtime: isRuntime(clause),
  }));
  const lazy = [...text.matchAll(dynamic)].map(([, specifier = '']) => ({
    from,
    to: target(specifier),
    runtime: true,
  }));
  return [...fixed, ...lazy];
});

/** All that is loaded with a file, itself and packages included. */
export function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const edge of edges) if (edge.from === file && edge.runtime) loadedWith(edge.to, seen);
  return seen;
}

function isRuntime(clause: string): boolean {
  const trimmed = clause.trim();
  if (trimmed.startsWith('type ')) return false;
  const names = /^\{([^]*)\}$/.exec(trimmed)?.[1]?.split(',') ?? [''];
  return (
    names.some((name) => name.trim() !== '' && !name.trim().startsWith('type ')) || names[0] === ''
  );
}
