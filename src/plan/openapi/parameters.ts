import { annotations } from '../../ir/json-schema/schema.ts';
import { mayBeAbsent } from '../../ir/query-absence.ts';
import { fieldAt, requestFields, resolveType } from '../../ir/resolve.ts';
import type { Field, Json } from '../../ir/types.ts';
import type { MethodPlan } from '../context.ts';
import { exampleParts, memberExamples } from './examples.ts';
import type { PathValue } from './paths.ts';
import type { DocumentScope, Part } from './scope.ts';

/**
 * What path and query carry, as the runtime reads it: scalars as their text, lists as repeated names, the fields
 * of nested objects as names with dots.
 *
 * @param values those in the document's path, in its order
 */
export function parametersOf(
  { method, route }: MethodPlan,
  values: readonly PathValue[],
  scope: DocumentScope,
): readonly Part[] {
  const fields = requestFields(method.request, scope.declarations);
  const { examples } = method.docs;
  const inPath = values.flatMap(({ name, field: path, pattern }) => {
    const place = { name, in: 'path', required: true };
    if (pattern !== undefined) return [partParameter(place, path, pattern)];
    const field = fieldAt(fields, path, scope.declarations);
    if (field === undefined) return [];
    return [parameter(field, { place, examples: memberExamples(examples, path), scope })];
  });
  const inQuery = fields.filter(({ name }) => route.queryFields.includes(name));
  const { queryWithout = [] } = route;
  const out = new Set(queryWithout);
  const walk = { prefix: '', required: true, examples, scope, out };
  return [...inPath, ...queryParameters(inQuery, walk)];
}

/** A part of a value that the path has in several. */
function partParameter(place: Part, field: string, pattern: string): Part {
  const description =
    field === ''
      ? 'Any one part of a path.'
      : `Part of \`${field}\`, which looks like \`${pattern}\`.`;
  return { ...place, description, schema: { type: 'string' } };
}

interface QueryWalk {
  /** What the query does not carry. */
  readonly out: ReadonlySet<string>;
  readonly prefix: string;
  /** Whether all that is around is there. */
  readonly required: boolean;
  readonly examples: readonly Json[];
  readonly scope: DocumentScope;
}

function queryParameters(fields: readonly Field[], walk: QueryWalk): readonly Part[] {
  return fields.flatMap((field) => {
    const name = walk.prefix + field.name;
    if (walk.out.has(name)) return [];
    const required = walk.required && !field.optional;
    const type = resolveType(field.type, walk.scope.declarations);
    if (type.kind === 'object') {
      return queryParameters(type.fields, { ...walk, prefix: `${name}.`, required });
    }
    const isList = type.kind === 'list' || type.kind === 'set';
    // What is required and left out is an empty list.
    const isNeeded = required && !mayBeAbsent(field.type, walk.scope.declarations);
    const place = {
      name,
      in: 'query',
      ...(isNeeded ? { required: true } : {}),
      ...(isList ? { style: 'form', explode: true } : {}),
    };
    const examples = memberExamples(walk.examples, name);
    // A default of what is required is never filled in.
    const { default: _, ...bare } = field;
    const said = isList && !field.optional ? bare : field;
    return [parameter(said, { place, examples, scope: walk.scope })];
  });
}

interface ParameterInput {
  readonly place: Part;
  /** What the method's examples say of it. */
  readonly examples: readonly Json[];
  readonly scope: DocumentScope;
}

function parameter(field: Field, { place, examples, scope }: ParameterInput): Part {
  const { examples: own, ...said } = annotations(field.docs);
  const schema = {
    ...scope.builder.schema(field.type),
    ...(field.default === undefined ? {} : { default: field.default }),
  };
  const values = examples.length > 0 || !Array.isArray(own) ? examples : own;
  return { ...place, ...said, schema, ...exampleParts(values) };
}
