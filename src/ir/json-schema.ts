import { assertNever } from '../text/assert-never.ts';
import { sortedBy } from '../text/order.ts';
import { enumSchema, literalSchema } from './json-schema/enums.ts';
import { mapSchema } from './json-schema/maps.ts';
import { schemaKeys } from './json-schema/names.ts';
import { nullableSchema } from './json-schema/nullable.ts';
import { scalarSchema } from './json-schema/scalars.ts';
import { type JsonSchema, annotated } from './json-schema/schema.ts';
import { itemBounds, listSchema, objectSchema, tupleSchema } from './json-schema/structures.ts';
import { type Declarations, declarationsByName, resolveType } from './resolve.ts';
import type { Constraints, Contract, Declaration, RefType, Type } from './types.ts';

/** Requests are closed: an unknown property is refused. Responses are open. */
export type SchemaPosition = 'request' | 'response';

/** How schemas are built. */
export interface SchemaOptions {
  /**
   * Which side of the wire the schemas describe: every object of a request is closed. A document whose schemas
   * serve both sides is built open, and closes its request positions by itself ({@link closedSchema}).
   */
  readonly position: SchemaPosition;
  /** Where declarations stand; default `#/$defs/`. */
  readonly root?: string;
  /** The keys of declarations there; default those of {@link schemaKeys}. */
  readonly keys?: ReadonlyMap<string, string>;
}

/** The schemas of a contract. One builder serves every document, so that they never disagree. */
export interface SchemaBuilder {
  /** A type where it stands, its declarations as references. */
  schema(type: Type): JsonSchema;
  /** The declarations that schemas so far refer to, by key, sorted, with all they refer to. */
  defs(): { readonly [key: string]: JsonSchema };
}

interface Scope extends Required<SchemaOptions> {
  readonly declarations: Declarations;
  readonly recurse: (type: Type) => JsonSchema;
}

/** A builder for one document. */
export function createSchemaBuilder(contract: Contract, options: SchemaOptions): SchemaBuilder {
  const { declarations: all } = contract;
  const declarations = declarationsByName(contract);
  const scope: Scope = {
    position: options.position,
    root: options.root ?? '#/$defs/',
    keys: options.keys ?? schemaKeys(all.map(({ name }) => name)),
    declarations,
    recurse,
  };
  const used = new Map<string, JsonSchema>();

  function refer(name: string): void {
    const declaration = declarations.get(name);
    if (declaration === undefined || used.has(name)) return;
    used.set(name, {});
    used.set(name, declarationSchema(declaration, scope));
  }
  function recurse(type: Type): JsonSchema {
    if (type.kind === 'ref') refer(type.name);
    return typeSchema(type, scope);
  }
  return {
    schema: recurse,
    defs: () => {
      const keyed = [...used].map(([name, schema]) => [keyOf(name, scope), schema] as const);
      return Object.fromEntries(sortedBy(keyed, ([key]) => key));
    },
  };
}

/** The schema of an object as a request position has it: a property that it does not know is refused. */
export function closedSchema(schema: JsonSchema): JsonSchema {
  const isOpen = schema.additionalProperties !== undefined;
  return isOpen ? schema : { ...schema, type: 'object', unevaluatedProperties: false };
}

function declarationSchema({ docs, type }: Declaration, { recurse }: Scope): JsonSchema {
  return annotated(docs, recurse(type));
}

function typeSchema(type: Type, scope: Scope): JsonSchema {
  const { recurse, declarations, position } = scope;
  switch (type.kind) {
    case 'scalar':
      return scalarSchema(type.scalar, type.constraints);
    case 'literal':
      return literalSchema(type);
    case 'enum':
      return enumSchema(type);
    case 'list':
    case 'set':
      return listSchema(type, recurse);
    case 'map':
      return mapSchema(type, recurse, declarations);
    case 'tuple':
      return tupleSchema(type, recurse);
    case 'union':
      return { anyOf: type.variants.map(recurse) };
    case 'nullable':
      return nullableSchema(recurse(type.of));
    case 'object':
      return objectSchema(type, recurse, position === 'request');
    case 'ref':
      return refSchema(type, scope);
    default:
      return assertNever(type);
  }
}

function refSchema({ name, constraints }: RefType, scope: Scope): JsonSchema {
  const $ref = scope.root + keyOf(name, scope);
  if (constraints === undefined) return { $ref };
  const target = resolveType({ kind: 'ref', name }, scope.declarations);
  return { $ref, ...besideRef(target, constraints) };
}

/** Constraints say of which type they are, so that strict validators know them to be meant. */
function besideRef(target: Type, constraints: Constraints): JsonSchema {
  switch (target.kind) {
    case 'scalar':
      return scalarSchema(target.scalar, constraints);
    case 'list':
    case 'set':
      return { type: 'array', ...itemBounds(target, constraints) };
    default:
      return { ...constraints };
  }
}

function keyOf(name: string, { keys }: Scope): string {
  return keys.get(name) ?? name;
}
