/** How a value lies on the wire, and so where it ends (protobuf.dev/programming-guides/encoding/#structure). */
export const WireType = { varint: 0, fixed64: 1, length: 2, start: 3, end: 4, fixed32: 5 } as const;

/** One of {@link WireType}. */
export type WireType = (typeof WireType)[keyof typeof WireType];

/** What stands in front of each value: the field's number and the value's type. */
export function tagOf(number: number, wire: WireType): number {
  return ((number << 3) | wire) >>> 0;
}
