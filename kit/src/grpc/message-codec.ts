import type { Fault } from '../errors/fault.ts';

/** How the messages of one type cross the wire. */
export interface MessageCodec<T = unknown> {
  /** The bytes of a value. */
  encode(value: T): Uint8Array;
  /**
   * The value of bytes. What is wrong with it may go into `faults`, with paths within the message; only what
   * cannot be read at all throws.
   */
  decode(bytes: Uint8Array, faults: Fault[]): T;
}
