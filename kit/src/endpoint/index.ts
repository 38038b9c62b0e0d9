export { chain, type Endpoint, type Middleware } from './endpoint.ts';
export { EndpointBuilder, endpointBuilder } from './endpoint-builder.ts';
export { errorHandling, type ErrorHandlingOptions } from './error-handling.ts';
export { implemented, implementedStream } from './implemented.ts';
export { logging, type LoggingOptions } from './logging.ts';
export {
  CallMetrics,
  metrics,
  type CallCounter,
  type CallCounts,
  type MetricsOptions,
} from './metrics.ts';
export { timeout } from './timeout.ts';
export { tracing, type EndedSpan, type TracingOptions } from './tracing.ts';
export { invalidRequest, refuseFaults, validation, type Validator } from './validation.ts';
export type { Fault } from '../errors/fault.ts';
