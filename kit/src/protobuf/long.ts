/** Numbers of 64 bits as a `bigint` and as two halves, which is how they are read and written. */

const SAFE_HIGH = 0x20_0000;
const TWO_32 = 0x1_0000_0000;

/** The number of two halves, in two's complement. */
export function signedFrom(low: number, high: number): bigint {
  const signed = high | 0;
  if (signed < SAFE_HIGH && signed >= -SAFE_HIGH) return BigInt(signed * TWO_32 + (low >>> 0));
  return (BigInt(signed) << 32n) | BigInt(low >>> 0);
}

/** The number of two halves, without a sign. */
export function unsignedFrom(low: number, high: number): bigint {
  const unsigned = high >>> 0;
  if (unsigned < SAFE_HIGH) return BigInt(unsigned * TWO_32 + (low >>> 0));
  return (BigInt(unsigned) << 32n) | BigInt(low >>> 0);
}

/** The number of two halves in zigzag form: 0, -1, 1, -2 ... */
export function zigzagFrom(low: number, high: number): bigint {
  const sign = -(low & 1);
  return signedFrom(((low >>> 1) | (high << 31)) ^ sign, (high >>> 1) ^ sign);
}

/** The low half. */
export function lowOf(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

/** The high half. */
export function highOf(value: bigint): number {
  return Number(BigInt.asIntN(32, value >> 32n));
}

/** A number in zigzag form. */
export function zigzagOf(value: bigint): bigint {
  return (value << 1n) ^ (value >> 63n);
}
