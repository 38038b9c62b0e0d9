import type { Fault } from '../errors/fault.ts';
import { camel, domain, pointer } from './detail-names.ts';
import { protoFields, textOf, type ProtoField } from './proto-reader.ts';
import { readStruct } from './struct.ts';

/** What the details of a status say. */
export interface StatusDetails {
  /** The code, where it is one of kit's; several codes may share a status. */
  readonly code?: string;
  readonly faults: readonly Fault[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly retryAfter?: number;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFault(value: unknown): value is Fault {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['rule'] === 'string';
}
