import { pino } from 'pino';

/** Where every hand-written contender writes its line per request: standard output, as pino does. */
export const logger = pino({ level: 'info' });
