import { misfit } from '../../../src/ir/misfit.ts';
import type { Declarations } from '../../../src/ir/resolve.ts';
import type { Constraints, Json, Type } from '../../../src/ir/types.ts';
import { isEntryList } from '../../../src/ir/wire.ts';
import { isObject } from '../../../src/text/json.ts';
import { type Steps, pointerOf, valueAt, withValueAt } from './json.ts';
import type { Sample } from './sample.ts';
import type { Carrier } from './scope.ts';
import { ANY_KINDS, type Wrong, isKindOf, wrongScalars } from './scalar-faults.ts';

/** A message that is wrong in one known place. */
export interface Fault {
  readonly what: string;
  /** Where the fault may be said to be; mostly there is one such place. */
  readonly pointers: readonly string[];
  /**
   * The alternatives around that no property tells apart: the fault may also be said of what is anywhere in
   * them, since nobody knows which of them was meant.
   */
  readonly around: readonly string[];
  /** The keyword that is not met, where one is sure. */
  readonly rule?: string;
  readonly message: Json;
}

/** A change to one place of a message. */
interface Edit {
  readonly what: string;
  readonly steps: Steps;
  /** `undefined` takes out what is there. */
  readonly value: Json | undefined;
  /** Where the fault is, unless it is where the change is. */
  readonly at?: readonly Steps[];
  readonly rule?: string;
  /** The alternatives around that nothing tells apart: none of them may accept the change. */
  readonly open: readonly Open[];
}

interface Open {
  readonly steps: Steps;
  readonly type: Type;
}

interface Walk {
  readonly declarations: Declarations;
  readonly carrier: Carrier;
  readonly steps: Steps;
  readonly open: readonly Open[];
}

/**
 * One of the ways in which a valid message can be made wrong, chosen by a number: first the kind of fault,
 * then the place, so that rare kinds come up too. `undefined` where there is no way.
 */
export function faultOf(
  sample: Sample,
  choice: number,
  scope: { readonly declarations: Declarations; readonly carrier: (field: string) => Carrier },
): Fault | undefined {
  const walk: Walk = { declarations: scope.declarations, carrier: 'json', steps: [], open: [] };
  const all = [
    ...sample.parts.flatMap((part) => {
      const inner = { ...walk, carrier: scope.carrier(String(part.key)), steps: [part.key] };
      return partEdits(part, inner);
    }),
    ...ownStructure(sample, { ...walk, carrier: scope.carrier('') }),
  ];
  const groups = [...groupByWhat(all).values()];
  for (let round = 0; round < 4 && groups.length > 0; round += 1) {
    const group = groups[(choice + round) % groups.length] ?? [];
    const edit = group[(choice >>> 8) % group.length];
    const fault = edit === undefined ? undefined : applied(sample.json, edit, scope.declarations);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function groupByWhat(all: readonly Edit[]): Map<string, Edit[]> {
  const groups = new Map<string, Edit[]>();
  for (const edit of all) groups.set(edit.what, [...(groups.get(edit.what) ?? []), edit]);
  return groups;
}

/** The message with the change; `undefined` where alternatives accept it after all. */
function applied(message: Json, edit: Edit, declarations: Declarations): Fault | undefined {
  const changed = withValueAt(message, edit.steps, edit.value);
  const accepted = edit.open.some(({ steps, type }) => {
    const value = valueAt(changed, steps);
    return value !== undefined && misfit(value, type, declarations) === undefined;
  });
  if (accepted) return undefined;
  return {
    what: edit.what,
    pointers: (edit.at ?? [edit.steps]).map(pointerOf),
    around: edit.open.map(({ steps }) => pointerOf(steps)),
    ...(edit.rule === undefined || edit.open.length > 0 ? {} : { rule: edit.rule }),
    message: changed,
  };
}

function partEdits(
  { key, optional, sample }: Sample['parts'][number],
  walk: Walk,
): readonly Edit[] {
  const { steps, open, carrier } = walk;
  const rule = carrier === 'query' ? absenceRule(sample.type) : 'required';
  const isTaken = !optional && carrier !== 'path' && typeof key === 'string';
  const missing = { what: 'missing', steps, value: undefined, open };
  return [...(isTaken && rule !== undefined ? [{ ...missing, rule }] : []), ...edits(sample, walk)];
}

/** What is wrong where a query says nothing of a required field: of a list or an object, that it is empty. */
function absenceRule(type: Type): string | undefined {
  if (type.kind === 'object') return undefined;
  if (type.kind !== 'list' && type.kind !== 'set') return 'required';
  return (type.constraints?.minItems ?? 0) > 0 ? 'minItems' : undefined;
}

/** Every change to a value that makes it wrong. */
function edits(sample: Sample, given: Walk): readonly Edit[] {
  // Where `null` is, whatever else may stand there says itself what it lacks.
  const isOpen = isAmbiguous(sample.place) || sample.type.kind === 'nullable';
  const own = isOpen ? [{ steps: given.steps, type: sample.place }] : [];
  const walk = { ...given, open: [...given.open, ...own] };
  const within = sample.parts.flatMap((part) =>
    partEdits(part, { ...walk, steps: [...walk.steps, part.key] }),
  );
  return [...wrongValues(sample, walk), ...ownStructure(sample, walk), ...within];
}

/** Alternatives without a property that tells which of them is meant. */
function isAmbiguous(type: Type): boolean {
  if (type.kind === 'nullable') return isAmbiguous(type.of);
  return type.kind === 'union' && type.discriminator === undefined;
}

function wrongValues({ type, place, json }: Sample, walk: Walk): readonly Edit[] {
  const { steps, open, carrier, declarations } = walk;
  const wrongs = [...wrongScalars(type, json), ...otherKinds(type, walk)];
  return wrongs
    .filter(({ value }) => !fits(value, place, type, declarations))
    .filter(({ value }) => carrier === 'json' || isTelling(value, type, carrier))
    .map((wrong) => ({ ...wrong, steps, open }));
}

/** Whether other alternatives of the place admit the value; the type itself never does, unless it is `null`'s. */
function fits(value: Json, place: Type, type: Type, declarations: Declarations): boolean {
  const isSure = place === type && type.kind !== 'nullable';
  return !isSure && misfit(value, place, declarations) === undefined;
}

function otherKinds(type: Type, { declarations, carrier }: Walk): readonly Wrong[] {
  const entryList = type.kind === 'map' && isEntryList(type, declarations);
  return ANY_KINDS.filter((value) => !isKindOf(value, type, entryList))
    .filter((value) => carrier === 'json' || typeof value === 'string')
    .map((value) => ({ what: value === null ? 'null' : 'another type', value }));
}

/** Whether a text in a query or path can be told from a value of the type. */
function isTelling(value: Json, type: Type, carrier: Carrier): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (type.kind !== 'scalar' && type.kind !== 'enum' && type.kind !== 'literal') return false;
  return carrier === 'query' || !['', '.', '..'].includes(String(value));
}

/** What is wrong with a structure as a whole. */
function ownStructure(sample: Sample, walk: Walk): readonly Edit[] {
  const { type } = sample;
  switch (type.kind) {
    case 'object':
      return type.additional === undefined ? unknownProperties(sample, walk) : [];
    case 'list':
      return countEdits(sample, type.constraints ?? {}, walk);
    case 'set':
      return countEdits(sample, { ...type.constraints, uniqueItems: true }, walk);
    case 'tuple':
      return tupleEdits(sample, type, walk);
    case 'map':
      return mapEdits(sample, type, walk);
    default:
      return [];
  }
}

function unknownProperties({ json }: Sample, walk: Walk): readonly Edit[] {
  const { steps, open, carrier } = walk;
  // The names of a query are flat: a field that is not known has no place within another one.
  if (carrier === 'path' || (carrier === 'query' && steps.length > 0)) return [];
  const names = ['notInTheContract', 'a/b~c'].filter((name) => valueAt(json, [name]) === undefined);
  return names.map((name) => ({
    what: 'unknown property',
    steps: [...steps, name],
    value: carrier === 'json' ? true : '1',
    rule: 'unevaluatedProperties',
    open,
  }));
}

function countEdits(
  { json, parts }: Sample,
  { minItems = 0, maxItems, uniqueItems }: Constraints,
  { steps, open, carrier }: Walk,
): readonly Edit[] {
  const items = parts.map((part) => part.sample.json);
  const [first] = items;
  const place = { steps, open };
  const least = carrier === 'query' ? 2 : 1;
  return [
    ...(minItems >= least
      ? [{ ...place, what: 'minItems', value: items.slice(0, minItems - 1), rule: 'minItems' }]
      : []),
    ...(maxItems !== undefined && first !== undefined
      ? [
          {
            ...place,
            what: 'maxItems',
            value: [...items, ...Array.from({ length: maxItems }, () => first)],
            rule: 'maxItems',
          },
        ]
      : []),
    ...(uniqueItems === true && first !== undefined && Array.isArray(json)
      ? [{ ...place, what: 'uniqueItems', value: [...items, first], rule: 'uniqueItems' }]
      : []),
  ];
}

function tupleEdits(
  { parts }: Sample,
  type: Extract<Type, { kind: 'tuple' }>,
  { steps, open, carrier }: Walk,
): readonly Edit[] {
  if (carrier !== 'json') return [];
  const items = parts.map((part) => part.sample.json);
  const least = type.items.filter((item) => !item.optional).length;
  const place = { steps, open };
  const short = { ...place, what: 'tuple too short', value: items.slice(0, least - 1) };
  const more = Array.from({ length: type.items.length + 1 - items.length }, () => items[0] ?? 1);
  const long = { ...place, what: 'tuple too long', value: [...items, ...more] };
  return [
    ...(least > 0 ? [{ ...short, rule: 'minItems' }] : []),
    // What fills up the optional items may be wrong itself, but the length is in any case.
    ...(type.rest === undefined ? [{ ...long, rule: 'maxItems' }] : []),
  ];
}

function mapEdits(
  { json, parts }: Sample,
  type: Extract<Type, { kind: 'map' }>,
  { declarations, steps, open }: Walk,
): readonly Edit[] {
  const [first] = parts;
  if (first === undefined) return [];
  if (isEntryList(type, declarations)) {
    const items = parts.map((part) => part.sample.json);
    const value = [...items, first.sample.json];
    return [{ what: 'key twice', steps, value, rule: 'uniqueItems', open }];
  }
  const names = ['', 'notInTheContract', ' '].filter(
    (name) => isObject(json) && !Object.hasOwn(json, name) && !isKey(name, type, declarations),
  );
  return names.map((name) => ({
    what: 'wrong key',
    steps: [...steps, name],
    value: first.sample.json,
    // The fault is one of the map's names (`propertyNames`): it may be said of the map or at the name.
    at: [steps, [...steps, name]],
    open,
  }));
}

function isKey(name: string, { key }: Extract<Type, { kind: 'map' }>, of: Declarations): boolean {
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/.test(name);
  return misfit(isNumber ? Number(name) : name, key, of) === undefined;
}
