import type { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import { isErrorCode } from '../errors/error-code.ts';
import { ApiError } from '../sdk/api-error.ts';
import { decodeDetails } from './decode-details.ts';
import { detailsKey } from './detail-names.ts';
import { codeOfStatus } from './status.ts';

/** How a call has ended, in grpc-js's words. */
export interface EndStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata: GrpcMetadata;
}

/**
 * The error of a call that has failed, the same that the service has over HTTP; `body` is what a problem document would
 * say. `status`, which is HTTP's, is 0.
 */
export function errorOfStatus(end: EndStatus, headers: GrpcMetadata | undefined): ApiError {
  const [details] = end.metadata.get(detailsKey);
  const found = decodeDetails(Buffer.isBuffer(details) ? details : Buffer.alloc(0));
  const code = isErrorCode(found.code) ? found.code : codeOfStatus(end.code);
  const detail = end.details === '' ? `the service answered ${code}` : end.details;
  const requestId = textOf(end.metadata) ?? textOf(headers);
  const errors = found.faults.map((fault) => ({ in: 'body', ...fault }));
  return new ApiError({
    code,
    detail,
    requestId,
    faults: errors,
    retryAfter: found.retryAfter,
    body: {
      code,
      detail,
      ...(requestId === undefined ? {} : { requestId }),
      ...(errors.length === 0 ? {} : { errors }),
      ...(found.details === undefined ? {} : { details: found.details }),
    },
  });
}

/** The error of a message that cannot be read. */
export function invalidResponse(cause: unknown): ApiError {
  return new ApiError({ code: 'invalid_response', detail: 'the message cannot be read', cause });
}

function textOf(metadata: GrpcMetadata | undefined): string | undefined {
  const [value] = metadata?.get('x-request-id') ?? [];
  return typeof value === 'string' ? value : undefined;
}
