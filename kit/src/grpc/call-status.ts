import type { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { KitError } from '../errors/kit-error.ts';
import { detailsKey } from './detail-names.ts';
import { encodeDetails } from './encode-details.ts';
import { grpcStatusOf } from './status.ts';

/** The end of a call, in grpc-js's words. */
export interface CallStatus extends Error {
  readonly code: number;
  readonly details: string;
  readonly metadata: GrpcMetadata;
}

/** What fits into a header, beside the details. */
const maxMessage = 1024;

/** The status of an error; the details join the metadata. What is `internal` says nothing about its cause. */
export function statusOf(error: KitError, metadata: GrpcMetadata): CallStatus {
  const details =
    error.code === 'internal' ? 'an internal error occurred' : wellFormed(error.message);
  metadata.set(detailsKey, encodeDetails(error, details));
  return Object.assign(new Error(details), {
    code: grpcStatusOf(error.code),
    details,
    metadata,
  });
}

/** Half a surrogate pair is no text, and cannot be written. */
function wellFormed(message: string): string {
  return Buffer.from(message.slice(0, maxMessage)).toString();
}
