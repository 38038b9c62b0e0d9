import * as fc from 'fast-check';
import type { Declarations } from '../../../src/ir/resolve.ts';
import type { Constraints, Type, UnionType } from '../../../src/ir/types.ts';
import { bothConstraints } from './constraints.ts';
import { createHeights } from './heights.ts';
import { listSamples, setSamples, tupleSamples } from './lists.ts';
import { mapSamples } from './maps.ts';
import { objectSamples } from './objects.ts';
import { type Sample, plainSample } from './sample.ts';
import { scalarSamples } from './scalars.ts';
import type { Carrier, Scope } from './scope.ts';

/** Makes arbitrary valid values of types. */
export type Samples = (type: Type, carrier?: Carrier) => fc.Arbitrary<Sample>;

const DEPTH = 4;

/** Valid values that meet every constraint, of any type of a contract; recursion ends by itself. */
export function createSamples(declarations: Declarations): Samples {
  const heights = createHeights(declarations);
  const known = new Map<string, fc.Arbitrary<Sample>>();
  const ofRef = (type: Type & { kind: 'ref' }, scope: Scope): fc.Arbitrary<Sample> => {
    const key = `${type.name} ${scope.carrier} ${scope.depth} ${JSON.stringify(type.constraints)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const target = declarations.get(type.name)?.type;
    if (target === undefined) throw new Error(`${type.name} is not declared`);
    const made = samplesOf(constrained(target, type.constraints), {
      ...scope,
      depth: scope.depth - 1,
    });
    known.set(key, made);
    return made;
  };
  const samplesOf = (type: Type, given: Omit<Scope, 'inner'>): fc.Arbitrary<Sample> => {
    const scope: Scope = {
      ...given,
      inner: (of, changes) => samplesOf(of, { ...given, ...changes }),
    };
    switch (type.kind) {
      case 'ref':
        return ofRef(type, scope);
      case 'scalar':
        return scalarSamples(type, scope.carrier);
      case 'literal':
        return fc.constant(plainSample(type, type.value));
      case 'enum':
        return fc.constantFrom(...type.members.map(({ value }) => plainSample(type, value)));
      case 'nullable':
        return nullableSamples(type, scope);
      case 'union':
        return unionSamples(type, scope, heights);
      case 'list':
        return listSamples(type, scope);
      case 'set':
        return setSamples(type, scope);
      case 'tuple':
        return tupleSamples(type, scope);
      case 'map':
        return mapSamples(type, scope);
      case 'object':
        return objectSamples(type, scope);
    }
  };
  return (type, carrier = 'json') => samplesOf(type, { declarations, carrier, depth: DEPTH });
}

function constrained(type: Type, constraints: Constraints | undefined): Type {
  if (constraints === undefined) return type;
  switch (type.kind) {
    case 'scalar':
    case 'list':
    case 'set':
    case 'ref':
      return { ...type, constraints: bothConstraints(constraints, type.constraints) };
    default:
      return type;
  }
}

function nullableSamples(
  type: Type & { kind: 'nullable' },
  { depth, inner }: Scope,
): fc.Arbitrary<Sample> {
  const nothing = fc.constant({ ...plainSample(type, null), place: type });
  if (depth <= 0) return nothing;
  const something = inner(type.of).map((sample) => ({ ...sample, place: type }));
  return fc.oneof({ weight: 1, arbitrary: nothing }, { weight: 3, arbitrary: something });
}

function unionSamples(
  type: UnionType,
  { depth, inner }: Scope,
  heights: (type: Type) => number,
): fc.Arbitrary<Sample> {
  const least = Math.min(...type.variants.map(heights));
  const variants = type.variants.filter((one) => depth > 0 || heights(one) <= least);
  return fc.oneof(
    ...variants.map((one) => inner(one).map((sample) => ({ ...sample, place: type }))),
  );
}
