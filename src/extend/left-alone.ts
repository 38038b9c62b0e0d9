import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** Says what else a contract has that an append does not take. */
export function leftAlone(file: string, names: readonly string[]): readonly Diagnostic[] {
  return names.length === 0 ? [] : [diagnose('left-alone', { file, names: [...names] })];
}
