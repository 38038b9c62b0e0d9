import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { generate } from '../generate.ts';
import { microgenVersion } from '../project/version.ts';
import { exitCodes } from './exit-code.ts';
import { gnuArguments } from './go-flags.ts';
import { nearest } from '../text/nearest.ts';
import { COMMANDS, commandNames, helpText, parseValues } from './program.ts';
import { jsonFailure, jsonText } from './print-json.ts';
import { type Printable, printResult } from './print-result.ts';
import { printRun } from './print-run.ts';
import { requestOf } from './request.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { visible } from '../text/visible.ts';

/** Runs a command and returns the exit code. Everything that goes wrong ends here, as a message. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCommand(args, terminal);
  } catch (error) {
    return fail(error, args, terminal);
  }
}

async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = '', ...rest] = args;
  if (isHelp(first) || first === 'help') return help(rest, terminal);
  if (first === 'version') return version(rest, terminal);
  if (first === 'diff') return diff(rest, terminal);
  if (first === 'extend') return extend(rest, terminal);
  if (first !== '' && !first.startsWith('-') && first !== 'generate') throw unknownCommand(first);
  const flags = first === 'generate' ? rest : args;
  if (flags.some(isHelp)) return help([], terminal);
  const values = parseValues(gnuArguments(flags));
  const result = await generate(requestOf(values, terminal.cwd));
  return printRun(result, values, { terminal, jsonText });
}

/** Loaded when it is asked for, as everything that only some commands need. */
async function diff(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.some(isHelp)) return help(['diff'], terminal);
  const { runDiff } = await import('./diff-command.ts');
  return runDiff(args, terminal);
}

async function extend(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.some(isHelp)) return help(['extend'], terminal);
  const { runExtend } = await import('./extend-command.ts');
  return runExtend(args, terminal);
}

function isHelp(argument: string): boolean {
  return /^--?(?:h|help)$/.test(argument);
}

function help([name, ...more]: readonly string[], { out }: Terminal): number {
  const [extra] = more;
  if (extra !== undefined) throw new UsageError(`unexpected argument ${JSON.stringify(extra)}`);
  out(helpText(name === undefined || name.startsWith('-') ? undefined : name));
  return exitCodes.done;
}

function version(rest: readonly string[], { out }: Terminal): number {
  const [extra] = rest;
  if (extra !== undefined && isHelp(extra)) out(helpText('version'));
  else if (extra === undefined) out(`microgen ${microgenVersion()}\n`);
  else
    throw new UsageError(
      `unexpected argument ${JSON.stringify(extra)}`,
      '`microgen version` takes none.',
    );
  return exitCodes.done;
}

function unknownCommand(name: string): UsageError {
  if (/\.(?:ts|proto)$/.test(name)) {
    return new UsageError(
      `unexpected argument ${JSON.stringify(name)}`,
      `Name a contract with its flag: -idl ${name}`,
    );
  }
  const found = nearest(name, commandNames);
  const hint = found === undefined ? COMMANDS : `Did you mean ${found}?`;
  return new UsageError(`unknown command ${name}`, hint);
}

/** A command line at fault is explained; anything else that was thrown is a bug of ours. */
async function fail(error: unknown, args: readonly string[], terminal: Terminal): Promise<number> {
  const isUsage = error instanceof UsageError;
  const exitCode = isUsage ? exitCodes.usage : exitCodes.bug;
  const message = error instanceof Error ? error.message : String(error);
  const diagnostic = isUsage
    ? diagnose('usage', { message, help: error.help })
    : diagnose('internal-error', { message });
  const printable: Printable = {
    exitCode,
    diagnosed: { diagnostics: [diagnostic], sources: {} },
    json: () => failureText(diagnostic, { exitCode, command: args[0] }),
    text: () => '',
  };
  const json = said(args, 'json');
  await printResult(printable, { json, color: !said(args, 'no-color') }, terminal);
  const hasStack = !isUsage && !json && said(args, 'verbose') && error instanceof Error;
  if (hasStack) terminal.err(`${(error.stack ?? '').split('\n').map(visible).join('\n')}\n`);
  return exitCode;
}

/** Each command has a document of its own, also for what it never came to. */
async function failureText(
  diagnostic: Diagnostic,
  { exitCode, command }: { readonly exitCode: number; readonly command: string | undefined },
): Promise<string> {
  if (command === 'extend') {
    const { extendFailure } = await import('./print-extend-json.ts');
    return extendFailure(diagnostic, exitCode);
  }
  if (command !== 'diff') return jsonFailure(diagnostic, exitCode);
  const { diffFailure } = await import('./print-diff-json.ts');
  return diffFailure(diagnostic, exitCode);
}

/** Whether a switch is on, read from a command line that may be at fault. */
function said(args: readonly string[], name: string): boolean {
  const spelling = new RegExp(`^--?${name}(=(true|t|1))?$`, 'i');
  return args.some((arg) => spelling.test(arg));
}
