import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { colorsFor, type Terminal } from './terminal.ts';

/** How diagnostics are shown. */
export interface DiagnosticStyle {
  /** Errors only. */
  readonly quiet: boolean;
  readonly color: boolean;
  readonly terminal: Terminal;
}

/** Diagnostics and the texts that they point into, by path. */
export interface Diagnosed {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Readonly<Record<string, string>>;
}

/** Writes diagnostics to stderr, each with its code frame where its source is known. */
export async function printDiagnostics(
  { diagnostics, sources }: Diagnosed,
  { quiet, color, terminal }: DiagnosticStyle,
): Promise<void> {
  const shown = diagnostics.filter(({ severity }) => !quiet || severity === 'error');
  if (shown.length === 0) return;
  const { formatDiagnostic } = await import('../diagnostics/format.ts');
  const colors = colorsFor(terminal, 'stderr', color);
  const source = (path: string) => sources[path];
  for (const diagnostic of shown) {
    terminal.err(`${formatDiagnostic(diagnostic, { source, color: colors })}\n`);
  }
}
