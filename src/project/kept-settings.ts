import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import type { Change } from './change.ts';
import type { Disk } from './disk.ts';
import { textOf } from './rendering.ts';

/** A first generation into a folder that was a package before. */
export interface FirstRun {
  readonly disk: Disk;
  readonly files: readonly RenderedFile[];
  readonly changes: readonly Change[];
}

/** Says what the settings that were there before, and that stay, mean for what is generated beside them. */
export function settingsNotes(run: FirstRun): readonly Diagnostic[] {
  return [...packageNotes(run), ...compilerNotes(run)];
}

function packageNotes({ changes }: FirstRun): readonly Diagnostic[] {
  const merge = changes.find(({ path }) => path === 'package.json');
  if (merge?.kind !== 'merge') return [];
  const before = membersOf(merge.before);
  if (before?.['type'] === undefined) return [diagnose('package-became-module', {})];
  return merge.kept.includes('type') ? [diagnose('package-not-module', {})] : [];
}

/** What generated code cannot be compiled or run without; a project may be stricter or laxer as it likes. */
const NEEDED = [
  'module',
  'rewriteRelativeImportExtensions',
  'resolveJsonModule',
  'rootDir',
  'outDir',
] as const;

function compilerNotes({ disk, files, changes }: FirstRun): readonly Diagnostic[] {
  const path = 'tsconfig.json';
  const rendered = files.find((file) => file.path === path);
  const isKept = changes.some((change) => change.path === path && change.kind === 'keep-user');
  if (rendered === undefined || !isKept) return [];
  const own = membersOf(disk.read(path));
  if (own === undefined) return [];
  const [wanted, given] = [membersOf(rendered.content), own].map(compilerOptions);
  // What a base says is not looked up.
  const isKnown = (name: string) => given?.[name] !== undefined || own['extends'] === undefined;
  const settings = NEEDED.filter((name) => isKnown(name) && !same(given?.[name], wanted?.[name]));
  if (settings.length === 0) return [];
  const wantedText = settings.map((name) => `"${name}": ${JSON.stringify(wanted?.[name])}`);
  return [diagnose('tsconfig-differs', { settings: wantedText })];
}

type Members = Readonly<Record<string, unknown>>;

function compilerOptions(config: Members | undefined): Members {
  return asMembers(config?.['compilerOptions']);
}

/** The members of a JSON document that may have comments and trailing commas; `undefined` for any other text. */
function membersOf(content: string | Uint8Array): Members | undefined {
  const text = typeof content === 'string' ? content : textOf(content);
  const bare = text
    .replace(/^\u{feff}/u, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g, '$1')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, '$1');
  try {
    return asMembers(JSON.parse(bare));
  } catch {
    return undefined;
  }
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** `nodenext` is `NodeNext`, and `./dist/` is `dist`. */
function same(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((value) =>
    typeof value === 'string' ? value.toLowerCase().replace(/^\.\/(?=.)|\/$/g, '') : value,
  );
  return left === right;
}
