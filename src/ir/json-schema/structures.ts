import type { Constraints, ListType, ObjectType, SetType, TupleType, Type } from '../types.ts';
import { type JsonSchema, type Recurse, annotated } from './schema.ts';

/** A list; a `Set` is one without two equal items. */
export function listSchema(type: ListType | SetType, recurse: Recurse<Type>): JsonSchema {
  return { type: 'array', items: recurse(type.items), ...itemBounds(type, type.constraints) };
}

/** The bounds of a list that stand beside a reference to it. */
export function itemBounds(
  { kind }: Pick<ListType | SetType, 'kind'>,
  constraints: Constraints = {},
): JsonSchema {
  return { ...(kind === 'set' ? { uniqueItems: true } : {}), ...constraints };
}

/**
 * A tuple, each item with its name as a title. Optional items are told as the lengths that there may be, each a tuple
 * of its own: that is what client generators can type, and what strict validators take.
 */
export function tupleSchema(type: TupleType, recurse: Recurse<Type>): JsonSchema {
  const items = type.items.map(({ name, type: item }) => ({
    ...(name === undefined ? {} : { title: name }),
    ...recurse(item),
  }));
  const rest = type.rest === undefined ? false : recurse(type.rest);
  const least = type.items.filter((item) => !item.optional).length;
  if (least === items.length) return fullTuple(items, rest);
  const shorter = items.slice(least).map((_, n) => fullTuple(items.slice(0, least + n), false));
  return { anyOf: [...shorter, fullTuple(items, rest)] };
}

function fullTuple(items: readonly JsonSchema[], rest: JsonSchema | false): JsonSchema {
  return {
    type: 'array',
    // An empty list of schemas is not allowed (JSON Schema core section 10.3.1.1).
    ...(items.length === 0 ? {} : { prefixItems: items }),
    items: rest,
    minItems: items.length,
  };
}

/** An object, closed where it is part of a request that stands alone. */
export function objectSchema(
  { fields, additional }: ObjectType,
  recurse: Recurse<Type>,
  isClosed: boolean,
): JsonSchema {
  const required = fields.filter((field) => !field.optional).map((field) => field.name);
  const rest: JsonSchema = isClosed ? { unevaluatedProperties: false } : {};
  return {
    type: 'object',
    // `fromEntries` defines properties, so that even one named `__proto__` is only a property.
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        {
          ...annotated(field.docs, recurse(field.type)),
          ...(field.default === undefined ? {} : { default: field.default }),
          ...(field.readonly ? { readOnly: true } : {}),
        },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(additional === undefined ? rest : { additionalProperties: recurse(additional) }),
  };
}
