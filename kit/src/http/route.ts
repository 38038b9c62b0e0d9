import type { Endpoint } from '../endpoint/endpoint.ts';
import type { Fault } from '../errors/fault.ts';
import type { FaultLocation } from './problem.ts';
import type { Query } from './query.ts';

/** The methods a route can be registered for. HEAD and OPTIONS are answered from these. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The parts of a request that a route's decoder builds its message from. */
export interface HttpInput {
  /** The parsed JSON body; undefined where the route takes none or it is absent. */
  readonly body: unknown;
  /** The values of the path's `{names}`, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The query, parsed when it is first read. */
  readonly query: Query;
}

/** One operation over HTTP: where it is reached, and how messages cross the wire. */
export interface HttpRoute<Req = unknown, Res = unknown> {
  readonly method: HttpMethod;
  /**
   * `/users/{id}`; a name stands for one path segment or a part of it. Templates of `google.api.http` may name several
   * segments, fields of nested messages, and a verb: `/v1/{thing.name=shelves/*}:publish`.
   */
  readonly path: string;
  /** `HelloService.sayHello`, for listings, logs and metrics. */
  readonly handler: string;
  readonly endpoint: Endpoint<Req, Res>;
  /** Where the message comes from, besides the path. */
  readonly input: 'body' | 'none' | 'query';
  /** The field that is the body, where that is not the whole message: the query has the others. */
  readonly bodyField?: string;
  /** Whether an empty body is allowed; then `body` is undefined. */
  readonly bodyOptional?: boolean;
  /** Builds the message. What is wrong goes into `faults`; only what cannot be read at all throws. */
  decode(input: HttpInput, faults: Fault[]): Req;
  /** The JSON form of a response. Absent: the response as it is. */
  readonly encode?: (response: Res) => unknown;
  /** The status of a success. 204 sends no body. Default 200. */
  readonly status?: 200 | 201 | 204;
  /**
   * What a response of undefined becomes: `null` (the default: JSON has no undefined, and a client
   * of the contract expects a JSON text) or 204 without a body.
   */
  readonly whenUndefined?: 'null' | 'no-content';
  /** Where a fault's path points. Default: by `input`, names of the path in the path. */
  readonly locate?: (path: string) => FaultLocation;
  /**
   * Which side sends a stream of messages. Routes of streams are made by {@link serverStreamRoute} and
   * {@link clientStreamRoute}.
   */
  readonly stream?: 'server' | 'client';
}

/** A route of known types, as one of a list of routes of many types. */
export function httpRoute<Req, Res>(route: HttpRoute<Req, Res>): HttpRoute {
  return route as unknown as HttpRoute;
}

/** A route that answers with a stream of messages. */
export interface ServerStreamRoute<Req = unknown, Item = unknown> extends Omit<
  HttpRoute<Req>,
  'endpoint' | 'encode' | 'status' | 'whenUndefined' | 'stream'
> {
  readonly endpoint: Endpoint<Req, AsyncIterable<Item>>;
  /** The JSON form of a message. Absent: the message as it is. */
  readonly encode?: (item: Item) => unknown;
}

/**
 * A route whose response is a stream: server-sent events where `accept` names them, else lines of JSON. The
 * headers wait for the first message, so that an error before it is a response with its status; after a
 * second without one they go out. A service is asked for a message only when the client has taken the last.
 */
export function serverStreamRoute<Req, Item>(route: ServerStreamRoute<Req, Item>): HttpRoute {
  return { ...route, stream: 'server' } as unknown as HttpRoute;
}

/** A route that takes a stream of messages, and answers once. */
export interface ClientStreamRoute<Item = unknown, Res = unknown> extends Pick<
  HttpRoute<unknown, Res>,
  'method' | 'path' | 'handler' | 'encode' | 'status' | 'whenUndefined'
> {
  readonly endpoint: Endpoint<AsyncIterable<Item>, Res>;
  /** Builds a message from a line. What is wrong goes into `faults`, with paths within the message. */
  decode(line: unknown, faults: Fault[]): Item;
}

/**
 * A route whose request is a stream: lines of JSON, each at most `limits.bodyBytes` long. A line is read when
 * the endpoint asks for its message; what is wrong with it is then in `ctx.faults`, for the validation layer.
 */
export function clientStreamRoute<Item, Res>(route: ClientStreamRoute<Item, Res>): HttpRoute {
  const decode = ({ body }: HttpInput, faults: Fault[]) => route.decode(body, faults);
  return { ...route, input: 'body', decode, stream: 'client' } as unknown as HttpRoute;
}

/** One line of the route listing. */
export interface RouteInfo {
  readonly Method: string;
  readonly Path: string;
  readonly Handler: string;
}
