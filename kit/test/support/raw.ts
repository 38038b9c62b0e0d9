import { connect, type Socket } from 'node:net';

/** A connection over which a test speaks HTTP by hand. */
export class RawConnection {
  readonly socket: Socket;
  received = '';
  readonly closed: Promise<void>;

  constructor(port: number, options: { readonly allowHalfOpen?: boolean } = {}) {
    this.socket = connect({ port, host: '127.0.0.1', ...options });
    this.socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  /** Sends a text with its line ends as HTTP wants them. */
  send(text: string): this {
    this.socket.write(text.replaceAll('\n', '\r\n'), 'latin1');
    return this;
  }

  /** Waits until what was received matches. */
  async until(pattern: RegExp, seconds = 10): Promise<RegExpMatchArray> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const match = pattern.exec(this.received);
      if (match !== null) return match;
      if (Date.now() > deadline)
        throw new Error(`${pattern} not in ${JSON.stringify(this.received)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
