import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Logger } from '../logger.ts';
import { callFields, logFailure, type CallFields, type MessageCounts } from './call-log.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { hooked, isStream } from './streams.ts';

/** What the logging middleware writes to, and under which name. */
export interface LoggingOptions {
  readonly logger: Logger;
  readonly operation: string;
}

/** A call whose line is not written yet. */
interface OpenCall {
  readonly ctx: Context;
  readonly started: number;
  readonly counts: MessageCounts | undefined;
}

/**
 * One line per call: operation, outcome, duration and ids, never the messages themselves; with a stream,
 * when that has ended, and with the number of its messages. Failures of ours are errors with their stack; a
 * caller's own mistakes are information. The line of a success is written once the answer is on its way, so
 * that no caller waits for a log.
 */
export function logging({ logger, operation }: LoggingOptions): Middleware {
  const write = (fields: CallFields) => logger.info(fields, 'call succeeded');
  const succeed = ({ ctx, started, counts }: OpenCall) => {
    ctx.logged = true;
    process.nextTick(write, callFields({ operation, code: 'ok', started, ctx, counts }));
  };
  const fail = ({ ctx, started, counts }: OpenCall, error: unknown) => {
    ctx.logged = true;
    const { code } = KitError.from(error);
    logFailure(logger, callFields({ operation, code, started, ctx, counts }), error);
  };
  const settle = (call: OpenCall, error: unknown) =>
    error === undefined ? succeed(call) : fail(call, error);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request: Req, ctx: Context): Promise<Res> => {
      const started = performance.now();
      const counts = isStream(request) ? { received: 0 } : undefined;
      const call = { ctx, started, counts };
      try {
        const response = await next(
          counts === undefined ? request : countingReceived(request, ctx, counts),
          ctx,
        );
        if (isStream(response)) return countingSent(response, { ...call, settle });
        succeed(call);
        return response;
      } catch (error) {
        fail(call, error);
        throw error;
      }
    };
}

function countingReceived<T>(request: T, ctx: Context, counts: { received: number }): T {
  return hooked(request, ctx, { message: () => (counts.received += 1) });
}

interface Settled extends OpenCall {
  readonly settle: (call: OpenCall, error: unknown) => void;
}

function countingSent<T>(response: T, { ctx, started, counts, settle }: Settled): T {
  const all = { ...counts, sent: 0 };
  return hooked(response, ctx, {
    message: () => (all.sent += 1),
    end: (error) => {
      const received = counts?.received;
      settle({ ctx, started, counts: received === undefined ? all : { ...all, received } }, error);
    },
  });
}
