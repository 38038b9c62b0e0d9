import { binaryReaders } from '../protobuf/binary-reader.ts';
import { binaryWriters } from '../protobuf/binary-writer.ts';
import type { Reader } from '../protobuf/reader.ts';
import { typesOf } from '../protobuf/types.ts';
import { type Span, TIMESTAMP_RANGE, timestampFrom } from '../protobuf/well-known.ts';
import type { Writer } from '../protobuf/writer.ts';

/** Seconds before the fraction, and the fraction (RFC 3339, in UTC). */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** The fields of an instant, without what protobuf says of their range: that is told as a fault, not as broken bytes. */
const SPAN = 'Span';
const types = typesOf({
  messages: {
    [SPAN]: {
      fields: [
        { number: 1, name: 'seconds', type: 'int64' },
        { number: 2, name: 'nanos', type: 'int32' },
      ],
    },
  },
  enums: {},
});
const spanReader = binaryReaders(types)(SPAN);
const spanWriter = binaryWriters(types)(SPAN);

/** Writes the text of an instant as the fields of `google.protobuf.Timestamp`. */
export function writeTimestamp(writer: Writer, text: string): void {
  const [, head = '', fraction = '', zone = 'Z'] = PATTERN.exec(text) ?? [];
  const seconds = Date.parse(`${head}${zone}`) / 1000;
  if (!Number.isInteger(seconds)) throw new RangeError(`${text} is no instant`);
  spanWriter(writer, { seconds: BigInt(seconds), nanos: Number(fraction.padEnd(9, '0')) });
}

/**
 * Reads `google.protobuf.Timestamp` as text with as many digits as it needs: none, 3, 6 or 9. What is out of range
 * becomes a text that no decoder takes for an instant.
 */
export function readTimestamp(reader: Reader): string {
  const span = spanReader.read(reader) as Span;
  const { seconds, nanos } = span;
  const fits = seconds >= TIMESTAMP_RANGE[0] && seconds <= TIMESTAMP_RANGE[1];
  const isFraction = nanos >= 0 && nanos <= 999_999_999;
  return fits && isFraction ? timestampFrom(span).toJSON() : `${seconds}.${nanos}`;
}
