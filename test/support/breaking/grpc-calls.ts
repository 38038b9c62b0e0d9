import type { Call, Row } from './row.ts';

/** Calls that only callers over gRPC make, or that they make in place of a row's own. */
interface GrpcCalls {
  readonly more?: readonly Call[];
  readonly instead?: readonly Call[];
}

/** A message tells an empty text and zero from absence only where absence is something. */
const EMPTY: GrpcCalls = { more: [{ args: [{ v: '' }] }] };

/** By the names of rows. No message holds a whole number of more than 64 bits, nor a `number` that is not exact. */
const OTHERS: Readonly<Record<string, GrpcCalls>> = {
  'request: a field is made optional': EMPTY,
  'request: null is added': EMPTY,
  'request: what is there may be absent or null': EMPTY,
  'request: a field is made optional, with a default': { more: [{ args: [{ v: 0 }] }] },
  'request: a whole number becomes a bigint': { instead: [{ args: [{ v: 5 }] }] },
  'request: a bigint becomes a number': { instead: [{ args: [{ v: 2n ** 62n }] }] },
  'answer: a field is made required': { more: [{ answer: {}, newAnswer: { v: '' } }] },
  'answer: null is removed': { more: [{ answer: { v: null }, newAnswer: { v: '' } }] },
  'answer: a whole number becomes a bigint': {
    instead: [{ answer: { v: 5 }, newAnswer: { v: 2n ** 60n } }],
  },
  'answer: a bigint becomes a whole number': {
    instead: [{ answer: { v: 5n }, newAnswer: { v: Number.MAX_SAFE_INTEGER } }],
  },
};

/** The calls of a row that gRPC can carry: one without an SDK sends JSON, which HTTP alone takes. */
export function grpcCallsOf({ name, calls }: Row): readonly Call[] {
  const { more = [], instead = calls } = OTHERS[name] ?? {};
  return [...instead, ...more].filter((call) => !('json' in call));
}
