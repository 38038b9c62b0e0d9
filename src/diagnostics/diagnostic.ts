import { byCodeUnit } from '../text/order.ts';
import { type DiagnosticCode, type ParamsOf, catalogue } from './catalogue.ts';
import type { Code, Severity } from './code.ts';
import type { Span } from './span.ts';

/** A second place that has to do with a fault. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** A fault of the user's: collected and shown, never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly span?: Span;
  readonly related: readonly Related[];
  readonly help?: string;
}

/** Makes a diagnostic from the catalogue's words. */
export function diagnose<C extends DiagnosticCode>(
  code: C,
  params: ParamsOf<C>,
  at: { readonly span?: Span | undefined; readonly related?: readonly Related[] } = {},
): Diagnostic {
  const entry = catalogue[code] as unknown as Code<ParamsOf<C>>;
  const help = entry.help?.(params);
  return {
    code,
    severity: entry.severity,
    message: entry.message(params),
    ...(at.span === undefined ? {} : { span: at.span }),
    related: at.related ?? [],
    ...(help === undefined || help === '' ? {} : { help }),
  };
}

/** Whether a run has to end at this stage: what is no error lets it go on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** By path, line and column; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      byCodeUnit(a.span?.path ?? '', b.span?.path ?? '') ||
      (a.span?.line ?? 0) - (b.span?.line ?? 0) ||
      (a.span?.column ?? 0) - (b.span?.column ?? 0) ||
      byCodeUnit(a.code, b.code),
  );
}
