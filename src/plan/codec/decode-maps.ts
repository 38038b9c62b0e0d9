import { type Declarations, resolveType } from '../../ir/resolve.ts';
import type { MapType, Type } from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import {
  type Lines,
  type Place,
  type Slot,
  callLine,
  callback,
  ifBlock,
  inOrder,
  indented,
  inside,
  memberOf,
  placeArguments,
  slotOf,
} from './code.ts';
import { replacing, sizeCheck } from './decode-lists.ts';
import { type DecoderScope, checkText } from './decoder-scope.ts';

/** A record, or a `Map` whose keys are texts: an object. */
export function recordLines(type: MapType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  const members = membersLines(type.value, {
    value: slot.value,
    place,
    scope,
    keyLines: (key) => keyLines(type.key, key, place, scope),
  });
  const map = type.form === 'map' ? [slot.assign(`new Map(Object.entries(${slot.value}))`)] : [];
  return ifBlock([checkText(scope, 'checkObject', slot.value, place)], [...members, ...map]);
}

interface Members {
  readonly value: string;
  readonly place: Place;
  readonly scope: DecoderScope;
  /** What checks a member's name. */
  readonly keyLines?: (key: string) => Lines;
  /** The members that this is about, as a condition on their name. */
  readonly when?: (key: string) => string;
}

/** Every member of an object, or those that a condition picks. */
export function membersLines(
  values: Type,
  { value, place, scope, keyLines: names = () => [], when }: Members,
): Lines {
  const { item, key, inner } = callback(scope, 'key');
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  const decoded = inOrder([names(key), scope.decode(values, slotOf(item), at, inner)]);
  const lines = when === undefined ? decoded : ifBlock([when(key)], decoded);
  if (scope.facts.isAssigned(values)) {
    const call = `${scope.imports.kit('replaceMembers')}(${value}`;
    return replacing(call, `(${item}, ${key})`, item, lines);
  }
  return [`Object.entries(${value}).forEach(([${key}, ${item}]) => {`, ...indented(lines), '});'];
}

/** What a key must be, beside a text. */
function keyLines(type: Type, key: string, place: Place, scope: DecoderScope): Lines {
  if (isAnyText(type, scope.facts.declarations)) return [];
  const target = resolveType(type, scope.facts.declarations);
  if (target.kind === 'scalar' && target.scalar !== 'string') {
    const args = [key, 'faults', ...placeArguments({ path: inside(place) })];
    return [callLine(scope.imports.kit('checkNumberName'), args)];
  }
  const at = memberOf(place, `${scope.imports.kit('escapeKey')}(${key})`);
  return scope.decode(target, slotOf(key), at, scope);
}

function isAnyText(type: Type, declarations: Declarations): boolean {
  const target = resolveType(type, declarations);
  return target.kind === 'scalar' && target.scalar === 'string';
}

/** A `Map` of other keys: a list of `[key, value]`. */
export function entryListLines(
  type: MapType,
  slot: Slot,
  place: Place,
  scope: DecoderScope,
): Lines {
  const { item, key: index, inner } = callback(scope, 'index');
  const at = memberOf(place, index);
  const parts = [type.key, type.value].map((part, position) =>
    scope.decode(part, slotOf(`${item}[${position}]`), memberOf(at, String(position)), inner),
  );
  const size = sizeCheck(scope, { value: item, least: 2, most: '2', place: at });
  const read = scope.imports.kit('readEntries');
  const args = [slot.value, 'faults', ...placeArguments(place)];
  return ifBlock(
    [checkText(scope, 'checkArray', slot.value, place)],
    [
      `${slot.value}.forEach((${item}, ${index}) => {`,
      ...indented(ifBlock([size], inOrder(parts))),
      '});',
      slot.assign(`${read}${group(['(', ')'], args)}`),
    ],
  );
}
