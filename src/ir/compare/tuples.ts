import type { TupleType } from '../types.ts';
import { lengthsFit } from './list-fits.ts';
import type { ContractChange } from './change.ts';
import { type Place, type Walk, changeAt, within } from './walk.ts';

/** Compares tuples: how many items there may be, then the items that both have. */
export function compareTuples(
  walk: Walk,
  before: TupleType,
  after: TupleType,
  place: Place,
): readonly ContractChange[] {
  const count = Math.max(before.items.length, after.items.length);
  const items = Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const [old, fresh] = [itemAt(before, index), itemAt(after, index)];
    if (old === undefined || fresh === undefined) return [];
    return walk.compare(old, fresh, within(place, `[${String(index)}]`));
  });
  const rest =
    before.rest === undefined || after.rest === undefined
      ? []
      : walk.compare(before.rest, after.rest, within(place, '[...]'));
  return [
    ...compareLengths(before, after, place),
    ...compareReadonly(before, after, place),
    ...items,
    ...rest,
  ];
}

function itemAt({ items, rest }: TupleType, index: number) {
  return items[index]?.type ?? rest;
}

function compareLengths(
  before: TupleType,
  after: TupleType,
  place: Place,
): readonly ContractChange[] {
  const grows = lengthsFit(after, before);
  const shrinks = lengthsFit(before, after);
  if (grows && shrinks) return [];
  const code = grows ? 'type-widened' : shrinks ? 'type-narrowed' : 'type-changed';
  const message = `${lengthWords(before)} became ${lengthWords(after)}`;
  return [changeAt(place, { code, message })];
}

function lengthWords({ items, rest }: TupleType): string {
  const least = items.filter((item) => !item.optional).length;
  if (rest !== undefined) return `${String(least)} items or more`;
  return least === items.length
    ? `${String(least)} items`
    : `${String(least)} to ${String(items.length)} items`;
}

function compareReadonly(
  before: TupleType,
  after: TupleType,
  place: Place,
): readonly ContractChange[] {
  if (before.readonly === after.readonly) return [];
  const code = after.readonly ? 'list-made-readonly' : 'list-made-writable';
  const message = after.readonly ? 'the tuple became readonly' : 'the tuple is no longer readonly';
  return [changeAt(place, { code, message })];
}
