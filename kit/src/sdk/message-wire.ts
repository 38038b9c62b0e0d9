/*
 * Messages of the protobuf language as the client sends and reads them: a fault that decoding finds is one of the
 * service, and is thrown.
 */
import type { JsonCodec } from '../protobuf/messages.ts';

/** How a message crosses the wire as JSON. */
export interface MessageWire {
  /** The JSON form of a value. Throws for one that has none. */
  encode(value: unknown): Record<string, unknown>;
  /** The value of a JSON form. Throws a TypeError for one that is none. */
  decode(value: unknown): unknown;
}

/** The wire of a codec, which should be open: services may be newer than their clients. */
export function messageWire(codec: JsonCodec): MessageWire {
  return {
    // What is no object is sent as it is, and nobody asks for a part of it.
    encode: (value) => codec.encode(value) as Record<string, unknown>,
    decode: (value) => {
      const faults: { readonly path: string; readonly message: string }[] = [];
      const decoded = codec.decode(value, faults as Parameters<JsonCodec['decode']>[1]);
      const [first] = faults;
      if (first !== undefined) throw new TypeError(`${first.path} ${first.message}`.trim());
      return decoded;
    },
  };
}
