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
  /** The paths of files that these servers are given, by server and by name. */
  readonly files: Readonly<Record<string, Readonly<Record<string, Given>>>>;
  readonly logLevel: LogLevel | undefined;
  readonly logFormat: LogFormat | undefined;
  /** Whether only the list of settings was asked for. */
  readonly help: boolean;
}

/** A server beside the one for HTTP, and the files that it takes: what each is, by its name. */
export interface ServerSettings {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** What a setting was given, and by which flag or variable. */
export interface Given {
  readonly from: string;
  readonly text: string;
}

/** The settings, for `-help`. */
export function settingsHelp(servers: readonly ServerSettings[] = []): string {
  const rows = [
    ['-http.addr HOST:PORT', 'APP_HTTP_ADDR', 'where to listen; :8080 is every address'],
    ...servers.flatMap(({ name, files = {} }) => [
      [`${addressFlag(name)} HOST:PORT`, addressVariable(name), `where to listen for ${name}`],
      ...Object.entries(files).map(([file, what]) => [
        `${flagOf(name, file)} FILE`,
        variableOf(name, file),
        what,
      ]),
    ]),
    ['', 'APP_LOG_LEVEL', 'debug, info, warn or error'],
    ['', 'APP_LOG_FORMAT', 'json or console'],
  ];
  const [flags = 0, variables = 0] = [0, 1].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map(
    ([flag = '', variable = '', what = '']) =>
      `  ${flag.padEnd(flags + 3)}${variable.padEnd(variables + 3)}${what}\n`,
  );
  return `Settings (a flag beats its environment variable):\n${lines.join('')}`;
}

/** The flag that says where a server listens. */
export function addressFlag(server: string): string {
  return flagOf(server, 'addr');
}

/** The environment variable that says where a server listens. */
export function addressVariable(server: string): string {
  return variableOf(server, 'addr');
}

/** `-grpc.tls.client-ca` */
function flagOf(server: string, setting: string): string {
  return `-${server}.${setting}`;
}

/** `APP_GRPC_TLS_CLIENT_CA` */
function variableOf(server: string, setting: string): string {
  return `APP_${server}_${setting}`.replaceAll(/[.-]/g, '_').toUpperCase();
}

const logFormats: readonly LogFormat[] = ['json', 'console'];

/**
 * Reads the settings that every service has. `-x v`, `-x=v`, `--x v` and `--x=v` are the same. Each of the
 * `servers` beside the one for HTTP has an address of its own, and may take files. Throws a {@link SettingsError} for an unknown
 * flag and for a value that cannot be used.
 */
export function serviceSettings(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  servers: readonly (string | ServerSettings)[] = [],
): ServiceSettings {
  const others = servers.map((one): ServerSettings => {
    return typeof one === 'string' ? { name: one } : one;
  });
  const flags = others.flatMap(({ name, files = {} }) =>
    ['addr', ...Object.keys(files)].map((setting) => flagOf(name, setting)),
  );
  const { given, help } = parseFlags(argv, [addressFlag('http'), ...flags]);
  const variable = (from: string): Given | undefined => {
    const text = env[from];
    return text === undefined || text === '' ? undefined : { from, text };
  };
  const givenTo = (server: string, setting: string): Given | undefined =>
    given.get(flagOf(server, setting)) ?? variable(variableOf(server, setting));
  const addressOf = (server: string) => {
    const found = givenTo(server, 'addr');
    return found === undefined ? undefined : listenAddress(found.text, found.from);
  };
  const addresses = others.flatMap(({ name }) => {
    const address = addressOf(name);
    return address === undefined ? [] : [[name, address] as const];
  });
  const files = others.map(({ name, files: known = {} }) => {
    const paths = Object.keys(known).flatMap((file) => {
      const path = givenTo(name, file);
      return path === undefined ? [] : [[file, path] as const];
    });
    return [name, Object.fromEntries(paths)] as const;
  });
  return {
    address: addressOf('http'),
    addresses: Object.fromEntries(addresses),
    files: Object.fromEntries(files),
    logLevel: oneOf(variable('APP_LOG_LEVEL'), logLevels),
    logFormat: oneOf(variable('APP_LOG_FORMAT'), logFormats),
    help,
  };
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
