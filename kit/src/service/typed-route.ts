import type { Context } from '../context/context.ts';
import { EndpointBuilder } from '../endpoint/endpoint-builder.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { logging } from '../endpoint/logging.ts';
import { timeout } from '../endpoint/timeout.ts';
import { validation } from '../endpoint/validation.ts';
import type { HttpInput, HttpMethod, HttpRoute } from '../http/route.ts';
import type { Logger } from '../logger.ts';
import { isObject, setMember } from '../checks/members.ts';
import {
  checkedResponse,
  schemaValidation,
  type SchemaInput,
  type SchemaOutput,
  type StandardSchemaV1,
} from './standard-schema.ts';

/** The schemas of a route written by hand. */
export interface RouteSchemas<
  Req extends StandardSchemaV1 = StandardSchemaV1,
  Res extends StandardSchemaV1 = StandardSchemaV1,
> {
  /** What requests are checked by. Absent: they arrive as they are. */
  readonly request?: Req;
  /** What responses are checked by; one that it refuses is an `internal` error. */
  readonly response?: Res;
}

/** A handler written by hand. */
export type RouteHandler<
  Req extends StandardSchemaV1 = StandardSchemaV1,
  Res extends StandardSchemaV1 = StandardSchemaV1,
> = (request: SchemaOutput<Req>, ctx: Context) => Promise<SchemaInput<Res>> | SchemaInput<Res>;

/** What a route by hand is made of. */
export interface TypedRoute {
  readonly method: HttpMethod;
  readonly path: string;
  readonly schemas: RouteSchemas;
  readonly handle: (request: never, ctx: Context) => unknown;
  readonly logger: Logger;
  readonly timeout: number;
}

/**
 * A route by hand, with the same chain as a generated one: logging, timeout, validation. Its
 * message is the body, or the query for GET and DELETE, with the path's values laid over it.
 */
export function typedRoute(typed: TypedRoute): HttpRoute {
  const { method, path, handle } = typed;
  const input = method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  const handler = handle.name === '' ? `${method} ${path}` : handle.name;
  return {
    method,
    path,
    handler,
    input,
    bodyOptional: true,
    whenUndefined: 'no-content',
    decode: input === 'query' ? queryMessage : bodyMessage,
    endpoint: typedEndpoint(typed, handler),
  };
}

function typedEndpoint(typed: TypedRoute, operation: string): Endpoint {
  const { request, response } = typed.schemas;
  // The public method has inferred the handler's type from the schemas.
  const handle = typed.handle as (request: unknown, ctx: Context) => unknown;
  const endpoint: Endpoint = async (message, ctx) => {
    const result = await handle(message, ctx);
    return response === undefined ? result : checkedResponse(response, result);
  };
  return new EndpointBuilder()
    .useNamed('logging', logging({ logger: typed.logger, operation }))
    .useNamed('timeout', timeout(typed.timeout))
    .useNamed('validation', request === undefined ? validation() : schemaValidation(request))
    .build(endpoint);
}

function bodyMessage({ body, params }: HttpInput): unknown {
  if (Object.keys(params).length === 0) return body;
  return { ...(isObject(body) ? body : {}), ...params };
}

function queryMessage({ query, params }: HttpInput): unknown {
  const message: Record<string, unknown> = {};
  for (const name of query.names()) {
    const values = query.getAll(name);
    setMember(message, name, values.length === 1 ? values[0] : values);
  }
  return { ...message, ...params };
}
