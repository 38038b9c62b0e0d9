// Created once by microgen; this file is yours and is never overwritten.
import type { Logger } from '@microgen/kit';
import type { Middleware } from '@microgen/kit/endpoint';

/**
 * Your middleware for an endpoint, outermost first. It runs before all generated middleware.
 *
 * @param operation such as `HelloService.sayHello`
 */
export function customMiddleware(operation: string, logger: Logger): readonly Middleware[] {
  return [];
}
