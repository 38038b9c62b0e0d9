import { createSchemaBuilder } from '../../ir/json-schema.ts';
import type { PlanContext } from '../context.ts';
import { reachedDeclarations } from '../reach.ts';
import type { Part } from './scope.ts';

/**
 * Every declaration that services reach, as JSON Schema 2020-12. It has no `$id`: where it will be found is not the
 * contract's to say, and references within it need none.
 */
export function schemaDocument({ contract }: PlanContext): Part {
  const builder = createSchemaBuilder(contract, { position: 'response' });
  const roots = contract.services.flatMap(({ methods }) =>
    methods.flatMap(({ request, response, parameters }) => [
      request,
      ...(response === undefined ? [] : [response]),
      ...parameters.map(({ type }) => type),
    ]),
  );
  for (const { name } of reachedDeclarations(contract, roots)) {
    builder.schema({ kind: 'ref', name });
  }
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: builder.defs() };
}
