import { type SchemaBuilder, createSchemaBuilder } from '../../ir/json-schema.ts';
import { schemaKeys } from '../../ir/json-schema/names.ts';
import type { Json } from '../../ir/types.ts';
import type { PlanContext } from '../context.ts';

/** A part of the document. */
export type Part = { readonly [key: string]: Json };

/** What the parts of an OpenAPI document share. */
export interface DocumentScope extends Pick<PlanContext, 'contract' | 'declarations' | 'services'> {
  readonly builder: SchemaBuilder;
  /** The key of the problem document among the schemas. */
  readonly problemKey: string;
  /** The shared problem responses that operations refer to, by status. */
  readonly shared: Set<number | 'default'>;
}

export function documentScope(context: PlanContext): DocumentScope {
  const { contract, declarations, services } = context;
  const keys = schemaKeys(contract.declarations.map(({ name }) => name));
  return {
    contract,
    declarations,
    services,
    builder: createSchemaBuilder(contract, {
      position: 'response',
      root: '#/components/schemas/',
      keys,
    }),
    // The contract's own messages keep their names.
    problemKey: schemaKeys(['Problem'], [...keys.values()]).get('Problem') ?? 'Problem',
    shared: new Set(),
  };
}

/** A reference to the schema of problem documents. */
export function problemRef({ problemKey }: DocumentScope): Part {
  return { $ref: `#/components/schemas/${problemKey}` };
}
