/**
 * The property under which a decoded message keeps the fields that its type does not know: records of the wire,
 * each with its tag, in the order in which they came. They are written again with the message. The property is not
 * enumerable: a copy by spreading leaves them out.
 */
export const unknownFields: unique symbol = Symbol.for('@microgen/kit/unknownFields') as never;

/** Keeps one more record. */
export function keepUnknown(message: object, record: Uint8Array): void {
  const kept = unknownOf(message);
  if (kept === undefined) Object.defineProperty(message, unknownFields, { value: [record] });
  else kept.push(record);
}

/** The records that a message keeps. */
export function unknownOf(message: object): Uint8Array[] | undefined {
  return (message as { [unknownFields]?: Uint8Array[] })[unknownFields];
}
