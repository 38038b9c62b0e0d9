import type { Type } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import type { Verdict } from './verdicts.ts';
import { type Side, enumOf, settledType } from './settled.ts';
import { type Finding, type Place, type Walk, changeAt, sidesOf } from './walk.ts';
import { typeWords } from './words.ts';

/** Types of two kinds: by whose values are the other's as well, on the wire and in code. */
export function compareKinds(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  const sides = sidesOf(walk, before, after);
  const grows = accepts(sides.after, sides.before, place.position);
  const shrinks = accepts(sides.before, sides.after, place.position);
  const code = codeOf(grows, shrinks);
  const source = sourceVerdict(walk, before, after, place);
  if (code === 'form-changed' && source === undefined) return [];
  const words = [typeWords(before, walk.before), typeWords(after, walk.after)];
  const message = `${words[0] ?? ''} became ${words[1] ?? ''}`;
  const isBorne = code === 'type-widened' && isOpenedSet(walk, before, after, place);
  const isServed = isBorne || isRepeated(walk, before, after, place);
  const isMultiple = code === 'type-widened' && isMultiplied(walk, before, place);
  const verdicts: Finding['verdicts'] = {
    source,
    ...(isServed ? { http: 'safe' } : {}),
    ...(isMultiple ? { grpc: 'breaking' } : {}),
  };
  return [changeAt(place, { code, message, verdicts })];
}

/** Messages have lists for sets: only who reads them knows that nothing is there twice. */
function isMultiplied(walk: Walk, before: Type, { position }: Place): boolean {
  const { kind } = settledType({ type: before, declarations: walk.before });
  return position === 'response' && kind === 'set';
}

/** A query has one word for a value and for a list of it alone. */
function isRepeated(walk: Walk, before: Type, after: Type, { query }: Place): boolean {
  const fresh = settledType({ type: after, declarations: walk.after });
  if (!query || fresh.kind !== 'list') return false;
  const { minItems = 0, maxItems = 1 } = fresh.constraints ?? {};
  const sides = sidesOf(walk, before, fresh.items);
  return minItems <= 1 && maxItems >= 1 && accepts(sides.after, sides.before, 'request');
}

/** SDKs keep values of a set that they do not know: a set in answers may become all texts, or all numbers. */
function isOpenedSet(walk: Walk, before: Type, after: Type, { position }: Place): boolean {
  const old = settledType({ type: before, declarations: walk.before });
  const fresh = settledType({ type: after, declarations: walk.after });
  if (position !== 'response' || fresh.kind !== 'scalar') return false;
  const kinds = new Set(enumOf(old)?.members.map(({ value }) => typeof value));
  const kind = fresh.scalar === 'integer' ? 'number' : fresh.scalar;
  return kinds.size === 1 && [...kinds].every((one) => one === kind);
}

function codeOf(grows: boolean, shrinks: boolean) {
  if (grows && shrinks) return 'form-changed';
  if (grows) return 'type-widened';
  return shrinks ? 'type-narrowed' : 'type-changed';
}

/** Code writes requests and reads answers. Types that stand for each other are one. */
function sourceVerdict(
  walk: Walk,
  before: Type,
  after: Type,
  { position }: Place,
): Verdict | undefined {
  const sides = sidesOf(walk, before, after);
  const grows = accepts(sides.after, sides.before, 'source');
  const shrinks = accepts(sides.before, sides.after, 'source');
  if (grows && shrinks) return undefined;
  if (position === 'response' && losesNames(sides)) return 'breaking';
  return (position === 'request' ? grows : shrinks) ? 'safe' : 'breaking';
}

/** Of a record code may ask for any name, of an object for those that it has. */
function losesNames({ before, after }: { readonly before: Side; readonly after: Side }): boolean {
  const [old, fresh] = [settledType(before), settledType(after)];
  return (
    old.kind === 'map' &&
    old.form === 'record' &&
    fresh.kind === 'object' &&
    fresh.additional === undefined
  );
}
