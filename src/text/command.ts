import { shellWord } from './shell.ts';

/** Flags by name: a text is the value of one, `true` and `false` say it or deny it, `undefined` leaves it out. */
export type CommandFlags = Readonly<Record<string, string | boolean | undefined>>;

/** A command line of microgen as it is shown, for a POSIX shell. */
export function microgenCommand(
  command: 'generate' | 'extend' | 'diff',
  flags: CommandFlags = {},
): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [value ? `-${name}` : `-${name}=false`];
    return [`-${name}`, shellWord(value)];
  });
  return ['microgen', ...(command === 'generate' ? [] : [command]), ...words].join(' ');
}
