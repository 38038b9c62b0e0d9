// Created once by microgen; this file is yours and is never overwritten.
import type { Middleware } from '@microgen/kit/endpoint';
import type { ChainDeps, EndpointInfo } from './generated_chain.ts';

/**
 * Your middleware for an endpoint, outermost first. It runs before all generated middleware.
 * `info.operation` says which endpoint it is, such as `HelloService.sayHello`.
 */
export function customMiddleware(info: EndpointInfo, deps: ChainDeps): readonly Middleware[] {
  return [];
}
