export { collector, type CollectedMetric, type Sample } from '../collected-metric.ts';
export {
  createLogger,
  type LogDestination,
  type LogFormat,
  type LoggerOptions,
} from './create-logger.ts';
export { callCollectors, registerCollectors, scraper } from './registry.ts';
export {
  formatTraceparent,
  parseTraceparent,
  type TraceContext,
} from '../context/trace-context.ts';
export { logLevels, silentLogger, type Logger, type LogLevel, type LogMethod } from '../logger.ts';
