import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiffResult } from '../diff.ts';
import { documentText, failedOutcome } from './print-json.ts';

/** The shape of what `diff -json` prints. */
export const diffSchema = 'microgen.diff.v1';

/** A comparison as one JSON document, with one final newline. Its keys are stable: new ones may be added. */
export function diffJson(result: DiffResult, exitCode: number): string {
  const { outcome, base, next, changes, counts, diagnostics, ms } = result;
  const ok = exitCode === 0;
  return documentText(diffSchema, {
    ok,
    exitCode,
    outcome,
    base,
    next,
    changes,
    counts,
    diagnostics,
    ms,
  });
}

/** A run that did not come to a comparison. */
export function diffFailure(diagnostic: Diagnostic, exitCode: number): string {
  const outcome = failedOutcome(exitCode);
  const none = { base: '', next: '', changes: [], counts: { breaking: 0, safe: 0 } };
  return documentText(diffSchema, {
    ok: false,
    exitCode,
    outcome,
    ...none,
    diagnostics: [diagnostic],
    ms: 0,
  });
}
