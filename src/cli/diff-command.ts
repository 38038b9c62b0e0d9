import { type DiffOutcome, type DiffResult, diff } from '../diff.ts';
import { exitCodes } from './exit-code.ts';
import { diffFlags } from './flags.ts';
import { gnuArguments } from './go-flags.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { diffJson } from './print-diff-json.ts';
import { diffText } from './print-diff.ts';
import { type DiffValues, parseDiffValues } from './program.ts';
import { refuseNoCommit } from './request.ts';
import { type Terminal, colorsFor } from './terminal.ts';

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
  const { idl, against, out = '.' } = values;
  if (against !== undefined) refuseNoCommit(against);
  return report(await diff({ cwd: terminal.cwd, out, idl, against }), values, terminal);
}

async function report(
  result: DiffResult,
  { json, quiet, color }: DiffValues,
  terminal: Terminal,
): Promise<number> {
  const exitCode = CODES[result.outcome];
  if (json === true) {
    terminal.out(diffJson(result, exitCode));
    return exitCode;
  }
  const wantsColor = color !== false;
  await printDiagnostics(result, { quiet: quiet === true, color: wantsColor, terminal });
  if (quiet !== true) terminal.out(diffText(result, colorsFor(terminal, 'stdout', wantsColor)));
  return exitCode;
}
