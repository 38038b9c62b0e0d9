import { pino, type DestinationStream, type LoggerOptions as PinoOptions } from 'pino';
import type { Logger, LogLevel } from '../logger.ts';
import { formatForConsole } from './console-format.ts';
import { isoTimestamp } from './timestamp.ts';

/** How log lines look. */
export type LogFormat = 'json' | 'console';

/** Where log lines go; anything with `write`, such as a stream. */
export interface LogDestination {
  write(line: string): void;
}

/** How a logger is made. */
export interface LoggerOptions {
  /** Lines below it are dropped. Default `info`. */
  readonly level?: LogLevel;
  /** Default: `console` when standard output is a terminal, else `json`. */
  readonly format?: LogFormat;
  /** The service's name, in each JSON line. */
  readonly name?: string;
  /** Default: standard output, written at once, so that a crash loses nothing. */
  readonly destination?: LogDestination;
}

/** Header names that never reach a log, wherever headers are logged. */
const secrets = ['authorization', 'cookie', '["set-cookie"]', '["x-api-key"]'];
const redacted = secrets.flatMap((name) =>
  ['headers', 'req.headers', 'res.headers'].map((at) =>
    name.startsWith('[') ? `${at}${name}` : `${at}.${name}`,
  ),
);

/** A pino logger with kit's settings: level names, ISO times, redacted credentials. */
export function createLogger(options: LoggerOptions = {}): Logger & { level: string } {
  const terminal = options.destination === undefined && process.stdout.isTTY;
  const format = options.format ?? (terminal ? 'console' : 'json');
  const output: LogDestination = options.destination ?? pino.destination({ fd: 1, sync: true });
  const settings: PinoOptions = {
    level: options.level ?? 'info',
    base: options.name === undefined ? null : { name: options.name },
    timestamp: isoTimestamp(),
    formatters: { level: (label) => ({ level: label }) },
    redact: redacted,
  };
  const stream = format === 'json' ? output : consoleStream(output, terminal && wantsColour());
  return pino(settings, stream);
}

function consoleStream(output: LogDestination, colour: boolean): DestinationStream {
  return { write: (line) => output.write(formatForConsole(line, colour)) };
}

function wantsColour(): boolean {
  return (process.env['NO_COLOR'] ?? '') === '';
}
