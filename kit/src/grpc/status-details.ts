import type { Fault } from '../errors/fault.ts';
import type { KitError } from '../errors/kit-error.ts';
import { protoFields, textOf, type ProtoField } from './proto-reader.ts';
import { ProtoWriter } from './proto-writer.ts';
import { grpcStatusOf } from './status.ts';
import { readStruct, structOf } from './struct.ts';

/** The metadata that carries a `google.rpc.Status`. */
export const detailsKey = 'grpc-status-details-bin';

/** Metadata beyond 8 KiB is refused by many; the details are written in base64, and are not alone. */
const maxBytes = 4096;

/** Who gives the reasons of an error: tells kit's codes from those of others. */
const domain = 'microgen';

/** What the details of a status say. */
export interface StatusDetails {
  /** The code, where it is one of kit's; several codes may share a status. */
  readonly code?: string;
  readonly faults: readonly Fault[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly retryAfter?: number;
}

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

/** What a `google.rpc.Status` says; of one that is malformed, nothing. */
export function decodeDetails(bytes: Uint8Array): StatusDetails {
  try {
    return detailsFrom(anysOf(bytes));
  } catch {
    return { faults: [] };
  }
}

function detailsFrom(anys: ReadonlyMap<string, Uint8Array>): StatusDetails {
  const read = <T>(type: string, decode: (bytes: Uint8Array) => T): T | undefined => {
    const bytes = anys.get(`type.googleapis.com/${type}`);
    return bytes === undefined ? undefined : decode(bytes);
  };
  const info = read('google.rpc.ErrorInfo', readErrorInfo);
  const struct = read('google.protobuf.Struct', (value) => readStruct(value)) ?? {};
  const retryAfter = read('google.rpc.RetryInfo', readRetryInfo);
  const details = isRecord(struct['details']) ? struct['details'] : info?.metadata;
  const exact = Array.isArray(struct['errors']) ? struct['errors'].filter(isFault) : undefined;
  return {
    faults: exact ?? read('google.rpc.BadRequest', readBadRequest) ?? [],
    ...(info?.domain === domain ? { code: info.reason.toLowerCase() } : {}),
    ...(details === undefined || Object.keys(details).length === 0 ? {} : { details }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** The values of a status's details by their types; of a type, the first. */
function anysOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const anys = new Map<string, Uint8Array>();
  for (const { number, bytes: any } of protoFields(bytes)) {
    if (number !== 3) continue;
    const fields = protoFields(any);
    const type = textField(fields, 1);
    if (!anys.has(type)) anys.set(type, fieldOf(fields, 2)?.bytes ?? new Uint8Array());
  }
  return anys;
}

function readErrorInfo(bytes: Uint8Array) {
  const fields = protoFields(bytes);
  const entries = fields
    .filter(({ number }) => number === 3)
    .map((entry) => {
      const pair = protoFields(entry.bytes);
      return [textField(pair, 1), textField(pair, 2)] as const;
    });
  const metadata: Record<string, unknown> = Object.fromEntries(entries);
  return { reason: textField(fields, 1), domain: textField(fields, 2), metadata };
}

function readRetryInfo(bytes: Uint8Array): number {
  const delay = protoFields(fieldOf(protoFields(bytes), 1)?.bytes ?? new Uint8Array());
  return (fieldOf(delay, 1)?.value ?? 0) + (fieldOf(delay, 2)?.value ?? 0) / 1e9;
}

function readBadRequest(bytes: Uint8Array): Fault[] {
  return protoFields(bytes)
    .filter(({ number }) => number === 1)
    .map((violation) => {
      const fields = protoFields(violation.bytes);
      return {
        path: pointer(textField(fields, 1)),
        rule: camel(textField(fields, 3)),
        message: textField(fields, 2),
      };
    });
}

function fieldOf(fields: readonly ProtoField[], number: number): ProtoField | undefined {
  return fields.findLast((field) => field.number === number);
}

function textField(fields: readonly ProtoField[], number: number): string {
  const field = fieldOf(fields, number);
  return field === undefined ? '' : textOf(field);
}

/** `/items/0/name` as `items.0.name`. */
function dotted(path: string): string {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function pointer(field: string): string {
  if (field === '') return '';
  const keys = field.split('.').map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `/${keys.join('/')}`;
}

/** `minLength` as `MIN_LENGTH`, which is how reasons are spelt. */
function upper(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function camel(name: string): string {
  return name.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return typeof value === 'bigint' ? String(value) : undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFault(value: unknown): value is Fault {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['rule'] === 'string';
}
