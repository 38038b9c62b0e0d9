import { byCodeUnit } from '../../text/order.ts';
import { type ProtoChange, changed } from './change.ts';
import type { Range } from './model.ts';
import type { ProtoRuleId } from './rules.ts';

/** What a message or an enum keeps free. */
export interface Reserving {
  readonly fullName: string;
  readonly reservedRanges: readonly Range[];
  readonly reservedNames: readonly string[];
}

/** What was reserved and is not any more, each range and name by itself. */
export function compareReserved(
  before: Reserving,
  after: Reserving,
  rule: ProtoRuleId,
): readonly ProtoChange[] {
  const gone = [
    ...before.reservedRanges.filter((range) => !covers(after.reservedRanges, range)).map(rangeText),
    ...before.reservedNames
      .filter((name) => !after.reservedNames.includes(name))
      .map((name) => JSON.stringify(name)),
  ];
  const subject = before.fullName;
  return gone.toSorted(byCodeUnit).flatMap((what) => {
    const message = `${what} is no longer reserved`;
    return changed(
      { code: 'proto-reserved-removed', subject, owner: subject, message },
      { [rule]: true },
    );
  });
}

/** Whether every number of a range is in one of some. */
export function covers(ranges: readonly Range[], { start, end }: Range): boolean {
  let next = start;
  for (const one of ranges.toSorted((a, b) => a.start - b.start)) {
    if (one.start <= next && one.end >= next) next = one.end + 1;
  }
  return next > end;
}

/** A range as the language writes it: `4 to 7`. */
export function rangeText({ start, end }: Range): string {
  return start === end ? String(start) : `${start} to ${end}`;
}
