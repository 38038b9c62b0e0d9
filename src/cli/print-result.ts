import type { Colors } from '../diagnostics/colors.ts';
import { type Diagnosed, printDiagnostics } from './print-diagnostics.ts';
import { type Terminal, colorsFor } from './terminal.ts';

/** How a result wants to be told. */
export interface ResultStyle {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** What there is to tell of a run, whichever command it was. */
export interface Printable {
  readonly exitCode: number;
  readonly diagnosed: Diagnosed;
  /** All of it as one document. */
  readonly json: () => string | Promise<string>;
  /** What people read behind the diagnostics; empty where there is nothing. */
  readonly text: (colors: Colors) => string;
}

/** Prints what a run came to, in the form that was asked for, and returns the exit code. */
export async function printResult(
  { exitCode, diagnosed, json, text }: Printable,
  { json: isJson = false, quiet = false, color = true }: ResultStyle,
  terminal: Terminal,
): Promise<number> {
  if (isJson) {
    terminal.out(await json());
    return exitCode;
  }
  await printDiagnostics(diagnosed, { quiet, color, terminal });
  if (!quiet) terminal.out(text(colorsFor(terminal, 'stdout', color)));
  return exitCode;
}
