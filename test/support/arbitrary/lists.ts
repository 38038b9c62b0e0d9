import * as fc from 'fast-check';
import type { ListType, SetType, TupleType, Type } from '../../../src/ir/types.ts';
import type { Sample } from './sample.ts';
import { type Scope, keyOf } from './scope.ts';

const USUAL = 3;

/** Lists, without duplicates where the contract says so. */
export function listSamples(type: ListType, scope: Scope): fc.Arbitrary<Sample> {
  return items(type, scope, type.constraints?.uniqueItems === true).map((samples) =>
    listOf(type, samples),
  );
}

/** Sets, which travel as lists without duplicates. */
export function setSamples(type: SetType, scope: Scope): fc.Arbitrary<Sample> {
  return items(type, scope, true).map((samples) => {
    const list = listOf(type, samples);
    return {
      ...list,
      code: new Set(samples.map(({ code }) => code)),
      received: new Set(samples.map(({ received }) => received)),
    };
  });
}

/** Tuples, with and without what may be left out at their end. */
export function tupleSamples(type: TupleType, scope: Scope): fc.Arbitrary<Sample> {
  const least = type.items.filter((item) => !item.optional).length;
  const rest = type.rest === undefined ? 0 : USUAL;
  return fc.integer({ min: least, max: type.items.length + rest }).chain((length) => {
    const types = Array.from({ length }, (_, index): Type => {
      const of = type.items[index]?.type ?? type.rest;
      if (of === undefined) throw new Error('a tuple ends before its items');
      return of;
    });
    return fc.tuple(...types.map((of) => scope.inner(of))).map((samples) => {
      const list = listOf(type, samples);
      return { ...list, parts: list.parts.map((part) => ({ ...part, optional: false })) };
    });
  });
}

function items(
  { items: of, constraints = {} }: ListType | SetType,
  { inner, depth }: Scope,
  unique: boolean,
): fc.Arbitrary<readonly Sample[]> {
  const minLength = constraints.minItems ?? 0;
  const usual = depth <= 0 ? minLength : Math.max(USUAL, minLength);
  const size = { minLength, maxLength: Math.min(constraints.maxItems ?? usual, usual) };
  // What is made of nothing is not looked into: there may be no end to it.
  if (size.maxLength === 0) return fc.constant([]);
  return unique
    ? fc.uniqueArray(inner(of), { ...size, selector: keyOf })
    : fc.array(inner(of), size);
}

function listOf(type: Type, samples: readonly Sample[]): Sample {
  return {
    type,
    place: type,
    json: samples.map(({ json }) => json),
    code: samples.map(({ code }) => code),
    received: samples.map(({ received }) => received),
    parts: samples.map((sample, key) => ({ key, optional: true, sample })),
  };
}
