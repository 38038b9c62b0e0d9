import type { Declarations } from '../resolve.ts';
import type { ListType, RefType, ScalarType, SetType, Type } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import { type Constrained, constraintChanges } from './constraints.ts';
import { compareEnums } from './enums.ts';
import { compareKinds } from './kinds.ts';
import { compareObjects } from './objects.ts';
import { enumOf, settledType } from './settled.ts';
import { compareTuples } from './tuples.ts';
import { compareUnions } from './unions.ts';
import { type Place, type Walk, changeAt, createRenames, sidesOf, within } from './walk.ts';
import { declaredName } from './words.ts';

/** Begins a comparison of what the declarations of two contracts hold. */
export function createWalk(before: Declarations, after: Declarations): Walk {
  const entered = new Set<string>();
  const walk: Walk = {
    before,
    after,
    renames: createRenames(before, after),
    enter: (key) => !entered.has(key) && entered.add(key).size > 0,
    compare: (old, fresh, place) => compareTypes(walk, old, fresh, place),
  };
  return walk;
}

/** By what types mean on the wire and in code; names count only where code shows them. */
function compareTypes(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  if (before.kind !== 'ref' || after.kind !== 'ref') return compareOpen(walk, before, after, place);
  const own = compareConstraints(before, after, place);
  const [old, fresh] = [walk.before.get(before.name), walk.after.get(after.name)];
  if (old === undefined || fresh === undefined) return own;
  if (old.from === 'derived' || !walk.renames.pair(before.name, after.name)) {
    return compareOpen(walk, before, after, place);
  }
  const key = [
    before.name,
    after.name,
    place.position,
    String(place.tool),
    String(place.query),
  ].join(' ');
  if (!walk.enter(key)) return own;
  const declared: Place = {
    subject: declaredName(before.name, walk.before),
    position: place.position,
    tool: place.tool,
    query: place.query,
    before: old.span,
    after: fresh.span,
    open: new Set(),
  };
  return [...own, ...compareTypes(walk, old.type, fresh.type, declared)];
}

/** Types at least one of which is no declaration of the other's name. */
function compareOpen(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  const [old, fresh] = [peeled(before, walk.before), peeled(after, walk.after)];
  if (old.isNullable || fresh.isNullable) {
    return compareNullable(walk, [old, fresh], place);
  }
  const names = [before, after].map((type) => (type.kind === 'ref' ? type.name : ''));
  const key = names.join(' ');
  if (place.open.has(key)) return [];
  const inside = key === ' ' ? place : { ...place, open: new Set([...place.open, key]) };
  return compareBare(walk, before, after, inside);
}

/** A type without the `null` that it admits, as far as that stands at its top. */
interface Peeled {
  readonly type: Type;
  readonly isNullable: boolean;
}

function peeled(type: Type, declarations: Declarations): Peeled {
  const settled = settledType({ type, declarations });
  return settled.kind === 'nullable'
    ? { type: peeled(settled.of, declarations).type, isNullable: true }
    : { type, isNullable: false };
}

/** `null` apart from the rest, unless the rest admits everything. */
function compareNullable(
  walk: Walk,
  [old, fresh]: readonly [Peeled, Peeled],
  place: Place,
): readonly ContractChange[] {
  if (isUnknown(old.type, walk.before) || isUnknown(fresh.type, walk.after)) {
    const [before, after] = [asNullable(old), asNullable(fresh)];
    return compareKinds(walk, before, after, place);
  }
  const inner = walk.compare(old.type, fresh.type, place);
  if (old.isNullable === fresh.isNullable) return inner;
  const code = fresh.isNullable ? 'nullable-added' : 'nullable-removed';
  const message = `${fresh.isNullable ? '`null` became' : '`null` is no longer'} a value`;
  return [changeAt(place, { code, message }), ...inner];
}

function asNullable({ type, isNullable }: Peeled): Type {
  return isNullable ? { kind: 'nullable', of: type } : type;
}

function isUnknown(type: Type, declarations: Declarations): boolean {
  const settled = settledType({ type, declarations });
  return settled.kind === 'scalar' && settled.scalar === 'unknown';
}

/** Types that admit no `null`. An alternative of a union is matched by its name, where it has one. */
function compareBare(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  const old = settledType({ type: before, declarations: walk.before });
  const fresh = settledType({ type: after, declarations: walk.after });
  if (isUnknown(old, walk.before) || isUnknown(fresh, walk.after)) {
    return compareKinds(walk, before, after, place);
  }
  const [oldSet, freshSet] = [enumOf(old), enumOf(fresh)];
  if (oldSet !== undefined && freshSet !== undefined) return compareEnums(oldSet, freshSet, place);
  if (old.kind === 'union' || fresh.kind === 'union') {
    const sides = [
      old.kind === 'union' ? old : before,
      fresh.kind === 'union' ? fresh : after,
    ] as const;
    const changes = compareUnions(walk, ...sides, place);
    return isOverstated(walk, changes, sides, place)
      ? compareKinds(walk, before, after, place)
      : changes;
  }
  return compareAlike(walk, old, fresh, place);
}

/** Requests that fit no alternative of the same shape may fit the whole all the same. A default is no matter of types. */
function isOverstated(
  walk: Walk,
  changes: readonly ContractChange[],
  [before, after]: readonly [Type, Type],
  { position }: Place,
): boolean {
  const isBroken = changes.some(({ verdicts }) => verdicts.http === 'breaking');
  const hasDefault = changes.some(({ code }) => code.startsWith('default-'));
  if (position === 'response' || !isBroken || hasDefault) return false;
  const sides = sidesOf(walk, before, after);
  return accepts(sides.after, sides.before, position);
}

/** Types of one kind by their parts, others as a whole. */
function compareAlike(
  walk: Walk,
  before: Type,
  after: Type,
  place: Place,
): readonly ContractChange[] {
  if (before.kind === 'scalar' && after.kind === 'scalar') {
    return compareScalars(walk, before, after, place);
  }
  if (before.kind === 'list' && after.kind === 'list') {
    return [...compareReadonly(before, after, place), ...compareItems(walk, before, after, place)];
  }
  if (before.kind === 'set' && after.kind === 'set')
    return compareItems(walk, before, after, place);
  if (before.kind === 'map' && after.kind === 'map' && before.form === after.form) {
    return [
      ...compareTypes(walk, before.key, after.key, within(place, '{key}')),
      ...compareTypes(walk, before.value, after.value, within(place, '{}')),
    ];
  }
  if (before.kind === 'tuple' && after.kind === 'tuple') {
    return compareTuples(walk, before, after, place);
  }
  if (before.kind === 'object' && after.kind === 'object') {
    return compareObjects(walk, before, after, place);
  }
  return compareKinds(walk, before, after, place);
}

function compareScalars(
  walk: Walk,
  before: ScalarType,
  after: ScalarType,
  place: Place,
): readonly ContractChange[] {
  if (before.scalar === after.scalar) return compareConstraints(before, after, place);
  return compareKinds(walk, before, after, place);
}

function compareItems(
  walk: Walk,
  before: ListType | SetType,
  after: ListType | SetType,
  place: Place,
): readonly ContractChange[] {
  const constraints = compareConstraints(before, after, place);
  return [...constraints, ...compareTypes(walk, before.items, after.items, within(place, '[]'))];
}

function compareReadonly(
  before: ListType,
  after: ListType,
  place: Place,
): readonly ContractChange[] {
  if (before.readonly === after.readonly) return [];
  const code = after.readonly ? 'list-made-readonly' : 'list-made-writable';
  const message = after.readonly ? 'the list became readonly' : 'the list is no longer readonly';
  return [changeAt(place, { code, message })];
}

function compareConstraints(
  before: Constrained | RefType,
  after: Constrained | RefType,
  place: Place,
): readonly ContractChange[] {
  return constraintChanges(before, after).map(({ code, what }) =>
    changeAt(place, { code, message: what }),
  );
}
