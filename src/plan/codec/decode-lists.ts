import type { ListType, SetType, TupleType, Type } from '../../ir/types.ts';
import { group, hug } from '../../text/layout.ts';
import {
  type Lines,
  type Place,
  type Slot,
  callback,
  ifBlock,
  inOrder,
  indented,
  memberOf,
  nameFrom,
  placeArguments,
  slotOf,
} from './code.ts';
import { type DecoderScope, checkText } from './decoder-scope.ts';

/** Nothing is said of the items of what is no list. */
export function listLines(type: ListType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  return ifBlock(
    [checkText(scope, 'checkArray', slot.value, place)],
    itemsLines(type.items, { value: slot.value, place, scope }),
  );
}

/** A set is a list that becomes a `Set` when its items are decoded. */
export function setLines(type: SetType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  const args = [slot.value, 'faults', ...placeArguments(place)];
  return ifBlock(
    [checkText(scope, 'checkArray', slot.value, place)],
    [
      ...itemsLines(type.items, { value: slot.value, place, scope }),
      slot.assign(`${scope.imports.kit('readSet')}${group(['(', ')'], args)}`),
    ],
  );
}

interface Items {
  readonly value: string;
  readonly place: Place;
  readonly scope: DecoderScope;
  /** How many items stand before: those of a tuple have types of their own. */
  readonly start?: number;
}

function itemsLines(items: Type, { value, place, scope, start = 0 }: Items): Lines {
  const { item, key, inner } = callback(scope, 'index');
  if (scope.facts.isAssigned(items)) {
    const lines = scope.decode(items, slotOf(item), memberOf(place, key), inner);
    const call =
      start === 0
        ? `${scope.imports.kit('replaceItems')}(${value}`
        : `${scope.imports.kit('replaceRest')}(${value}, ${start}`;
    return replacing(call, `(${item}, ${key})`, item, lines);
  }
  const at = memberOf(place, start === 0 ? key : `${key} + ${start}`);
  const lines = scope.decode(items, slotOf(item), at, inner);
  const target = start === 0 ? value : `${value}.slice(${start})`;
  return [`${target}.forEach((${item}, ${key}) => {`, ...indented(lines), '});'];
}

/**
 * The end of a call that replaces each member by what a callback makes of it: `, (item, index) =>
 * readInstant(item, ...));`, or with a body where one expression is not enough.
 */
export function replacing(call: string, parameters: string, item: string, lines: Lines): Lines {
  const [only = '', ...more] = lines;
  const head = `${call}, ${parameters} =>`;
  const target = `${item} = `;
  if (more.length === 0 && only.startsWith(target)) {
    return [hug(head, only.slice(target.length, -1), ');')];
  }
  return [`${head} {`, ...indented([...lines, `return ${item};`]), '});'];
}

/** Items are decoded only where there are as many as there may be. */
export function tupleLines(type: TupleType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  const least = type.items.filter((item) => !item.optional).length;
  const most = type.rest === undefined ? String(type.items.length) : 'Infinity';
  const { value } = slot;
  const items = type.items.map((item, index) => {
    const element = `${value}[${index}]`;
    const lines = scope.decode(item.type, slotOf(element), memberOf(place, String(index)), {
      ...scope,
      hint: nameFrom(scope.hint, `item${index}`),
    });
    return item.optional ? ifBlock([`${element} !== undefined`], lines) : lines;
  });
  const rest =
    type.rest === undefined
      ? []
      : itemsLines(type.rest, { value, place, scope, start: type.items.length });
  return ifBlock([sizeCheck(scope, { value, least, most, place })], inOrder([...items, rest]));
}

interface Size {
  readonly value: string;
  readonly least: number;
  readonly most: string;
  readonly place: Place;
}

/** `checkTuple(value, [1, 2], faults, path)` */
export function sizeCheck(scope: DecoderScope, { value, least, most, place }: Size): string {
  const args = [value, `[${least}, ${most}]`, 'faults', ...placeArguments(place)];
  return `${scope.imports.kit('checkTuple')}${group(['(', ')'], args)}`;
}
