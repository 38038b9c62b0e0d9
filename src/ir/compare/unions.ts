import type { Declarations } from '../resolve.ts';
import type { Discriminator, Type, UnionType } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import type { Grammar } from './question.ts';
import { enumOf, settledType } from './settled.ts';
import { type Place, type Walk, changeAt, sidesOf, within } from './walk.ts';
import { typeWords } from './words.ts';

/** An alternative, and the fixed values that tell it from the others. */
interface Variant {
  readonly type: Type;
  readonly index: number;
  readonly tags: readonly (string | number | boolean)[];
}

/** Compares unions; a type that is none is a union of itself. Alternatives are matched by what they are. */
export function compareUnions(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  const { pairs, removed, added } = matched(walk, variantsOf(before), variantsOf(after));
  return [
    ...compareDiscriminators(before, after, place),
    ...pairs.flatMap((pair) => [
      ...compareTags(pair, place),
      ...compareLooks(walk, pair, { others: variantsOf(before), place }),
    ]),
    ...added.map((variant) => addedVariant(walk, variant, { others: variantsOf(before), place })),
    ...removed.map(({ type }) => {
      const message = `${typeWords(type, walk.before)} is no alternative any more`;
      return changeAt(place, { code: 'variant-removed', message });
    }),
    ...pairs.flatMap(([old, fresh]) =>
      walk.compare(old.type, fresh.type, within(place, labelOf(old))),
    ),
  ];
}

/** Who reads answers takes a new alternative for an old one that it fits, where that may be taken for no other. */
function addedVariant(walk: Walk, added: Variant, { others, place }: Looks): ContractChange {
  const message = `${typeWords(added.type, walk.after)} became an alternative`;
  const known = others.find((other) => isKnownAs(walk, other, added, 'response'));
  const isTaken =
    known !== undefined && compareLooks(walk, [known, added], { others, place }).length === 0;
  if (place.position === 'request' || !isTaken) {
    return changeAt(place, { code: 'variant-added', message });
  }
  const isSource = others.some((other) => isKnownAs(walk, other, added, 'source'));
  const source = isSource ? 'safe' : 'breaking';
  // Alternatives without a tag are JSON of any shape in messages.
  const verdicts = { http: 'safe', grpc: 'safe', source } as const;
  return changeAt(place, { code: 'variant-added', message, verdicts });
}

function isKnownAs(walk: Walk, old: Variant, fresh: Variant, grammar: Grammar): boolean {
  const { before, after } = sidesOf(walk, old.type, fresh.type);
  return accepts(before, after, grammar);
}

function variantsOf(type: Type): readonly Variant[] {
  if (type.kind !== 'union') return [{ type, index: 0, tags: [] }];
  return type.variants.map((variant, index) => ({
    type: variant,
    index,
    tags: type.discriminator?.values[index] ?? [],
  }));
}

function labelOf({ tags, index }: Variant): string {
  return `<${tags.length === 0 ? String(index + 1) : tags.join('|')}>`;
}

type Pair = readonly [before: Variant, after: Variant];

interface Matched {
  readonly pairs: readonly Pair[];
  readonly removed: readonly Variant[];
  readonly added: readonly Variant[];
}

/** Whether two alternatives are one; `only` says that no other is left that could be. */
type Test = (before: Variant, after: Variant) => boolean;

/** Matches what is surely the same first, then what is alike and alone in that. */
function matched(walk: Walk, before: readonly Variant[], after: readonly Variant[]): Matched {
  const sure: readonly Test[] = [
    (old, fresh) => isSameName(old.type, fresh.type),
    (old, fresh) => old.tags.some((tag) => fresh.tags.includes(tag)),
    (old, fresh) => isEqual(walk, old.type, fresh.type),
  ];
  const alike: readonly Test[] = [
    (old, fresh) => kindOf(walk, old, 'before') === kindOf(walk, fresh, 'after'),
  ];
  const first = sure.reduce(takePairs, { pairs: [], removed: before, added: after });
  return alike.reduce(takeLonePairs, first);
}

function takePairs(state: Matched, isMatch: Test): Matched {
  return state.removed.reduce((now, old) => {
    const fresh = now.added.find((one) => isMatch(old, one));
    return fresh === undefined ? now : paired(now, old, fresh);
  }, state);
}

function takeLonePairs(state: Matched, isMatch: Test): Matched {
  return state.removed.reduce((now, old) => {
    const candidates = now.added.filter((one) => isMatch(old, one));
    const [fresh] = candidates;
    const rivals = state.removed.filter((one) => fresh !== undefined && isMatch(one, fresh));
    if (fresh === undefined || candidates.length > 1 || rivals.length > 1) return now;
    return paired(now, old, fresh);
  }, state);
}

function paired(state: Matched, old: Variant, fresh: Variant): Matched {
  return {
    pairs: [...state.pairs, [old, fresh]],
    removed: state.removed.filter((one) => one !== old),
    added: state.added.filter((one) => one !== fresh),
  };
}

function isSameName(before: Type, after: Type): boolean {
  return before.kind === 'ref' && after.kind === 'ref' && before.name === after.name;
}

function isEqual(walk: Walk, before: Type, after: Type): boolean {
  const sides = sidesOf(walk, before, after);
  return (
    accepts(sides.after, sides.before, 'request') && accepts(sides.before, sides.after, 'request')
  );
}

/** What can be compared part by part. Objects of two discriminator values are never one. */
function kindOf(walk: Walk, { type, tags }: Variant, side: 'before' | 'after'): string {
  const settled = settledType({ type, declarations: walk[side] });
  if (enumOf(settled) !== undefined) return 'enum';
  if (settled.kind === 'scalar') return settled.scalar === 'integer' ? 'number' : settled.scalar;
  return settled.kind === 'object' && tags.length > 0 ? `object ${side}` : settled.kind;
}

function compareDiscriminators(before: Type, after: Type, place: Place): readonly ContractChange[] {
  if (before.kind !== 'union' || after.kind !== 'union') return [];
  const [old, fresh] = [propertyOf(before), propertyOf(after)];
  if (old === undefined || old === fresh) return [];
  const now = fresh === undefined ? 'nothing tells' : `\`${fresh}\` tells`;
  const message = `${now} the alternatives apart, which \`${old}\` did`;
  return [changeAt(place, { code: 'discriminator-changed', message })];
}

/** Who reads answers knows an alternative by its fixed values: another one is another alternative. */
function compareTags([before, after]: Pair, place: Place): readonly ContractChange[] {
  if (place.position === 'request' || before.tags.length === 0) return [];
  return after.tags
    .filter((tag) => !before.tags.includes(tag))
    .map((tag) => {
      const message = `${JSON.stringify(tag)} tells an alternative that ${before.tags.map((one) => JSON.stringify(one)).join(' or ')} told`;
      return changeAt(place, { code: 'variant-added', message });
    });
}

interface Looks {
  /** All alternatives of the old union. */
  readonly others: readonly Variant[];
  readonly place: Place;
}

/** Without a tag an alternative is known by its fields: with another one's field it may be taken for that. */
function compareLooks(
  walk: Walk,
  [before, after]: Pair,
  { others, place }: Looks,
): readonly ContractChange[] {
  if (place.position === 'request' || before.tags.length > 0) return [];
  const own = fieldNames(before, walk.before);
  const taken = others
    .filter((one) => one !== before)
    .flatMap((one) => fieldNames(one, walk.before));
  return fieldNames(after, walk.after)
    .filter((name) => !own.includes(name) && taken.includes(name))
    .map((name) => {
      const message = `an alternative got \`${name}\`, by which another one was known`;
      return changeAt(place, { code: 'variant-added', message });
    });
}

function fieldNames({ type }: Variant, declarations: Declarations): readonly string[] {
  const settled = settledType({ type, declarations });
  return settled.kind === 'object' ? settled.fields.map(({ name }) => name) : [];
}

function propertyOf({ discriminator }: UnionType): Discriminator['property'] | undefined {
  return discriminator?.property;
}
