import { type ProtoChange, changed } from './change.ts';
import { lackingText } from './lacking.ts';
import type { ProtoField, ProtoMessage } from './model.ts';
import { compareReserved, covers, rangeText } from './ranges.ts';

/** What changed in a message, beside what its fields are. */
export function compareMessages(before: ProtoMessage, after: ProtoMessage): readonly ProtoChange[] {
  const subject = before.fullName;
  return [
    ...before.oneofs.flatMap((name) =>
      changed(
        {
          code: 'proto-oneof-removed',
          subject: `${subject}.${name}`,
          owner: subject,
          message: 'the oneof was removed',
        },
        { ONEOF_NO_DELETE: !after.oneofs.includes(name) },
      ),
    ),
    ...before.extensionRanges.flatMap((range) =>
      changed(
        {
          code: 'proto-extensions-removed',
          subject,
          owner: subject,
          message: `${rangeText(range)} are no numbers of extensions any more`,
        },
        { EXTENSION_MESSAGE_NO_DELETE: !covers(after.extensionRanges, range) },
      ),
    ),
    ...changed(
      {
        code: 'proto-json-format-changed',
        subject,
        owner: subject,
        message: 'its JSON is no longer promised',
      },
      { MESSAGE_SAME_JSON_FORMAT: before.hasJson && !after.hasJson },
    ),
    ...compareReserved(before, after, 'RESERVED_MESSAGE_NO_DELETE'),
    ...compareRequired(before, after),
    ...before.fields.flatMap((field) => removedField(field, before, after)),
  ];
}

/** Both sides must know of a required field: whoever does not breaks the other. */
function compareRequired(before: ProtoMessage, after: ProtoMessage): readonly ProtoChange[] {
  const [old, fresh] = [required(before), required(after)];
  const told = ({ name, jsonName, number }: ProtoField, message: string): readonly ProtoChange[] =>
    changed(
      {
        code: 'proto-required-changed',
        subject: `${before.fullName}.${name}`,
        owner: before.fullName,
        member: jsonName,
        message: `${message} (${number})`,
      },
      { MESSAGE_SAME_REQUIRED_FIELDS: true },
    );
  return [
    ...[...old].flatMap(([number, field]) =>
      fresh.has(number) ? [] : told(field, 'it is no longer a required field'),
    ),
    ...[...fresh].flatMap(([number, field]) =>
      old.has(number) ? [] : told(field, 'it became a required field'),
    ),
  ];
}

function required({ fields }: ProtoMessage): ReadonlyMap<number, ProtoField> {
  const own = fields.filter(({ isMarkedRequired }) => isMarkedRequired);
  return new Map(own.map((field) => [field.number, field]));
}

function removedField(
  { name, jsonName, number }: ProtoField,
  before: ProtoMessage,
  after: ProtoMessage,
): readonly ProtoChange[] {
  if (after.fields.some((field) => field.number === number)) return [];
  const moved = after.fields.find((field) => field.jsonName === jsonName);
  const isNameReserved = after.reservedNames.includes(name);
  const isNumberReserved = covers(after.reservedRanges, { start: number, end: number });
  const without = lackingText(isNumberReserved, isNameReserved);
  return changed(
    {
      code: 'proto-field-removed',
      subject: `${before.fullName}.${name}`,
      owner: before.fullName,
      member: jsonName,
      message:
        moved === undefined
          ? `the field was removed${without}: number ${number}`
          : `the number of the field was ${number}, and is ${moved.number}`,
      // Neither JSON nor code shows a number.
      ...(moved === undefined ? {} : { spares: ['http', 'source'] as const }),
    },
    {
      FIELD_NO_DELETE: true,
      FIELD_NO_DELETE_UNLESS_NAME_RESERVED: !isNameReserved,
      FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED: !isNumberReserved,
    },
  );
}
