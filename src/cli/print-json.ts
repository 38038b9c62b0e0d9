import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GenerateResult } from '../project/result.ts';

/** The shape of what `-json` prints. */
export const resultSchema = 'microgen.result.v1';

/** A run as one JSON document, with one final newline. Its keys are stable: new ones may be added. */
export function jsonText(result: GenerateResult, exitCode: number): string {
  return text(resultFields(result, exitCode));
}

/** What any run that may write says of itself. */
export function resultFields(result: GenerateResult, exitCode: number): object {
  const { changes, counts, diagnostics, ms, next, outcome, wrote } = result;
  const ok = exitCode === 0;
  return { ok, exitCode, outcome, wrote, changes, counts, diagnostics, ms, next };
}

/** A run that did not come to a result. */
export function jsonFailure(diagnostic: Diagnostic, exitCode: number): string {
  return text(failureFields(diagnostic, exitCode));
}

/** The same keys, of a run that did not come to a result. */
export function failureFields(diagnostic: Diagnostic, exitCode: number): object {
  const outcome = exitCode === 64 ? 'usage' : 'bug';
  const none = {
    wrote: false,
    changes: [],
    counts: {},
    diagnostics: [diagnostic],
    ms: 0,
    next: [],
  };
  return { ok: false, exitCode, outcome, ...none };
}

function text(fields: object): string {
  return `${JSON.stringify({ schemaVersion: resultSchema, ...fields }, undefined, 2)}\n`;
}
