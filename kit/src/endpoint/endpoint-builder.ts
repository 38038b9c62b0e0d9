import { assertMiddleware, chain, type Endpoint, type Middleware } from './endpoint.ts';

interface Layer {
  readonly name: string;
  readonly middleware: Middleware;
}

/** Assembles a chain of named layers, the first added being the outermost. */
export class EndpointBuilder {
  readonly #layers: Layer[] = [];

  /** Adds a layer without a name. */
  use(middleware: Middleware): this {
    return this.useNamed('?', middleware);
  }

  /** Adds a layer that {@link describe} names. */
  useNamed(name: string, middleware: Middleware): this {
    assertMiddleware(middleware);
    this.#layers.push({ name, middleware });
    return this;
  }

  /** The layers' names, outermost first; `?` for one without a name. */
  describe(): string[] {
    return this.#layers.map((layer) => layer.name);
  }

  /** The endpoint inside all layers. The builder can go on and build others. */
  build<Req, Res>(endpoint: Endpoint<Req, Res>): Endpoint<Req, Res> {
    if (typeof endpoint !== 'function') throw new TypeError('an endpoint must be a function');
    return chain(...this.#layers.map((layer) => layer.middleware))(endpoint);
  }
}

/** A new, empty builder. */
export function endpointBuilder(): EndpointBuilder {
  return new EndpointBuilder();
}
