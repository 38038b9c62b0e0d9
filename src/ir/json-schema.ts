import { assertNever } from '../text/assert-never.ts';
import { sortedBy } from '../text/order.ts';
import type { Contract, Declaration, Docs, Field, Json, Type } from './types.ts';

/** A JSON Schema 2020-12 document or a part of one. */
export type JsonSchema = { readonly [keyword: string]: Json };

/** Requests are closed: an unknown property is refused. Responses are open. */
export type SchemaPosition = 'request' | 'response';

/** The schemas of a contract. One builder serves every document, so that they never disagree. */
export interface SchemaBuilder {
  /** A type where it stands, its declarations as references into `$defs`. */
  schema(type: Type): JsonSchema;
  /** The declarations that schemas so far refer to, by name, sorted, with all they refer to. */
  defs(): { readonly [name: string]: JsonSchema };
}

/** @param position which side of the wire the schemas describe */
export function createSchemaBuilder(contract: Contract, position: SchemaPosition): SchemaBuilder {
  const declarations = new Map(contract.declarations.map((item) => [item.name, item]));
  const used = new Map<string, JsonSchema>();

  function refer(name: string): void {
    const declaration = declarations.get(name);
    if (declaration === undefined || used.has(name)) return;
    used.set(name, {});
    used.set(name, declarationSchema(declaration, schema));
  }
  function schema(type: Type): JsonSchema {
    if (type.kind === 'ref') refer(type.name);
    return typeSchema(type, schema, position);
  }
  return {
    schema,
    defs: () => Object.fromEntries(sortedBy([...used], ([name]) => name)),
  };
}

/** A self-contained schema: what it refers to is in its own `$defs`. */
export function standaloneSchema(
  contract: Contract,
  type: Type,
  position: SchemaPosition,
): JsonSchema {
  const builder = createSchemaBuilder(contract, position);
  const root = rootDeclaration(contract, type);
  const schema =
    root === undefined ? builder.schema(type) : declarationSchema(root, builder.schema);
  const defs = builder.defs();
  return Object.keys(defs).length === 0 ? schema : { ...schema, $defs: defs };
}

/** The declaration of a root that is an object, which tools want spelled out at the top. */
function rootDeclaration(contract: Contract, type: Type): Declaration | undefined {
  if (type.kind !== 'ref') return undefined;
  return contract.declarations.find((item) => item.name === type.name);
}

type Recurse = (type: Type) => JsonSchema;

function declarationSchema(declaration: Declaration, recurse: Recurse): JsonSchema {
  return { ...annotations(declaration.docs), ...recurse(declaration.type) };
}

function typeSchema(type: Type, recurse: Recurse, position: SchemaPosition): JsonSchema {
  switch (type.kind) {
    case 'scalar':
      return { ...SCALARS[type.scalar], ...type.constraints };
    case 'literal':
      return { const: type.value };
    case 'enum':
      return enumSchema(
        type.members.map((member) => member.value),
        type.open,
      );
    case 'list':
      return { type: 'array', items: recurse(type.items), ...type.constraints };
    case 'set':
      return { type: 'array', items: recurse(type.items), uniqueItems: true, ...type.constraints };
    case 'map':
      return mapSchema(type.key, type.value, recurse);
    case 'tuple':
      return {
        type: 'array',
        // An empty list of schemas is not allowed (JSON Schema core section 10.3.1.1).
        ...(type.items.length === 0
          ? {}
          : { prefixItems: type.items.map((item) => recurse(item.type)) }),
        items: type.rest === undefined ? false : recurse(type.rest),
        minItems: type.items.filter((item) => !item.optional).length,
      };
    case 'union':
      return { anyOf: type.variants.map(recurse) };
    case 'nullable':
      return nullableSchema(recurse(type.of));
    case 'object':
      return objectSchema(type.fields, type.additional, { recurse, position });
    case 'ref':
      return { $ref: `#/$defs/${type.name}`, ...type.constraints };
    default:
      return assertNever(type);
  }
}

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  bigint: { type: ['string', 'integer'], pattern: '^-?(0|[1-9]\\d*)$' },
  bytes: { type: 'string', contentEncoding: 'base64' },
  instant: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string', format: 'date-time' },
  unknown: {},
};

function enumSchema(values: readonly (string | number)[], open: boolean): JsonSchema {
  const closed: JsonSchema = { enum: values };
  return open ? { anyOf: [closed, { type: 'integer' }] } : closed;
}

function mapSchema(key: Type, value: Type, recurse: Recurse): JsonSchema {
  const names = recurse(key);
  if (key.kind !== 'scalar' && key.kind !== 'enum') return pairsSchema(names, recurse(value));
  const plain = key.kind === 'scalar' && key.scalar === 'string' && key.constraints === undefined;
  return {
    type: 'object',
    ...(plain ? {} : { propertyNames: names }),
    additionalProperties: recurse(value),
  };
}

/** A map whose keys are no property names. */
function pairsSchema(key: JsonSchema, value: JsonSchema): JsonSchema {
  const pair = { type: 'array', prefixItems: [key, value], items: false, minItems: 2 };
  return { type: 'array', items: pair };
}

function nullableSchema(schema: JsonSchema): JsonSchema {
  if (typeof schema.type === 'string' && schema.enum === undefined && schema.const === undefined) {
    return { ...schema, type: [schema.type, 'null'] };
  }
  return { anyOf: [schema, { type: 'null' }] };
}

function objectSchema(
  fields: readonly Field[],
  additional: Type | undefined,
  { recurse, position }: { recurse: Recurse; position: SchemaPosition },
): JsonSchema {
  const required = fields.filter((field) => !field.optional).map((field) => field.name);
  return {
    type: 'object',
    // `fromEntries` defines properties, so that even one named `__proto__` is only a property.
    properties: Object.fromEntries(
      fields.map((field) => [field.name, fieldSchema(field, recurse)]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(additional === undefined
      ? position === 'request'
        ? { unevaluatedProperties: false }
        : {}
      : { additionalProperties: recurse(additional) }),
  };
}

function fieldSchema(field: Field, recurse: Recurse): JsonSchema {
  return {
    ...annotations(field.docs),
    ...recurse(field.type),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.readonly ? { readOnly: true } : {}),
  };
}

function annotations(docs: Docs): JsonSchema {
  return {
    ...(docs.text === '' ? {} : { description: docs.text }),
    ...(docs.deprecated === undefined ? {} : { deprecated: true }),
    ...(docs.examples.length === 0 ? {} : { examples: docs.examples }),
  };
}
