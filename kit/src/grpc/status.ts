import type { ErrorCode } from '../errors/error-code.ts';

/** The status of a call that has succeeded. */
export const okStatus = 0;

/** The statuses of gRPC (grpc.io/docs/guides/status-codes) for kit's codes. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid_argument: 3,
  unauthenticated: 16,
  permission_denied: 7,
  not_found: 5,
  already_exists: 6,
  conflict: 10,
  failed_precondition: 9,
  resource_exhausted: 8,
  unavailable: 14,
  deadline_exceeded: 4,
  cancelled: 1,
  unimplemented: 12,
  internal: 13,
};

/** What the statuses that no code of kit has come nearest to: OUT_OF_RANGE, DATA_LOSS. */
const others: readonly (readonly [number, string])[] = [
  [11, 'invalid_argument'],
  [15, 'internal'],
];

const codes: ReadonlyMap<number, string> = new Map([
  ...others,
  ...Object.entries(statuses).map(([code, status]) => [status, code] as const),
]);

/** The gRPC status of a code. */
export function grpcStatusOf(code: ErrorCode): number {
  return statuses[code];
}

/** The code of a gRPC status; `unknown` for one that says no more. */
export function codeOfStatus(status: number): string {
  return codes.get(status) ?? 'unknown';
}
