export {
  HttpServer,
  type BoundAddress,
  type HandleOptions,
  type HttpServerOptions,
} from './server.ts';
export {
  ApiError,
  buildQuery,
  fillPath,
  HttpClient,
  type ApiErrorOptions,
  type ApiFault,
  type CallOptions,
  type ClientOptions,
  type ClientRequest,
  type IncomingResponse,
  type OutgoingRequest,
  type Provided,
} from '../sdk/runtime.ts';
export { clientStream, serverStream, type ClientStreamRequest } from '../sdk/streams.ts';
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
export { defaultLimits, type HttpLimits, type ListenAddress } from './options.ts';
export type { FaultLocation, Problem, ProblemFault } from './problem.ts';
export { Query } from './query.ts';
export { statusOf, type HttpOnlyCode } from './status.ts';
export type { Fault } from '../errors/fault.ts';
export { readInput, readNothing, type InputShape, type TextType } from './read-input.ts';
export { skillHandler, type Skill, type SkillTool } from './skill.ts';
