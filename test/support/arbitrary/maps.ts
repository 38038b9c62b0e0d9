import * as fc from 'fast-check';
import { resolveType } from '../../../src/ir/resolve.ts';
import type { Json, MapType, Type } from '../../../src/ir/types.ts';
import { isEntryList } from '../../../src/ir/wire.ts';
import type { Part, Sample } from './sample.ts';
import { type Scope, keyOf } from './scope.ts';

type Pair = readonly [key: Sample, value: Sample];
const USUAL = 3;

/** Records and maps, whichever way they travel. */
export function mapSamples(type: MapType, scope: Scope): fc.Arbitrary<Sample> {
  const make = isEntryList(type, scope.declarations) ? entryList : record;
  if (scope.depth <= 0) return fc.constant(make(type, []));
  const pair = fc.tuple(keySamples(type, scope), scope.inner(type.value));
  return fc
    .uniqueArray(pair, { maxLength: USUAL, selector: ([key]) => keyOf(key) })
    .map((pairs) => make(type, pairs));
}

/** Names that code which is not careful takes for something else. */
const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'a/b', 'm~n', '', '0', 'ü', 'a b'];

/** The keys of a map: any text, or what its type admits. */
function keySamples({ form, key }: MapType, { inner, declarations }: Scope): fc.Arbitrary<Sample> {
  const target = resolveType(key, declarations);
  const samples = inner(key);
  if (target.kind !== 'scalar') return samples;
  if (target.scalar === 'string' && target === key && key.constraints === undefined) {
    return fc.oneof(samples, fc.constantFrom(...ODD_NAMES).map(named(key)));
  }
  // The name of a property is a text, even that of a number.
  return form === 'record' && target.scalar !== 'string'
    ? samples.map(({ json }) => named(key)(String(json)))
    : samples;
}

function named(type: Type): (name: string) => Sample {
  return (name) => ({ type, place: type, json: name, code: name, received: name, parts: [] });
}

function entryList(type: MapType, pairs: readonly Pair[]): Sample {
  return {
    type,
    place: type,
    json: pairs.map(([key, value]) => [key.json, value.json]),
    code: new Map(pairs.map(([key, value]) => [key.code, value.code])),
    received: new Map(pairs.map(([key, value]) => [key.received, value.received])),
    parts: pairs.map((pair, key) => ({ key, optional: true, sample: entry(type, pair) })),
  };
}

/** A pair as the tuple that it travels as. */
function entry({ key, value }: MapType, pair: Pair): Sample {
  const items = [key, value].map((type) => ({ type, optional: false }));
  const type: Type = { kind: 'tuple', items, readonly: false };
  const json: Json = pair.map((sample) => sample.json);
  const parts = pair.map((sample, index) => ({ key: index, optional: false, sample }));
  return { type, place: type, json, code: undefined, received: undefined, parts };
}

function record(type: MapType, pairs: readonly Pair[]): Sample {
  const gather = (form: 'code' | 'received'): unknown => {
    const entries = pairs.map(([key, value]) => [key[form], value[form]] as const);
    return type.form === 'map' ? new Map(entries) : Object.fromEntries(entries);
  };
  return {
    type,
    place: type,
    json: Object.fromEntries(pairs.map(([key, value]) => [String(key.json), value.json])),
    code: gather('code'),
    received: gather('received'),
    parts: pairs.map(([key, sample]): Part => ({ key: String(key.json), optional: true, sample })),
  };
}
