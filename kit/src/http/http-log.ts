import type { Context } from '../context/context.ts';
import { callFields, logFailure } from '../endpoint/call-log.ts';
import type { Logger } from '../logger.ts';
import { HttpError } from './http-error.ts';
import { KitError } from '../errors/kit-error.ts';

/** A request whose line the transport writes, because no endpoint has. */
export interface RequestLine {
  readonly logger: Logger;
  readonly ctx: Context;
  /** The route's handler, or what stands for it. */
  readonly operation: string;
  readonly method: string;
  /** Without the query, which may hold what belongs in no log. */
  readonly path: string;
  readonly started: number;
}

/** The line of a request that was refused or failed outside its endpoint's own logging. */
export function logRequestFailure(line: RequestLine, thrown: unknown): void {
  const { logger, method, path } = line;
  const { code } = thrown instanceof HttpError ? thrown : KitError.from(thrown);
  const fields = { ...callFields({ ...line, code }), method, path };
  if (!(thrown instanceof HttpError)) return logFailure(logger, fields, thrown);
  const { status, message } = thrown;
  logger.info({ ...fields, status, reason: message }, 'request refused');
}

/** The line of a request that a plain Node handler has answered. */
export function logRequest(line: RequestLine, status: number): void {
  const { logger, method, path } = line;
  const fields = callFields({ ...line, code: status < 400 ? 'ok' : String(status) });
  logger.info({ ...fields, method, path, status }, 'request handled');
}
