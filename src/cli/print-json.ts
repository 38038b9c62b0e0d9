import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GenerateResult } from '../project/result.ts';
import { exitCodes } from './exit-code.ts';

/** The shape of what `-json` prints. */
export const resultSchema = 'microgen.result.v1';

/** A run as one JSON document, with one final newline. Its keys are stable: new ones may be added. */
export function jsonText(result: GenerateResult, exitCode: number): string {
  return documentText(resultSchema, resultFields(result, exitCode));
}

/** What any run that may write says of itself. */
export function resultFields(result: GenerateResult, exitCode: number): object {
  const { changes, counts, diagnostics, ms, next, outcome, wrote } = result;
  const ok = exitCode === 0;
  return { ok, exitCode, outcome, wrote, changes, counts, diagnostics, ms, next };
}

/** A run that did not come to a result. */
export function jsonFailure(diagnostic: Diagnostic, exitCode: number): string {
  return documentText(resultSchema, failureFields(diagnostic, exitCode));
}

/** The same keys, of a run that did not come to a result. */
export function failureFields(diagnostic: Diagnostic, exitCode: number): object {
  const outcome = failedOutcome(exitCode);
  const none = { wrote: false, changes: [], counts: {} };
  return { ok: false, exitCode, outcome, ...none, diagnostics: [diagnostic], ms: 0, next: [] };
}

/** Whose fault it is that a run came to no result. */
export function failedOutcome(exitCode: number): 'usage' | 'bug' {
  return exitCode === exitCodes.usage ? 'usage' : 'bug';
}

/** A document that says what shape it has, with one final newline. */
export function documentText(schemaVersion: string, fields: object): string {
  return `${JSON.stringify({ schemaVersion, ...fields }, undefined, 2)}\n`;
}
