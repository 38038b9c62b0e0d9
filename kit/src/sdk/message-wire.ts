/*
 * Messages of the protobuf language as the client sends and reads them: a fault that decoding finds is one of the
 * service, and is thrown.
 */

/** What is wrong with a JSON form, and where. */
interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The JSON form of one message; decoding puts what is wrong into a list. */
interface JsonCodec {
  encode(value: unknown): unknown;
  decode(value: unknown, faults: Fault[]): unknown;
}

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
      const faults: Fault[] = [];
      const decoded = codec.decode(value, faults);
      const [first] = faults;
      if (first !== undefined) throw new TypeError(`${first.path} ${first.message}`.trim());
      return decoded;
    },
  };
}
