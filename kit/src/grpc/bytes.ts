import type { MessageCodec } from './message-codec.ts';

/** The bytes of a message, as grpc-js wants them; nothing is copied. */
export function encodeMessage(codec: Pick<MessageCodec, 'encode'>, value: unknown): Buffer {
  const bytes = codec.encode(value);
  if (Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes pass through grpc-js as they are: what cannot be read is then ours to answer. */
export function asIs(bytes: Buffer): Buffer {
  return bytes;
}
