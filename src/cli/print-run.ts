import type { GenerateResult } from '../project/result.ts';
import { exitCodeOf } from './exit-code.ts';
import { planText } from './print-plan.ts';
import { type Printable, type ResultStyle, printResult } from './print-result.ts';
import type { Terminal } from './terminal.ts';

/** How a run that may write wants to be told. */
export interface RunStyle extends ResultStyle {
  readonly verbose?: boolean;
}

/** Prints a run that may write, by its plan, and returns the exit code. */
export function printRun(
  result: GenerateResult,
  style: RunStyle,
  to: {
    readonly terminal: Terminal;
    readonly jsonText: (result: GenerateResult, exitCode: number) => string;
  },
): Promise<number> {
  const exitCode = exitCodeOf(result.outcome);
  const { verbose = false } = style;
  const printable: Printable = {
    exitCode,
    diagnosed: result,
    json: () => to.jsonText(result, exitCode),
    text: (colors) => planText(result, { colors, verbose }),
  };
  return printResult(printable, style, to.terminal);
}
