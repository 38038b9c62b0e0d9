import { schemaKeys } from '../../ir/json-schema/names.ts';
import { sortedBy } from '../../text/order.ts';
import type { PlanContext } from '../context.ts';
import { methodSummary } from '../docs-text.ts';
import { parametersOf } from './parameters.ts';
import { type PlacedOperation, placedOperations } from './paths.ts';
import { problemSchema, sharedResponses } from './problem.ts';
import { requestBodyOf } from './request-body.ts';
import { responsesOf } from './responses.ts';
import { type DocumentScope, type Part, documentScope } from './scope.ts';

/** The document's own version: the contract has none. */
const VERSION = '0.1.0';

/** An OpenAPI 3.1 document of all services. The same contract gives the same document, key by key. */
export function openApiDocument(context: PlanContext): Part {
  const scope = documentScope(context);
  const paths = pathsOf(scope);
  const scopes = context.contract.services.some(({ methods }) =>
    methods.some((method) => method.scopes.length > 0),
  );
  return {
    openapi: '3.1.1',
    info: { title: context.options.name, version: VERSION },
    // Relative to the document: it is served by the very service that it describes.
    servers: [{ url: '/' }],
    // Nobody has to be signed in where an operation does not say so.
    security: [],
    tags: tagsOf(scope),
    paths,
    components: componentsOf(scope, scopes),
  };
}

function pathsOf(scope: DocumentScope): Part {
  const operations = placedOperations(scope);
  const names = operations.map(operationName);
  const ids = schemaKeys(names);
  const paths = new Map<string, Part>();
  for (const [index, operation] of operations.entries()) {
    const id = ids.get(names[index] ?? '') ?? '';
    const verb = operation.plan.route.verb.toLowerCase();
    const known = paths.get(operation.path) ?? {};
    paths.set(operation.path, { ...known, [verb]: operationPart(operation, id, scope) });
  }
  return Object.fromEntries(paths);
}

/** `userService_getUser`, which is an identifier in every language and another one for each method. */
function operationName({ service, plan, index }: PlacedOperation): string {
  return `${service.property}_${plan.method.name}${index === 0 ? '' : `_${index + 1}`}`;
}

function operationPart(
  { service, plan, values }: PlacedOperation,
  operationId: string,
  scope: DocumentScope,
): Part {
  const { method } = plan;
  const { docs, scopes } = method;
  const summary = methodSummary(method);
  const parameters = parametersOf(plan, values, scope);
  const reason = docs.deprecated === undefined ? '' : `Deprecated: ${docs.deprecated}`;
  const more = [docs.text === summary ? '' : docs.text, /: ./.test(reason) ? reason : ''];
  const description = more.filter((part) => part !== '').join('\n\n');
  return {
    tags: [...new Set([service.name, ...method.tags])],
    operationId,
    ...(summary === '' ? {} : { summary }),
    ...(description === '' ? {} : { description }),
    ...(docs.deprecated === undefined ? {} : { deprecated: true }),
    ...(scopes.length === 0 ? {} : { security: [{ bearer: scopes }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBodyOf(plan, scope),
    responses: responsesOf(plan, scope),
  };
}

/** One of each service, then what `@tag` adds. */
function tagsOf({ services }: DocumentScope): readonly Part[] {
  const own = services.map(({ service }) => ({
    name: service.name,
    ...(service.docs.text === '' ? {} : { description: service.docs.text }),
  }));
  const known = new Set(own.map(({ name }) => name));
  const said = services.flatMap(({ methods }) => methods.flatMap(({ method }) => method.tags));
  const more = [...new Set(said)].filter((name) => !known.has(name));
  return [...own, ...more.map((name) => ({ name }))];
}

function componentsOf(scope: DocumentScope, isSecured: boolean): Part {
  const defs = { ...scope.builder.defs(), [scope.problemKey]: problemSchema };
  const bearer = { type: 'http', scheme: 'bearer' };
  return {
    schemas: Object.fromEntries(sortedBy(Object.entries(defs), ([key]) => key)),
    responses: sharedResponses(scope),
    ...(isSecured ? { securitySchemes: { bearer } } : {}),
  };
}
