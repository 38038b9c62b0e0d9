import { byCodeUnit } from '../../text/order.ts';
import { type ProtoChange, changed } from './change.ts';
import { lackingText } from './lacking.ts';
import type { ProtoEnum } from './model.ts';
import { compareReserved, covers } from './ranges.ts';

/** What changed in an enum: its values are known by their numbers, which may have several names. */
export function compareEnums(before: ProtoEnum, after: ProtoEnum): readonly ProtoChange[] {
  const subject = before.fullName;
  const state = ({ isClosed }: ProtoEnum): string => (isClosed ? 'closed' : 'open');
  return [
    ...changed(
      {
        code: 'proto-enum-type-changed',
        subject,
        owner: subject,
        message: `the enum was ${state(before)} and is ${state(after)}`,
      },
      { ENUM_SAME_TYPE: before.isClosed !== after.isClosed },
    ),
    ...changed(
      {
        code: 'proto-json-format-changed',
        subject,
        owner: subject,
        message: 'its JSON is no longer promised',
      },
      { ENUM_SAME_JSON_FORMAT: before.hasJson && !after.hasJson },
    ),
    ...compareReserved(before, after, 'RESERVED_ENUM_NO_DELETE'),
    ...[...namesByNumber(before)].flatMap(([number, names]) => {
      const fresh = namesByNumber(after).get(number);
      return fresh === undefined
        ? removedValue(number, names, { before, after })
        : renamedValue(names, fresh, before);
    }),
  ];
}

function namesByNumber({ values }: ProtoEnum): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  for (const { name, number } of values) found.set(number, [...(found.get(number) ?? []), name]);
  return found;
}

function removedValue(
  number: number,
  names: readonly string[],
  { before, after }: { readonly before: ProtoEnum; readonly after: ProtoEnum },
): readonly ProtoChange[] {
  const isNameReserved = names.every((name) => after.reservedNames.includes(name));
  const isNumberReserved = covers(after.reservedRanges, { start: number, end: number });
  return changed(
    {
      code: 'proto-enum-value-removed',
      subject: `${before.fullName}.${names.join('|')}`,
      owner: before.fullName,
      member: names[0] ?? '',
      message: `the value was removed${lackingText(isNumberReserved, isNameReserved)}: number ${number}`,
    },
    {
      ENUM_VALUE_NO_DELETE: true,
      ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED: !isNameReserved,
      ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED: !isNumberReserved,
    },
  );
}

/** A number may get more names, and lose none. */
function renamedValue(
  before: readonly string[],
  after: readonly string[],
  { fullName }: ProtoEnum,
): readonly ProtoChange[] {
  const gone = before.filter((name) => !after.includes(name)).toSorted(byCodeUnit);
  return changed(
    {
      code: 'proto-enum-value-renamed',
      subject: `${fullName}.${before.join('|')}`,
      owner: fullName,
      member: before[0] ?? '',
      message: `the value is called ${after.join(' and ')} now`,
    },
    { ENUM_VALUE_SAME_NAME: gone.length > 0 },
  );
}
