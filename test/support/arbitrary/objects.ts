import * as fc from 'fast-check';
import { type Declarations, resolveType } from '../../../src/ir/resolve.ts';
import type { Field, Json, ObjectType } from '../../../src/ir/types.ts';
import { isList, isObject } from '../../../src/text/json.ts';
import { decodedJson } from './decoded.ts';
import type { Part, Sample } from './sample.ts';
import type { Carrier, Scope } from './scope.ts';

/** Objects, with and without their optional fields and what else they admit. */
export function objectSamples(type: ObjectType, scope: Scope): fc.Arbitrary<Sample> {
  const fields = type.fields.map((field) => fieldSamples(field, scope));
  return fc.tuple(fc.tuple(...fields), additionalSamples(type, scope)).map(([known, more]) => {
    const present = known.filter((part) => part !== undefined);
    return objectOf(type, [...present, ...more], scope.declarations);
  });
}

/** A field with its value; an optional one that is empty leaves no trace in a query. */
export function partOf({ name, optional }: Field, sample: Sample, carrier: Carrier): Part {
  const isUnsaid = carrier === 'query' && optional && !leavesTrace(sample.json);
  return { key: name, optional, sample, ...(isUnsaid ? { unsaid: true } : {}) };
}

/** Whether there is anything but empty lists and objects in a value. */
function leavesTrace(value: Json): boolean {
  if (isList(value)) return value.some(leavesTrace);
  return isObject(value) ? Object.values(value).some(leavesTrace) : true;
}

function fieldSamples(field: Field, scope: Scope): fc.Arbitrary<Part | undefined> {
  const { optional, type } = field;
  // Structures that may be absent end there when it goes too deep.
  const isPlain = resolveType(type, scope.declarations).kind === 'scalar';
  if (optional && scope.depth <= 0 && !isPlain) return fc.constant(undefined);
  const part = scope.inner(type).map((sample) => partOf(field, sample, scope.carrier));
  return optional ? fc.option(part, { nil: undefined, freq: 3 }) : part;
}

function additionalSamples(
  { fields, additional }: ObjectType,
  { inner }: Scope,
): fc.Arbitrary<readonly Part[]> {
  if (additional === undefined) return fc.constant([]);
  const names = fc
    .oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a/b', 'm~n'))
    .filter((name) => !fields.some((field) => field.name === name));
  const part = fc.record({ key: names, optional: fc.constant(true), sample: inner(additional) });
  return fc.uniqueArray(part, { maxLength: 2, selector: ({ key }) => key });
}

/** An object of the fields that are there, and of the defaults of those that are not. */
export function objectOf(
  type: ObjectType,
  parts: readonly Part[],
  declarations: Declarations,
): Sample {
  const gather = <F extends 'json' | 'code' | 'received'>(
    form: F,
    of: readonly Part[] = parts,
  ): { [name: string]: Sample[F] } =>
    Object.fromEntries(of.map(({ key, sample }) => [key, sample[form]]));
  const said = parts.filter(({ unsaid }) => unsaid !== true);
  const defaults = type.fields.flatMap((field): [string, unknown][] =>
    field.default === undefined || said.some(({ key }) => key === field.name)
      ? []
      : [[field.name, decodedJson(field.default, field.type, declarations)]],
  );
  return {
    type,
    place: type,
    json: gather('json'),
    code: gather('code'),
    received: { ...gather('received', said), ...Object.fromEntries(defaults) },
    parts,
  };
}
