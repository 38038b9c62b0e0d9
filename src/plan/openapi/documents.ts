import type { Artifact } from '../artifact.ts';
import type { PlanContext } from '../context.ts';
import { projectPaths } from '../project-paths.ts';
import { openApiDocument } from './openapi-document.ts';
import { schemaDocument } from './schema-document.ts';

/** What the service says of itself to programs: OpenAPI and JSON Schema. */
export function planDocuments(context: PlanContext): Artifact[] {
  if (!context.options.openapi) return [];
  const documents = [
    { path: projectPaths.openapi, reason: 'OpenAPI 3.1', value: openApiDocument(context) },
    { path: projectPaths.schema, reason: 'JSON Schema 2020-12', value: schemaDocument(context) },
  ];
  return documents.map(({ path, reason, value }) => ({
    path,
    owner: 'generator',
    reason,
    body: { kind: 'json', value },
  }));
}
