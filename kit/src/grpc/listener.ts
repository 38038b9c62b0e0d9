import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import type { BoundAddress, ListenAddress } from '../address.ts';

/**
 * The socket that a server listens on, and its connections. grpc-js can bind by itself, but tells nobody why it
 * could not, and loses sight of connections that it is to cut.
 */
export class Listener {
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();

  constructor(accept: (socket: Socket) => void, maxConnections: number) {
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      // A connection that breaks is no failure of ours.
      socket.on('error', () => undefined);
      accept(socket);
    });
    if (maxConnections > 0) this.#server.maxConnections = maxConnections;
  }

  /** Binds. Rejects with Node's own error when the address cannot be had. */
  listen({ host, port }: ListenAddress): Promise<BoundAddress> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(host === undefined ? { port } : { port, host }, () => {
        this.#server.off('error', reject);
        const bound = this.#server.address() as AddressInfo;
        resolve({ address: bound.address, port: bound.port });
      });
    });
  }

  /** Accepts no more. Resolves when no connection is left. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** Cuts every connection. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
