import { assertNever } from '../../text/assert-never.ts';
import { fixedMisfit } from '../limits.ts';
import { misfit } from '../misfit.ts';
import type { Declarations } from '../resolve.ts';
import type { Constraints, Json, RefType, ScalarType, Type } from '../types.ts';
import { distinct } from './combine.ts';
import { exampleBigints, exampleNumbers } from './numbers.ts';
import { FORMAT_TEXTS } from './formats.ts';
import {
  type Making,
  exampleLists,
  exampleMaps,
  exampleObjects,
  exampleTuples,
} from './structures.ts';
import { exampleTexts } from './texts.ts';

/** Makes valid JSON values of a contract's types, the same on every run. */
export interface Examples {
  /**
   * A valid value: the author's own example or default where there is one, else the smallest that meets the
   * constraints. `undefined` where none can be made up.
   *
   * @param name what it is of, which makes a telling text
   */
  of(type: Type, name?: string): Json | undefined;
  /** Up to `count` valid values, no two of them equal. */
  several(type: Type, count: number, name?: string): readonly Json[];
}

/** Made once for a contract: what was found for a declaration is kept. */
export function createExamples(declarations: Declarations): Examples {
  const maker: Maker = { declarations, kept: new Map(), open: [], cut: Infinity };
  const several = (type: Type, count: number, name = 'value'): readonly Json[] =>
    makeValues(type, { maker, name, count, limits: [] });
  return { several, of: (type, name) => several(type, 1, name)[0] };
}

interface Maker {
  readonly declarations: Declarations;
  /** The values of declarations that depend on nothing around them. */
  readonly kept: Map<string, readonly Json[]>;
  /** The declarations that a value is being made of, outermost first: a second visit would never end. */
  readonly open: string[];
  /** The outermost of the open declarations that was met again since the last one was opened. */
  cut: number;
}

interface Scope {
  readonly maker: Maker;
  readonly name: string;
  readonly count: number;
  /** The constraints of the references that led here: all of them hold. */
  readonly limits: readonly Constraints[];
}

function makeValues(type: Type, scope: Scope): readonly Json[] {
  return distinct(valuesOf(type, scope), scope.count);
}

function valuesOf(type: Type, scope: Scope): Iterable<Json> {
  const { maker, name, count } = scope;
  const { declarations } = maker;
  const make: Making['make'] = (inner, of, wanted) =>
    makeValues(inner, { maker, name: of, count: wanted, limits: [] });
  const making: Making = { make, name, count, declarations };
  switch (type.kind) {
    case 'scalar':
      return scalarValues(type, scope);
    case 'literal':
      return fitting([type.value], scope);
    case 'enum':
      return fitting(
        type.members.map((member) => member.value),
        scope,
      );
    case 'list':
      return exampleLists(type.items, limitsOf(type, scope), making);
    case 'set':
      return exampleLists(type.items, [...limitsOf(type, scope), { uniqueItems: true }], making);
    case 'map':
      return exampleMaps(type, making);
    case 'tuple':
      return exampleTuples(type, making);
    case 'union':
      return inTurn(type.variants.map((variant) => () => valuesOf(variant, scope)));
    case 'nullable':
      return inTurn([() => valuesOf(type.of, scope), () => [null]]);
    case 'object':
      return exampleObjects(type, making);
    case 'ref':
      return refValues(type, scope);
    default:
      return assertNever(type);
  }
}

/** The values of each source, which is asked only when those before it were not enough. */
function* inTurn(sources: readonly (() => Iterable<Json>)[]): Generator<Json> {
  for (const source of sources) yield* source();
}

function fitting(values: readonly (string | number | boolean)[], { limits }: Scope) {
  return values.filter((value) => fixedMisfit(value, limits) === undefined);
}

function limitsOf(
  { constraints }: { readonly constraints?: Constraints },
  { limits }: Scope,
): readonly Constraints[] {
  return constraints === undefined ? limits : [constraints, ...limits];
}

function* refValues(type: RefType, scope: Scope): Generator<Json> {
  const { maker } = scope;
  const { declarations, open } = maker;
  const declaration = declarations.get(type.name);
  if (declaration === undefined) return;
  const limits = limitsOf(type, scope);
  for (const own of declaration.docs.examples) {
    const fits = limits.every((constraints) => {
      return misfit(own, { kind: 'ref', name: type.name, constraints }, declarations) === undefined;
    });
    if (fits) yield own;
  }
  const opened = open.indexOf(type.name);
  if (opened >= 0) maker.cut = Math.min(maker.cut, opened);
  else yield* declaredValues(declaration.type, type.name, { ...scope, limits });
}

/** What a declaration's type makes. An object has the same values wherever it stands, unless it was cut short. */
function declaredValues(type: Type, name: string, scope: Scope): readonly Json[] {
  const { maker, count, limits } = scope;
  const key = type.kind === 'object' && limits.length === 0 ? `${count} ${name}` : undefined;
  const kept = key === undefined ? undefined : maker.kept.get(key);
  if (kept !== undefined) return kept;
  const outer = maker.cut;
  const depth = maker.open.push(name) - 1;
  maker.cut = Infinity;
  const values = makeValues(type, scope);
  maker.open.pop();
  if (key !== undefined && maker.cut >= depth) maker.kept.set(key, values);
  maker.cut = Math.min(outer, maker.cut < depth ? maker.cut : Infinity);
  return values;
}

function scalarValues(type: ScalarType, scope: Scope): Iterable<Json> {
  const { name, count } = scope;
  const limits = limitsOf(type, scope);
  switch (type.scalar) {
    case 'string':
      return exampleTexts(name, limits, count);
    case 'boolean':
      return [true, false];
    case 'number':
    case 'integer':
      return exampleNumbers(type.scalar, limits, count);
    case 'bigint':
      return exampleBigints(limits, count);
    case 'bytes':
      return formatted('byte', count);
    case 'instant':
    case 'timestamp':
      return formatted('date-time', count);
    case 'unknown':
      return Array.from({ length: count }, (_, index) => (index === 0 ? {} : index));
    case 'duration':
      return Array.from({ length: count }, (_, index) => `${index + 1}s`);
    case 'field-mask':
      return [''];
    case 'any':
      // Only a type that the service knows will do: an empty one is always known.
      return [{ '@type': 'type.googleapis.com/google.protobuf.Empty', value: {} }];
    default:
      return assertNever(type.scalar);
  }
}

function formatted(format: string, count: number): Iterable<string> {
  return FORMAT_TEXTS.get(format)?.({ least: 0, most: Infinity }, count) ?? [];
}
