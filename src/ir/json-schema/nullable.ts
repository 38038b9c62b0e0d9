import { isList } from '../../text/json.ts';
import type { JsonSchema } from './schema.ts';

const NULL: JsonSchema = { type: 'null' };

/** A schema that also admits `null`, in the shortest form that says so. */
export function nullableSchema(schema: JsonSchema): JsonSchema {
  if (Object.keys(schema).length === 0) return schema;
  const { type, anyOf, const: fixed, enum: values, ...rest } = schema;
  if (Array.isArray(anyOf) && isOnly(schema, 'anyOf'))
    return { ...schema, anyOf: [...anyOf, NULL] };
  if (typeof type !== 'string' || schema.$ref !== undefined || anyOf !== undefined) {
    return { anyOf: [schema, NULL] };
  }
  const both = { ...rest, type: [type, 'null'] };
  if (fixed !== undefined) return { ...both, enum: [fixed, null] };
  return isList(values) ? { ...both, enum: [...values, null] } : { ...both };
}

/** Whether a keyword says all, a description apart. */
function isOnly(schema: JsonSchema, keyword: string): boolean {
  return Object.keys(schema).every((key) => key === keyword || key === 'description');
}
