import type { EnumMember, EnumType } from '../types.ts';
import type { ContractChange } from './change.ts';
import { codeName } from './settled.ts';
import { type Place, changeAt } from './walk.ts';

/** Compares sets of values: by value, which the wire shows, and by the names that code shows. */
export function compareEnums(
  before: EnumType,
  after: EnumType,
  place: Place,
): readonly ContractChange[] {
  const added = without(after.members, before.members);
  const removed = without(before.members, after.members);
  return [
    ...compareForms(before, after, place),
    ...added.map(({ value }) =>
      changeAt(place, {
        code: 'enum-value-added',
        message: `${JSON.stringify(value)} became a value`,
        ...(isAlike(value, before) ? {} : { verdicts: BREAKS_READERS[place.position] }),
      }),
    ),
    ...removed.map(({ value }) =>
      changeAt(place, {
        code: 'enum-value-removed',
        message: `${JSON.stringify(value)} is no value any more`,
        ...(after.open && typeof value === 'number'
          ? { verdicts: STILL_ACCEPTED[place.position] }
          : {}),
      }),
    ),
    ...compareOpenness(before, after, place),
  ];
}

/** Who keeps values that it does not know keeps texts among texts, and numbers among numbers. */
function isAlike(value: EnumMember['value'], { members }: EnumType): boolean {
  return members.some((member) => typeof member.value === typeof value);
}

const BREAKS_READERS = { request: {}, response: { http: 'breaking' } } as const;

/** An open set takes the numbers that it does not name. */
const STILL_ACCEPTED = { request: { http: 'safe', tools: 'safe' }, response: {} } as const;

function without(
  members: readonly EnumMember[],
  others: readonly EnumMember[],
): readonly EnumMember[] {
  return members.filter(({ value }) => others.every((other) => other.value !== value));
}

/** An enum of names and values is another type in code than the values alone. */
function compareForms(before: EnumType, after: EnumType, place: Place): readonly ContractChange[] {
  const kept = before.members.flatMap((old) => {
    const fresh = after.members.find((member) => member.value === old.value);
    return fresh === undefined ? [] : [{ old: codeName(old), fresh: codeName(fresh), ...old }];
  });
  const changed = kept.filter(({ old, fresh }) => old !== fresh);
  const other = changed.find(({ old, fresh }) => old === undefined || fresh === undefined);
  if (other !== undefined) {
    const message = other.old === undefined ? 'values became an enum' : 'an enum became values';
    return [changeAt(place, { code: 'form-changed', message })];
  }
  return changed.map(({ old = '', fresh = '', value }) => {
    const message = `${old} is called ${fresh}, and is still ${JSON.stringify(value)}`;
    return changeAt(place, { code: 'enum-member-renamed', message });
  });
}

function compareOpenness(
  before: EnumType,
  after: EnumType,
  place: Place,
): readonly ContractChange[] {
  if (before.open === after.open) return [];
  return [
    after.open
      ? changeAt(place, { code: 'enum-opened', message: 'other numbers became values' })
      : changeAt(place, { code: 'enum-closed', message: 'other numbers are no values any more' }),
  ];
}
