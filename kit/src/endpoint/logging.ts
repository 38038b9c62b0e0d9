import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Logger } from '../logger.ts';
import { callFields, logFailure, type CallFields } from './call-log.ts';
import type { Endpoint, Middleware } from './endpoint.ts';

/** What the logging middleware writes to, and under which name. */
export interface LoggingOptions {
  readonly logger: Logger;
  readonly operation: string;
}

/**
 * One line per call: operation, outcome, duration and ids, never the messages themselves.
 * Failures of ours are errors with their stack; a caller's own mistakes are information. The line
 * of a success is written once the answer is on its way, so that no caller waits for a log.
 */
export function logging({ logger, operation }: LoggingOptions): Middleware {
  const succeeded = (fields: CallFields) => logger.info(fields, 'call succeeded');
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request: Req, ctx: Context): Promise<Res> => {
      const started = performance.now();
      try {
        const response = await next(request, ctx);
        ctx.logged = true;
        process.nextTick(succeeded, callFields({ operation, code: 'ok', started, ctx }));
        return response;
      } catch (error) {
        ctx.logged = true;
        const { code } = KitError.from(error);
        logFailure(logger, callFields({ operation, code, started, ctx }), error);
        throw error;
      }
    };
}
