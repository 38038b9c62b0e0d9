import type { IncomingMessage } from 'node:http';
import type { Metadata } from '../context/metadata.ts';

/** A request's headers as metadata. */
export class HeaderMetadata implements Metadata {
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  get(name: string): string | undefined {
    const value = this.#request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  names(): readonly string[] {
    return Object.keys(this.#request.headers);
  }
}
