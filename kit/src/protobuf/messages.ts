import type { Fault } from '../errors/fault.ts';
import { KitError } from '../errors/kit-error.ts';
import { binaryReaders } from './binary-reader.ts';
import { binaryWriters } from './binary-writer.ts';
import { defaultsOf } from './defaults.ts';
import type { Init } from './init.ts';
import { jsonReaders } from './json-reader.ts';
import { jsonWriters } from './json-writer.ts';
import type { Message } from './message.ts';
import { Reader } from './reader.ts';
import { requiredChecks } from './required.ts';
import type { MessageTables } from './table.ts';
import { memo, typesOf } from './types.ts';
import { Writer } from './writer.ts';

/** The binary form of one message. */
export interface BinaryCodec<T = unknown> {
  /** Throws a `KitError` with `internal` for what is no value of the message, which says where it is wrong. */
  encode(value: Init<T>): Uint8Array;
  /** Throws a `KitError` with `invalid_argument` for what is no message of that type. */
  decode(bytes: Uint8Array): T;
}

/** What reading JSON takes besides the value. */
export interface JsonOptions {
  /** Members and names of enums that the message does not have are left out; else each is a fault. */
  readonly open?: boolean;
}

/** The JSON form of one message (protobuf.dev/programming-guides/json). */
export interface JsonCodec<T = unknown> {
  /** A value for `JSON.stringify`. Throws as the binary codec does. */
  encode(value: Init<T>): unknown;
  /**
   * Adds a fault for each thing that is wrong, as decoders of generated code do; with one, what it gives is for
   * no one to use.
   */
  decode(value: unknown, faults: Fault[], path?: string): T;
}

/** Makes the codecs of the messages of tables, each once, when it is first asked for. */
export interface Messages {
  binary<T = unknown>(fullName: string): BinaryCodec<T>;
  json<T = unknown>(fullName: string, options?: JsonOptions): JsonCodec<T>;
  /** The defaults of fields which state one, by property: what an absent field stands for. */
  defaults(fullName: string): Readonly<Record<string, unknown>>;
}

/** Messages within each other beyond this are refused, as by the other implementations. */
export const MAX_DEPTH = 100;

/** A writer that has grown beyond this is not kept for the next message. */
const KEPT_SIZE = 0x1_0000;

/** The codecs of the messages of tables. */
export function createMessages(tables: MessageTables): Messages {
  const types = typesOf(tables);
  const readers = binaryReaders(types);
  const writers = binaryWriters(types);
  const required = requiredChecks(types);
  const usingWriter = keptWriter();

  const binary = memo((fullName): BinaryCodec => {
    types.message(fullName);
    const read = readers(fullName);
    const write = writers(fullName);
    const check = required(fullName);
    return {
      encode: (value) => encoding(fullName, () => usingWriter((writer) => write(writer, value))),
      decode: (bytes) => {
        const message = read.read(new Reader(bytes, MAX_DEPTH));
        const faults: Fault[] = [];
        check?.(message, faults, '');
        if (faults.length > 0) throw incomplete(faults);
        return message;
      },
    };
  });
  const writeJson = jsonWriters({ types, decode: (name, bytes) => binary(name).decode(bytes) });
  const readJson = jsonReaders({ types, encode: (name, value) => binary(name).encode(value) });
  const json = memo((fullName): Record<'open' | 'closed', JsonCodec> => {
    types.message(fullName);
    const write = writeJson(fullName);
    const read = readJson(fullName);
    const encode = (value: unknown) => encoding(fullName, () => write(value));
    const codec = (open: boolean): JsonCodec => ({
      encode,
      decode: (value, faults, path = '') => read(value, { faults, open, depth: MAX_DEPTH }, path),
    });
    return { open: codec(true), closed: codec(false) };
  });
  return {
    binary: <T>(fullName: string) => binary(fullName) as BinaryCodec<T>,
    json: <T>(fullName: string, { open = false }: JsonOptions = {}) =>
      json(fullName)[open ? 'open' : 'closed'] as JsonCodec<T>,
    defaults: memo((fullName): Message => defaultsOf(types.message(fullName), types)),
  };
}

function incomplete(faults: readonly Fault[]): KitError {
  return new KitError('invalid_argument', 'the message lacks required fields', { faults });
}

/** Whatever is wrong with a value that is to be sent is our own fault. */
function encoding<T>(fullName: string, encode: () => T): T {
  try {
    return encode();
  } catch (cause) {
    if (KitError.is(cause) && cause.code === 'internal') throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KitError('internal', `the ${fullName} cannot be written: ${reason}`, { cause });
  }
}

/** Lends a writer that keeps its room for the next message, or another one while it is lent. */
function keptWriter(): (write: (writer: Writer) => void) => Uint8Array {
  let kept: Writer | undefined;
  return (write) => {
    const writer = kept ?? new Writer();
    kept = undefined;
    write(writer);
    const bytes = writer.finish();
    if (writer.size <= KEPT_SIZE) kept = writer;
    return bytes;
  };
}
