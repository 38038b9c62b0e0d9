import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckResult } from '../extend/check-extend.ts';
import type { GenerateResult } from '../project/result.ts';
import { documentText, failureFields, resultFields } from './print-json.ts';

/** The shape of what `extend -json` prints. */
export const extendSchema = 'microgen.extend.v1';

/** An append as one JSON document, with one final newline. Its keys are stable: new ones may be added. */
export function appendJson(result: GenerateResult, exitCode: number): string {
  return documentText(extendSchema, resultFields(result, exitCode));
}

/** A report as one JSON document; `report` is null where there is no project to report on. */
export function reportJson({ report, diagnostics }: CheckResult, exitCode: number): string {
  return documentText(extendSchema, {
    ok: exitCode === 0,
    exitCode,
    report: report ?? null,
    diagnostics,
  });
}

/** A run that came to nothing. */
export function extendFailure(diagnostic: Diagnostic, exitCode: number): string {
  return documentText(extendSchema, failureFields(diagnostic, exitCode));
}
