import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Unexported } from './source.ts';

/** The faults of a contract that generated code imports from as it stands: it must export what it declares. */
export function checkExports(unexported: readonly Unexported[]): Diagnostic[] {
  return unexported.map(({ name, span }) =>
    diagnose('declaration-not-exported', { name }, { span }),
  );
}
