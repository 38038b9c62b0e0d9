import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import type { Change } from './change.ts';
import { lackingSettings } from './lacking-settings.ts';

/**
 * What the first generation into a folder that somebody used before has to say of it: Node and the compiler will see
 * what is there with other eyes, or what is generated with theirs.
 */
export function settledFolderNotes(
  changes: readonly Change[],
  files: readonly RenderedFile[],
  disk: ReadonlyMap<string, Uint8Array>,
): readonly Diagnostic[] {
  const at = (path: string) => changes.find((change) => change.path === path);
  const manifest = at('package.json');
  return [
    ...(manifest?.kind === 'merge' ? moduleNotes(manifest) : []),
    ...(at(TSCONFIG)?.kind === 'keep-user' ? compilerNotes(files, disk) : []),
  ];
}

const TSCONFIG = 'tsconfig.json';

function moduleNotes({ before, kept }: Extract<Change, { kind: 'merge' }>): readonly Diagnostic[] {
  if (kept.includes('type')) return [diagnose('stays-commonjs', {})];
  const document: unknown = JSON.parse(new TextDecoder().decode(before));
  const hasType = typeof document === 'object' && document !== null && 'type' in document;
  return hasType ? [] : [diagnose('became-modules', {})];
}

function compilerNotes(
  files: readonly RenderedFile[],
  disk: ReadonlyMap<string, Uint8Array>,
): readonly Diagnostic[] {
  const wanted = files.find(({ path }) => path === TSCONFIG)?.content ?? '';
  const settings = lackingSettings(wanted, disk.get(TSCONFIG) ?? '');
  return settings.length === 0 ? [] : [diagnose('tsconfig-differs', { settings })];
}
