import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A connection, and the latest request on it. */
interface Connection {
  /** Undefined before the headers of the first request are there. */
  response: ServerResponse | undefined;
  /** `performance.now()` when those of the latest were. */
  arrivedAt: number;
  /** Whether its body may take longer than the time limit. */
  longBody: boolean;
}

/** The connections of a server, and how far each has come. */
export class Connections {
  readonly #connections = new Map<Socket, Connection>();

  /** Follows a connection until it is closed. */
  add(socket: Socket): void {
    this.#connections.set(socket, { response: undefined, arrivedAt: 0, longBody: false });
    socket.once('close', () => this.#connections.delete(socket));
  }

  /** A request's headers have arrived. */
  arrived({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(socket);
    if (connection === undefined) return;
    connection.response = response;
    connection.arrivedAt = performance.now();
    connection.longBody = false;
  }

  /** The body of the latest request may take longer than the time limit. */
  allowLongBody(socket: Socket): void {
    const connection = this.#connections.get(socket);
    if (connection !== undefined) connection.longBody = true;
  }

  /** Closes what is between requests, or has sent nothing or half a request, which Node counts as busy. */
  closeIdle(): void {
    for (const [socket, { response }] of this.#connections) {
      if (response === undefined || response.writableFinished) socket.destroy();
    }
  }

  /** The connections on which a body has been on its way for longer than so many milliseconds. */
  late(milliseconds: number): Socket[] {
    const earliest = performance.now() - milliseconds;
    return [...this.#connections].flatMap(([socket, { response, arrivedAt, longBody }]) => {
      const pending = response !== undefined && !response.req.complete && !longBody;
      return pending && arrivedAt < earliest ? [socket] : [];
    });
  }
}
