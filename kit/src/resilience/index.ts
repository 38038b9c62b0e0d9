export { bulkhead, type BulkheadOptions } from './bulkhead.ts';
export { circuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
export type { CircuitStatus } from './circuit.ts';
export { rateLimit, type RateLimitOptions } from './rate-limit.ts';
export { retry, type RetryOptions } from './retry.ts';
