import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Change } from './change.ts';

/**
 * What the first generation into a folder that somebody used before has to say of it: Node and the compiler will see
 * what is there with other eyes, or what is generated with theirs.
 */
export function settledFolderNotes(changes: readonly Change[]): readonly Diagnostic[] {
  const manifest = changes.find(({ path }) => path === 'package.json');
  const tsconfig = changes.find(({ path }) => path === 'tsconfig.json');
  return [
    ...(manifest?.kind === 'merge' ? moduleNotes(manifest) : []),
    ...(tsconfig?.kind === 'keep-user' ? [diagnose('tsconfig-kept', {})] : []),
  ];
}

function moduleNotes({ before, kept }: Extract<Change, { kind: 'merge' }>): readonly Diagnostic[] {
  if (kept.includes('type')) return [diagnose('stays-commonjs', {})];
  const document: unknown = JSON.parse(new TextDecoder().decode(before));
  const hasType = typeof document === 'object' && document !== null && 'type' in document;
  return hasType ? [] : [diagnose('became-modules', {})];
}
