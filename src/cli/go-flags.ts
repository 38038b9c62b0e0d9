import { type Flag, flags as generateFlags } from './flags.ts';
import { nearest } from '../text/nearest.ts';
import { UsageError } from './usage-error.ts';

/** A flag with what was said of it, in one spelling. */
interface Said {
  readonly flag: Flag;
  readonly value: string | boolean;
  readonly text: string;
}

/**
 * Turns Go-style flags into the GNU style that the parser below understands: `-idl x`, `-idl=x`,
 * `--idl x` become `--idl=x`; `-docs=false`, `--no-docs` become `--no-docs`. A switch never takes the
 * next argument. Throws a `UsageError` for what is no flag, has no value or is said twice differently.
 */
export function gnuArguments(
  args: readonly string[],
  flags: readonly Flag[] = generateFlags,
): readonly string[] {
  const said = new Map<string, Said>();
  const rest = [...args];
  while (rest.length > 0) {
    const text = rest.shift() ?? '';
    if (!/^--?[^-]/.test(text)) throw stray(text);
    const next = read(text, rest, flags);
    const before = said.get(next.flag.name);
    if (before !== undefined && before.value !== next.value) {
      throw new UsageError(
        `${before.text} and ${next.text} contradict each other`,
        'Say one of them.',
      );
    }
    said.set(next.flag.name, next);
  }
  return [...said.values()].flatMap(gnuForm);
}

function stray(text: string): UsageError {
  const isFile = /\.(?:ts|proto)$/.test(text);
  return new UsageError(
    `unexpected argument ${JSON.stringify(text)}`,
    isFile
      ? `Name a contract with its flag: -idl ${text}`
      : 'microgen takes flags only, after the command.',
  );
}

function read(text: string, rest: string[], flags: readonly Flag[]): Said {
  const flagNamed = (wanted: string) => flags.find((flag) => flag.name === wanted);
  const [, name = '', , value] = /^--?([^=]+)(=(.*))?$/s.exec(text) ?? [];
  const known = flagNamed(name);
  if (known !== undefined)
    return known.value === undefined
      ? switched(known, text, value)
      : valued(known, { text, value, rest });
  const negated = name.startsWith('no-') ? flagNamed(name.slice('no-'.length)) : undefined;
  if (negated === undefined || negated.value !== undefined) throw unknown(name, flags);
  if (value !== undefined)
    throw new UsageError(`-${name} takes no value`, `Say -${negated.name}=${value}.`);
  return { flag: negated, value: false, text };
}

function unknown(name: string, flags: readonly Flag[]): UsageError {
  const found = nearest(
    name,
    flags.map((flag) => flag.name),
  );
  return new UsageError(
    `unknown flag -${name}`,
    found === undefined ? undefined : `Did you mean -${found}? microgen help shows every flag.`,
  );
}

function valued(
  flag: Flag,
  { text, value, rest }: { text: string; value: string | undefined; rest: string[] },
): Said {
  const given = value ?? rest[0];
  const example = `Write -${flag.name} ${flag.value}, or -${flag.name}=${flag.value} for a value that starts with a dash.`;
  if (given === undefined || (given === '' && flag.mayBeEmpty !== true))
    throw new UsageError(`-${flag.name} needs a value`, example);
  if (value === undefined && /^-./.test(given)) {
    throw new UsageError(`-${flag.name} needs a value, and ${given} is a flag`, example);
  }
  if (value === undefined) rest.shift();
  return { flag, value: given, text: value === undefined ? `${text} ${given}` : text };
}

function switched(flag: Flag, text: string, value: string | undefined): Said {
  const isOn = value === undefined ? true : booleans.get(value.toLowerCase());
  if (isOn === undefined) {
    throw new UsageError(
      `-${flag.name} is true or false, not ${JSON.stringify(value)}`,
      `Write -${flag.name} or -${flag.name}=false.`,
    );
  }
  if (isOn && flag.later !== undefined) {
    throw new UsageError(
      `-${flag.name} comes later: this version has no ${flag.later} yet`,
      `Leave it out, or say -${flag.name}=false.`,
    );
  }
  return { flag, value: isOn, text };
}

/** As Go's flag package reads them. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'f', '0'].map((word) => [word, false] as const),
]);

/** `-no-color` is a flag of its own, not the opposite of one. */
function gnuForm({ flag, value }: Said): readonly string[] {
  if (typeof value === 'string') return [`--${flag.name}=${value}`];
  if (flag.later !== undefined) return [];
  if (flag.name.startsWith('no-')) return value ? [`--${flag.name}`] : [];
  return [value ? `--${flag.name}` : `--no-${flag.name}`];
}
