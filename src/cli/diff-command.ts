import { type DiffOutcome, type DiffResult, diff } from '../diff.ts';
import { exitCodes } from './exit-code.ts';
import { diffFlags } from './flags.ts';
import { gnuArguments } from './go-flags.ts';
import { diffJson } from './print-diff-json.ts';
import { diffText } from './print-diff.ts';
import { type Printable, printResult } from './print-result.ts';
import { parseDiffValues } from './program.ts';
import { refuseNoCommit } from './request.ts';
import type { Terminal } from './terminal.ts';

/** What the shell is told. */
const CODES: Readonly<Record<DiffOutcome, number>> = {
  safe: exitCodes.done,
  breaking: exitCodes.pending,
  failed: exitCodes.failed,
  usage: exitCodes.usage,
};

/** Runs `microgen diff` and returns the exit code. */
export async function runDiff(args: readonly string[], terminal: Terminal): Promise<number> {
  const values = parseDiffValues(gnuArguments(args, diffFlags));
  const { idl, protoPath, against, out = '.' } = values;
  if (against !== undefined) refuseNoCommit(against);
  const result = await diff({ cwd: terminal.cwd, out, idl, protoPath, against });
  return printResult(printableOf(result), values, terminal);
}

function printableOf(result: DiffResult): Printable {
  const exitCode = CODES[result.outcome];
  return {
    exitCode,
    diagnosed: result,
    json: () => diffJson(result, exitCode),
    text: (colors) => diffText(result, colors),
  };
}
