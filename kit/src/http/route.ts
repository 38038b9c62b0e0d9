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
  /** `/users/{id}`; a name stands for one path segment or a part of it. */
  readonly path: string;
  /** `HelloService.sayHello`, for listings, logs and metrics. */
  readonly handler: string;
  readonly endpoint: Endpoint<Req, Res>;
  /** Where the message comes from, besides the path. */
  readonly input: 'body' | 'none' | 'query';
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
}

/** A route of known types, as one of a list of routes of many types. */
export function httpRoute<Req, Res>(route: HttpRoute<Req, Res>): HttpRoute {
  return route as unknown as HttpRoute;
}

/** One line of the route listing. */
export interface RouteInfo {
  readonly Method: string;
  readonly Path: string;
  readonly Handler: string;
}
