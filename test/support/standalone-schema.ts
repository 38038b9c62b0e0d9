import { type SchemaPosition, createSchemaBuilder } from '../../src/ir/json-schema.ts';
import { type JsonSchema, annotated } from '../../src/ir/json-schema/schema.ts';
import type { Contract, Type } from '../../src/ir/types.ts';

/** A schema for a validator: what it refers to is in its own `$defs`, a declaration at its root is spelled out. */
export function standaloneSchema(
  contract: Contract,
  type: Type,
  position: SchemaPosition,
): JsonSchema {
  const builder = createSchemaBuilder(contract, { position });
  const isPlain = type.kind === 'ref' && type.constraints === undefined;
  const root = isPlain ? contract.declarations.find(({ name }) => name === type.name) : undefined;
  const schema = builder.schema(root?.type ?? type);
  const defs = builder.defs();
  return {
    ...(root === undefined ? schema : annotated(root.docs, schema)),
    ...(Object.keys(defs).length === 0 ? {} : { $defs: defs }),
  };
}
