import type { DiagnosticCode, ParamsOf } from '../../diagnostics/catalogue.ts';
import { type Diagnostic, type Related, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';

/** Where a fault is, and what else has to do with it. */
export interface Place {
  readonly span?: Span;
  readonly related?: readonly Related[];
}

/** The faults found so far. */
export interface Report {
  /**
   * Collects a fault, once: what it is in may be met on several ways. Of what cannot travel at one place the
   * first is enough: others follow from it.
   */
  add<C extends DiagnosticCode>(code: C, params: ParamsOf<C>, place: Place): void;
  all(): readonly Diagnostic[];
}

export function createReport(): Report {
  const found = new Map<string, Diagnostic>();
  return {
    add: (code, params, place) => {
      const diagnostic = diagnose(code, params, place);
      const { path, line, column } = place.span ?? { path: '', line: 0, column: 0 };
      const what = code === 'not-carriable' ? '' : diagnostic.message;
      const key = `${path}:${line}:${column} ${code} ${what}`;
      if (!found.has(key)) found.set(key, diagnostic);
    },
    all: () => [...found.values()],
  };
}
