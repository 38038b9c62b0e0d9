export { GrpcServer } from './server.ts';
export { ApiError, type ApiErrorOptions, type ApiFault } from '../sdk/api-error.ts';
export type { BoundAddress, ListenAddress } from '../address.ts';
export type { Fault } from '../errors/fault.ts';
export type { MessageCodec } from './message-codec.ts';
export {
  grpcMethod,
  type AnyGrpcMethod,
  type GrpcMethod,
  type MethodKind,
  type RequestOf,
  type ResponseOf,
} from './method.ts';
export {
  defaultGrpcLimits,
  type GrpcLimits,
  type GrpcServerOptions,
  type GrpcServerTls,
} from './options.ts';
export { codeOfStatus, grpcStatusOf } from './status.ts';
export { GrpcClient, grpcClient } from './client.ts';
export type {
  GrpcCallOptions,
  GrpcClientMethod,
  GrpcClientOptions,
  GrpcClientTls,
  Messages,
} from './client-options.ts';
