import { pino } from 'pino';

/**
 * Where every hand-written contender writes its line per request: standard output, each line at
 * once, as the generated service does.
 */
export const logger = pino({ level: 'info' }, pino.destination({ fd: 1, sync: true }));
