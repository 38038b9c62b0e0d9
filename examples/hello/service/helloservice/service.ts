// Created once by microgen; this file is yours and is never overwritten.
import type { HelloRequest, HelloResponse } from '../../idl.ts';
import type { HelloServiceDeps, HelloServiceHandler } from './generated_contract.ts';

export class HelloServiceImpl implements HelloServiceHandler {
  protected readonly deps: HelloServiceDeps;

  constructor(deps: HelloServiceDeps) {
    this.deps = deps;
  }

  /** SayHello returns a greeting. */
  async sayHello(req: HelloRequest): Promise<HelloResponse> {
    return { message: `Hello, ${req.name}!` };
  }
}

/**
 * Makes the service; it may be async, and may hand the class whatever else it needs. If what it
 * returns has a `close()`, that runs at shutdown.
 */
export function createHelloService(deps: HelloServiceDeps): HelloServiceHandler {
  return new HelloServiceImpl(deps);
}
