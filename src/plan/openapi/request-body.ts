import { streamsIn } from '../../ir/method-kind.ts';
import { closedSchema } from '../../ir/json-schema.ts';
import type { JsonSchema } from '../../ir/json-schema/schema.ts';
import { requestFields, resolveType } from '../../ir/resolve.ts';
import type { MethodPlan } from '../context.ts';
import { exampleParts, withoutMembers } from './examples.ts';
import type { DocumentScope, Part } from './scope.ts';

/** What an operation takes as its body; nothing where path and query carry all of it. */
export function requestBodyOf(plan: MethodPlan, scope: DocumentScope): Part {
  const { method, route } = plan;
  if (streamsIn(method)) {
    const [item] = method.parameters;
    const type = item?.type ?? method.request;
    const content = {
      'application/x-ndjson': { schema: closedIfObject(plan, scope.builder.schema(type)) },
    };
    const description = 'Items as they come, each on a line of its own.';
    return { requestBody: { description, required: true, content } };
  }
  if (route.input !== 'body') return {};
  if (route.bodyField !== undefined) return fieldBody(plan, route.bodyField, scope);
  const values = method.docs.examples.map((value) => withoutMembers(value, route.pathFields));
  const content = {
    'application/json': { schema: bodySchema(plan, scope), ...exampleParts(values) },
  };
  return { requestBody: { required: route.bodyOptional !== true, content } };
}

/** One field of the request. */
function fieldBody({ method, route }: MethodPlan, name: string, scope: DocumentScope): Part {
  const fields = requestFields(method.request, scope.declarations);
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return {};
  const content = { 'application/json': { schema: scope.builder.schema(field.type) } };
  return { requestBody: { required: route.bodyOptional !== true, content } };
}

/** The request, or, where the path carries some of it, the rest. */
function bodySchema({ method, route }: MethodPlan, scope: DocumentScope): JsonSchema {
  const type = resolveType(method.request, scope.declarations);
  if (route.pathFields.length === 0 || type.kind !== 'object') {
    const schema = scope.builder.schema(method.request);
    return type.kind === 'object' && type.additional !== undefined ? schema : closedSchema(schema);
  }
  const fields = type.fields.filter(({ name }) => !route.pathFields.includes(name));
  return closedSchema(scope.builder.schema({ ...type, fields }));
}

function closedIfObject({ method }: MethodPlan, schema: JsonSchema): JsonSchema {
  return method.input === 'message' ? closedSchema(schema) : schema;
}
