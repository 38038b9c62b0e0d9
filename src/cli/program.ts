import { Command, type Help, Option } from 'commander';
import { type Flag, diffFlags, extendFlags, flags } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** The values of `generate`'s flags; those that were not given are absent. */
export interface Values {
  readonly idl?: string;
  readonly protoPath?: string;
  readonly out?: string;
  readonly import?: string;
  readonly service?: string;
  readonly protocols?: string;
  readonly prefix?: string;
  readonly docs?: boolean;
  readonly tests?: boolean;
  readonly skill?: boolean;
  readonly openapi?: boolean;
  readonly kit?: string;
  readonly check?: boolean;
  readonly breaking?: boolean;
  readonly against?: string;
  readonly dryRun?: boolean;
  readonly diff?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** The values of `diff`'s flags; those that were not given are absent. */
export interface DiffValues {
  readonly idl?: string;
  readonly protoPath?: string;
  readonly against?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** The values of `extend`'s flags; those that were not given are absent. */
export interface ExtendValues {
  readonly check?: boolean;
  readonly appendService?: string;
  readonly appendMethod?: string;
  readonly appendMiddleware?: string;
  readonly appendModel?: string;
  readonly idl?: string;
  readonly protoPath?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly diff?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

const SUMMARY =
  'One contract in, a running TypeScript service out. Regenerate as often as you like: files that are yours are never touched.';

const EPILOGUE = `
Flags are written -idl x, -idl=x, --idl x or --idl=x; switches -docs=false or --no-docs.

Examples:
  microgen -idl idl.ts -out hello    generate a project
  microgen -out hello                regenerate it, with what it remembers
  microgen -check -out hello         exit 2 when it is not current (for CI)
  microgen -check -breaking -against git:origin/main -out hello
                                     exit 2 as well when a branch breaks clients

Exit codes: 0 done, 1 failed, 2 a check found something to do, 64 wrong usage,
70 a bug in microgen. A failed run has changed nothing.
`;

const EXTEND_EPILOGUE = `
One target at a time is added, and nothing else that is new in the contract.

Examples:
  microgen extend -check -out hello                           can it be extended?
  microgen extend -append-service OrderService -out hello
  microgen extend -append-method HelloService.wave -out hello
  microgen extend -append-middleware tracing,metrics -out hello

Exit codes: 0 done or ready, 1 failed or refused, 2 not ready (-check),
64 wrong usage, 70 a bug in microgen. A failed run has changed nothing.
`;

const DIFF_EPILOGUE = `
Examples:
  microgen diff                                 what changed since the last generation
  microgen diff -against git:origin/main        what a branch changes (for CI)
  microgen diff -idl new.ts -against old.ts     two contracts, without a project

Exit codes: 0 nothing breaks, 1 failed, 2 something breaks, 64 wrong usage,
70 a bug in microgen. Nothing is written.
`;

/** What a command of microgen is called, in the order of its help. */
export const commandNames = ['generate', 'extend', 'diff', 'version', 'help'] as const;

/** Reads flags in their GNU spelling, as `gnuArguments` gives them. */
export function parseValues(args: readonly string[]): Values {
  const program = createProgram();
  program.parse([...args], { from: 'user' });
  return program.opts<Values>();
}

/** The same for `extend`. */
export function parseExtendValues(args: readonly string[]): ExtendValues {
  return valuesOf('extend', extendFlags, args).opts<ExtendValues>();
}

/** The same for `diff`. */
export function parseDiffValues(args: readonly string[]): DiffValues {
  return valuesOf('diff', diffFlags, args).opts<DiffValues>();
}

function valuesOf(name: string, known: readonly Flag[], args: readonly string[]): Command {
  const program = new Command(name).exitOverride().action(() => undefined);
  for (const flag of known) addFlag(program, flag);
  return program.parse([...args], { from: 'user' });
}

/** The help of microgen, or of one of its commands. */
export function helpText(name?: string): string {
  const program = createProgram();
  if (name === undefined || name === 'generate') return program.helpInformation() + EPILOGUE;
  const command = program.commands.find((each) => each.name() === name);
  if (command === undefined) throw new UsageError(`unknown command ${name}`, COMMANDS);
  return command.helpInformation() + (EPILOGUES[name] ?? '');
}

const EPILOGUES: Readonly<Record<string, string>> = {
  diff: DIFF_EPILOGUE,
  extend: EXTEND_EPILOGUE,
};

/** What there is, for who named something else. */
export const COMMANDS = 'The commands are generate, extend, diff, version and help.';

function createProgram(): Command {
  const program = new Command('microgen')
    .usage(
      '[generate] [flags]\n       microgen extend [flags]\n       microgen diff [flags]\n       microgen version\n       microgen help [command]',
    )
    .description(SUMMARY)
    .helpOption(false)
    .helpCommand(false)
    .exitOverride()
    .action(() => undefined)
    .configureHelp({ optionTerm, subcommandTerm, styleTitle });
  for (const flag of flags) addFlag(program, flag);
  const generate = program.command('generate').helpOption(false);
  generate.description('generate, or regenerate when -out holds a generated project (default)');
  const extend = program.command('extend').helpOption(false).usage('[flags]');
  extend.description('add a service, a method or middleware to a generated project');
  for (const flag of extendFlags) addFlag(extend, flag);
  const diff = program.command('diff').helpOption(false).usage('[flags]');
  diff.description('say what a new contract changes for those who use the old one');
  for (const flag of diffFlags) addFlag(diff, flag);
  program.command('version').helpOption(false).usage(' ').description('print the version');
  const help = program.command('help').helpOption(false).argument('[command]');
  help.usage('[command]').description('show this, or the help of a command');
  return program;
}

/** A switch can be said on or off: a rerun can change what the project remembers either way. */
function addFlag(program: Command, flag: Flag): void {
  if (flag.value !== undefined) {
    program.addOption(new Option(`--${flag.name} <${flag.value}>`, flag.help));
    return;
  }
  program.addOption(new Option(`--${flag.name}`, flag.help));
  if (flag.name.startsWith('no-')) return;
  program.addOption(new Option(`--no-${flag.name}`).hideHelp());
}

/** Go-style, as documented: `-idl PATH`. */
const optionTerm: Help['optionTerm'] = (option) =>
  option.flags.replace(/^--/, '-').replace(/[<>]/g, '');

const subcommandTerm: Help['subcommandTerm'] = (command) =>
  command.name() === 'help' ? 'help [command]' : command.name();

const styleTitle: Help['styleTitle'] = (title) => (title === 'Options:' ? 'Flags:' : title);
