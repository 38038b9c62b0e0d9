import type { GenerateResult } from '../project/result.ts';
import { exitCodeOf } from './exit-code.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { planText } from './print-plan.ts';
import { type Terminal, colorsFor } from './terminal.ts';

/** How a run wants to be told. */
export interface ResultStyle {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** Prints what a run came to, in the form that was asked for, and returns the exit code. */
export async function printResult(
  result: GenerateResult,
  { json, quiet = false, verbose = false, color = true }: ResultStyle,
  to: {
    readonly terminal: Terminal;
    readonly jsonText: (result: GenerateResult, exitCode: number) => string;
  },
): Promise<number> {
  const { terminal } = to;
  const exitCode = exitCodeOf(result.outcome);
  if (json === true) {
    terminal.out(to.jsonText(result, exitCode));
    return exitCode;
  }
  await printDiagnostics(result, { quiet, color, terminal });
  const colors = colorsFor(terminal, 'stdout', color);
  if (!quiet) terminal.out(planText(result, { colors, verbose }));
  return exitCode;
}
