export { HttpServer, type HandleOptions, type HttpServerOptions } from './server.ts';
export type { BoundAddress, ListenAddress } from '../address.ts';
export { ApiError, type ApiErrorOptions, type ApiFault } from '../sdk/api-error.ts';
export { HttpClient, type ClientRequest } from '../sdk/http-client.ts';
export type {
  CallOptions,
  ClientOptions,
  IncomingResponse,
  OutgoingRequest,
  Provided,
} from '../sdk/options.ts';
export { buildQuery, fillPath } from '../sdk/url.ts';
export { clientStream, type ClientStreamRequest } from '../sdk/client-stream.ts';
export { serverStream } from '../sdk/server-stream.ts';
export {
  bigintFrom,
  bigintText,
  bytesFrom,
  bytesText,
  instantFrom,
  instantText,
} from '../sdk/values.ts';
export { HttpError } from './http-error.ts';
export { jsonDocument } from './json-document.ts';
export {
  clientStreamRoute,
  httpRoute,
  serverStreamRoute,
  type ClientStreamRoute,
  type HttpInput,
  type HttpMethod,
  type HttpRoute,
  type RouteInfo,
  type ServerStreamRoute,
} from './route.ts';
export type { ConnectMiddleware, NodeHandler } from './node-handler.ts';
export { defaultLimits, type HttpLimits } from './options.ts';
export type { FaultLocation, Problem, ProblemFault } from './problem.ts';
export { Query } from './query.ts';
export { statusOf, type HttpOnlyCode } from './status.ts';
export type { Fault } from '../errors/fault.ts';
export { responsePart } from './response-part.ts';
export { readInput, readNothing, type InputShape, type TextType } from './read-input.ts';
export { skillHandler, type Skill, type SkillTool } from './skill.ts';
