import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceResult } from './source.ts';

/**
 * The faults of a contract that generated code is to import from as it stands: its entry file must export
 * what generated code names.
 */
export function checkExports({
  unexported,
  files,
}: Pick<SourceResult, 'unexported' | 'files'>): Diagnostic[] {
  const entry = files[0]?.path ?? '';
  return unexported.map(({ span, ...declaration }) => {
    const isElsewhere = span.path !== entry;
    return diagnose('declaration-not-exported', { ...declaration, entry, isElsewhere }, { span });
  });
}
