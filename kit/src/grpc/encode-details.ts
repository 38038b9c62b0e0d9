import type { Fault } from '../errors/fault.ts';
import type { KitError } from '../errors/kit-error.ts';
import { camel, domain, dotted, pointer, upper } from './detail-names.ts';
import { ProtoWriter } from './proto-writer.ts';
import { grpcStatusOf } from './status.ts';
import { structOf } from './struct.ts';

/** Metadata beyond 8 KiB is refused by many; the details are written in base64, and are not alone. */
const maxBytes = 4096;

/**
 * The `google.rpc.Status` of an error: `ErrorInfo` with the code, `BadRequest` with the faults, `RetryInfo`, and, where
 * these cannot say all, a `Struct` with `errors` and `details` as a problem document over HTTP has them. What
 * does not fit into metadata is left out, the rear first.
 */
export function encodeDetails(error: KitError, message: string): Buffer {
  const { code, faults = [], retryAfter } = error;
  // What is internal is for the log.
  const details = code === 'internal' ? undefined : error.details;
  const status = new ProtoWriter().int(1, grpcStatusOf(code)).text(2, message);
  let left = maxBytes - status.length;
  const add = (type: string, value: ProtoWriter | Uint8Array) => {
    const any = new ProtoWriter().text(1, `type.googleapis.com/${type}`).bytes(2, value).finish();
    if (any.length + 4 > left) return;
    left -= any.length + 4;
    status.bytes(3, any);
  };
  add('google.rpc.ErrorInfo', errorInfo(code, details));
  if (retryAfter !== undefined) add('google.rpc.RetryInfo', retryInfo(retryAfter));
  if (faults.length > 0) add('google.rpc.BadRequest', badRequest(faults, left - 100));
  const struct = restOf(faults, details);
  if (struct !== undefined) add('google.protobuf.Struct', struct);
  return status.finish();
}

function errorInfo(code: string, details: Readonly<Record<string, unknown>> = {}): ProtoWriter {
  const info = new ProtoWriter().text(1, upper(code)).text(2, domain);
  for (const [name, value] of Object.entries(details)) {
    const text = typeof value === 'string' ? value : jsonText(value);
    if (text !== undefined) info.bytes(3, new ProtoWriter().bytes(1, name).bytes(2, text));
  }
  return info;
}

function retryInfo(seconds: number): ProtoWriter {
  const whole = Math.floor(seconds);
  const nanos = Math.round((seconds - whole) * 1e9);
  return new ProtoWriter().bytes(1, new ProtoWriter().int(1, whole).int(2, nanos));
}

function badRequest(faults: readonly Fault[], room: number): ProtoWriter {
  const request = new ProtoWriter();
  let left = room;
  for (const { path, rule, message } of faults) {
    const violation = new ProtoWriter()
      .text(1, dotted(path))
      .text(2, message)
      .text(3, upper(rule))
      .finish();
    left -= violation.length + 3;
    if (left < 0) return request;
    request.bytes(1, violation);
  }
  return request;
}

/** What the standard messages have no place for. */
function restOf(
  faults: readonly Fault[],
  details: Readonly<Record<string, unknown>> = {},
): Uint8Array | undefined {
  const exact = ({ path, rule, wanted }: Fault) =>
    wanted === undefined && pointer(dotted(path)) === path && camel(upper(rule)) === rule;
  const plain = Object.values(details).every((value) => typeof value === 'string');
  if (plain && faults.every(exact)) return undefined;
  try {
    return structOf({
      ...(faults.length > 0 ? { errors: faults } : {}),
      ...(Object.keys(details).length > 0 ? { details } : {}),
    });
  } catch {
    // Nothing of what has a cycle is sent.
    return undefined;
  }
}

function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return typeof value === 'bigint' ? String(value) : undefined;
  }
}
