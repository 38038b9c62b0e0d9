import type { Context } from '../context/context.ts';
import type { TraceContext } from '../context/trace-context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { hooked, isStream } from './streams.ts';

/** A span that has ended, for an exporter. */
export interface EndedSpan {
  readonly operation: string;
  readonly trace: TraceContext;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** `ok`, or the error's code. */
  readonly code: string;
}

/** Under which name the tracing middleware works, and who receives its spans. */
export interface TracingOptions {
  readonly operation: string;
  /** Receives each span as it ends. Default: a debug line. */
  readonly onEnd?: (span: EndedSpan, ctx: Context) => void;
}

/**
 * Gives each call a span of its own in the caller's trace (W3C Trace Context), which
 * `ctx.propagation()` passes on, and reports the span when the call, or the stream it answers with, ends.
 */
export function tracing({ operation, onEnd = logSpan }: TracingOptions): Middleware {
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      const span = ctx.withSpan();
      const startedAt = Date.now();
      const started = performance.now();
      const end = (code: string) => {
        const durationMs = performance.now() - started;
        const { trace, requestId } = span;
        onEnd({ operation, trace, requestId, startedAt, durationMs, code }, span);
      };
      let response: Res;
      try {
        response = await next(request, span);
      } catch (error) {
        end(KitError.from(error).code);
        throw error;
      }
      if (isStream(response)) {
        const ended = (error?: unknown) =>
          end(error === undefined ? 'ok' : KitError.from(error).code);
        return hooked(response, span, { end: ended });
      }
      end('ok');
      return response;
    };
}

function logSpan(span: EndedSpan, ctx: Context): void {
  const { traceId, spanId, parentSpanId } = span.trace;
  const ids = { trace_id: traceId, span_id: spanId, parent_span_id: parentSpanId };
  const { operation, code, durationMs } = span;
  ctx.logger.debug({ ...ids, operation, code, duration_ms: durationMs }, 'span ended');
}
