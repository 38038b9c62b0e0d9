import { createLogger } from '../../src/observability/create-logger.ts';
import type { Logger, LogLevel } from '../../src/logger.ts';

/** One parsed log line. */
export type Line = Record<string, unknown>;

/** A real logger whose lines can be looked at. */
export function logs(level: LogLevel = 'debug'): {
  logger: Logger;
  lines: Line[];
  text: () => string;
} {
  const texts: string[] = [];
  const lines: Line[] = [];
  const write = (text: string) => {
    texts.push(text);
    lines.push(JSON.parse(text) as Line);
  };
  const logger = createLogger({ level, format: 'json', destination: { write } });
  return { logger, lines, text: () => texts.join('') };
}
