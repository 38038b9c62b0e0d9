import { logLevels, type LogLevel } from '../logger.ts';
import { parseAddress, type ListenAddress } from '../address.ts';
import type { LogFormat } from '../observability/create-logger.ts';

/** A setting that cannot be used; its message is one line for a person. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

/** What flags and environment say about a service; undefined where they say nothing. */
export interface ServiceSettings {
  readonly address: ListenAddress | undefined;
  /** Of the servers beside the one for HTTP, by their names. */
  readonly addresses: Readonly<Record<string, ListenAddress>>;
  readonly logLevel: LogLevel | undefined;
  readonly logFormat: LogFormat | undefined;
  /** Whether only the list of settings was asked for. */
  readonly help: boolean;
}

/** The settings, for `-help`. */
export function settingsHelp(servers: readonly string[] = []): string {
  const others = servers.map((name) => {
    const setting =
      `  ${addressFlag(name)} HOST:PORT`.padEnd(25) + addressVariable(name).padEnd(17);
    return `${setting}where to listen for ${name}\n`;
  });
  return `Settings (a flag beats its environment variable):
  -http.addr HOST:PORT   APP_HTTP_ADDR    where to listen; :8080 is every address
${others.join('')}                         APP_LOG_LEVEL    debug, info, warn or error
                         APP_LOG_FORMAT   json or console
`;
}

/** The flag that says where a server listens. */
export function addressFlag(server: string): string {
  return `-${server}.addr`;
}

/** The environment variable that says where a server listens. */
export function addressVariable(server: string): string {
  return `APP_${server.toUpperCase()}_ADDR`;
}

const logFormats: readonly LogFormat[] = ['json', 'console'];

/**
 * Reads the settings that every service has. `-x v`, `-x=v`, `--x v` and `--x=v` are the same. Each of the
 * `servers` beside the one for HTTP has an address of its own. Throws a {@link SettingsError} for an unknown
 * flag and for a value that cannot be used.
 */
export function serviceSettings(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  servers: readonly string[] = [],
): ServiceSettings {
  const { given, help } = parseFlags(argv, ['http', ...servers].map(addressFlag));
  const variable = (from: string): Given | undefined => {
    const text = env[from];
    return text === undefined || text === '' ? undefined : { from, text };
  };
  const addressOf = (server: string) => {
    const found = given.get(addressFlag(server)) ?? variable(addressVariable(server));
    return found === undefined ? undefined : listenAddress(found.text, found.from);
  };
  const addresses = servers.flatMap((server) => {
    const address = addressOf(server);
    return address === undefined ? [] : [[server, address] as const];
  });
  return {
    address: addressOf('http'),
    addresses: Object.fromEntries(addresses),
    logLevel: oneOf(variable('APP_LOG_LEVEL'), logLevels),
    logFormat: oneOf(variable('APP_LOG_FORMAT'), logFormats),
    help,
  };
}

interface Given {
  readonly from: string;
  readonly text: string;
}

interface Flags {
  readonly given: ReadonlyMap<string, Given>;
  readonly help: boolean;
}

function parseFlags(argv: readonly string[], known: readonly string[]): Flags {
  const given = new Map<string, Given>();
  let help = false;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const match = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(argument);
    if (match === null) throw new SettingsError(`unexpected argument ${argument}`);
    const [, name, value] = match;
    const flag = `-${name}`;
    if (name === 'help' || name === 'h') help = true;
    else if (known.includes(flag)) {
      given.set(flag, { from: flag, text: value ?? valueAfter(argv, (index += 1)) });
    } else
      throw new SettingsError(`unknown flag ${flag}; there are ${listOf([...known, '-help'])}`);
  }
  return { given, help };
}

function listOf(flags: readonly string[]): string {
  return `${flags.slice(0, -1).join(', ')} and ${flags.at(-1)}`;
}

function valueAfter(argv: readonly string[], index: number): string {
  const value = argv[index];
  if (value === undefined) throw new SettingsError(`${argv[index - 1]} needs a value`);
  return value;
}

/** Reads an address or throws a {@link SettingsError} that names where it came from. */
export function listenAddress(text: string, from: string): ListenAddress {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw new SettingsError(
    `${from}: ${JSON.stringify(text)} is not host:port, such as 127.0.0.1:8080`,
  );
}

function oneOf<T extends string>(given: Given | undefined, allowed: readonly T[]): T | undefined {
  if (given === undefined) return undefined;
  const found = allowed.find((value) => value === given.text.toLowerCase());
  if (found !== undefined) return found;
  const wanted = allowed.join(', ');
  throw new SettingsError(`${given.from}: ${JSON.stringify(given.text)} is not one of ${wanted}`);
}
