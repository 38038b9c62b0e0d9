import { type About, type ProtoChange, changed } from './change.ts';
import type { EnumTables, Kind, ProtoField } from './model.ts';

/** A field on both sides. */
interface FieldPair {
  readonly before: ProtoField;
  readonly after: ProtoField;
  readonly enums: EnumTables;
}

/** Kinds whose bytes are read as one another (protobuf.dev/programming-guides/proto3/#updating); others stand alone. */
const IN_BYTES: Readonly<Partial<Record<Kind, string>>> = {
  int32: 'varint',
  int64: 'varint',
  uint32: 'varint',
  uint64: 'varint',
  bool: 'varint',
  sint32: 'zigzag',
  sint64: 'zigzag',
  fixed32: 'four bytes',
  sfixed32: 'four bytes',
  fixed64: 'eight bytes',
  sfixed64: 'eight bytes',
};

/** Kinds that are read as one another both in bytes and in JSON. */
const IN_BYTES_AND_JSON: Readonly<Partial<Record<Kind, string>>> = {
  int32: 'varint of a number',
  uint32: 'varint of a number',
  int64: 'varint of a text',
  uint64: 'varint of a text',
  fixed32: 'four bytes',
  sfixed32: 'four bytes',
  fixed64: 'eight bytes',
  sfixed64: 'eight bytes',
};

/** Kinds whose JSON is read as one another: numbers as numbers, and those of 64 bits as text. */
const IN_JSON: Readonly<Partial<Record<Kind, string>>> = {
  int32: 'a number',
  uint32: 'a number',
  sint32: 'a number',
  fixed32: 'a number',
  sfixed32: 'a number',
  int64: 'a text',
  uint64: 'a text',
  sint64: 'a text',
  fixed64: 'a text',
  sfixed64: 'a text',
  float: 'a fraction',
  double: 'a fraction',
  message: 'an object',
  group: 'an object',
};

/** What changed in the type of a field. */
export function compareTypes(about: About, pair: FieldPair): readonly ProtoChange[] {
  const { before, after } = pair;
  const message = `the field was ${typeText(before)}, and is ${typeText(after)}`;
  const isNamed = before.typeName !== after.typeName;
  const isOther = before.kind !== after.kind || isNamed;
  if (!isOther) return [];
  const isSameSort = before.kind === after.kind;
  const isLost = isSameSort && isNamed && !isSameEnum(pair);
  const isSameJson = isAlike(before, after, IN_JSON) && (isSameSort || !isNamed);
  // A text is bytes, though bytes need not be a text.
  const isText = before.kind === 'string' && after.kind === 'bytes';
  return changed(
    {
      code: 'proto-field-type-changed',
      ...about,
      message,
      // The categories ask for the same bytes as well.
      ...(!isLost && isSameJson ? { spares: ['http'] as const } : {}),
    },
    {
      FIELD_SAME_TYPE: true,
      FIELD_WIRE_JSON_COMPATIBLE_TYPE: isLost || !isAlike(before, after, IN_BYTES_AND_JSON),
      FIELD_WIRE_COMPATIBLE_TYPE: isLost || (!isText && !isAlike(before, after, IN_BYTES)),
    },
  );
}

function isAlike(
  { kind: before }: ProtoField,
  { kind: after }: ProtoField,
  groups: Readonly<Partial<Record<Kind, string>>>,
): boolean {
  return (groups[before] ?? before) === (groups[after] ?? after);
}

/** An enum that moved is the same under its short name, as long as it has all the values that it had. */
function isSameEnum({ before, after, enums }: FieldPair): boolean {
  if (before.kind !== 'enum') return false;
  const short = ({ typeName }: ProtoField): string => typeName.slice(typeName.lastIndexOf('.') + 1);
  const values = enums.before.get(before.typeName)?.values ?? [];
  const fresh = enums.after.get(after.typeName)?.values ?? [];
  return (
    short(before) === short(after) &&
    values.every(({ name, number }) =>
      fresh.some((value) => value.name === name && value.number === number),
    )
  );
}

function typeText({ kind, typeName }: ProtoField): string {
  if (typeName === '') return kind;
  return kind === 'group' ? `${typeName} (delimited)` : typeName;
}
