import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** The one of some names that a user meant, whatever its case. */
export function named(names: readonly string[], wanted: string): string | undefined {
  const lower = wanted.toLowerCase();
  return (
    names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === lower)
  );
}

/** Says what else a contract has that an append does not take. */
export function leftAlone(file: string, names: readonly string[]): readonly Diagnostic[] {
  return names.length === 0 ? [] : [diagnose('left-alone', { file, names: [...names] })];
}
