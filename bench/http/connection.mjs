import { connect } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection with one request in flight: the next goes out when the answer to the
 * last has been read and checked. Lean on purpose, so that the server is what is measured.
 */
export class Connection {
  /**
   * @param {{ port: number, request: Buffer, answer: Buffer }} target the request as it goes over
   *   the wire, and the body that every answer must have
   * @param {(micros: number) => boolean} onAnswer told each latency; says whether to go on
   * @param {(reason: string) => void} onError
   */
  constructor({ port, request, answer }, onAnswer, onError) {
    this.request = request;
    this.answer = answer;
    this.onAnswer = onAnswer;
    this.onError = onError;
    this.busy = false;
    this.pending = undefined;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => this.fail(error.message));
    this.socket.on('close', () => this.fail('the server closed the connection'));
  }

  /** Sends the first request. */
  start() {
    this.busy = true;
    this.send();
  }

  /** Ends the connection; what happens on it from now on is no error. */
  end() {
    this.onError = () => {};
    this.socket.destroy();
  }

  send() {
    this.sent = performance.now();
    this.socket.write(this.request);
  }

  read(chunk) {
    const bytes = this.pending === undefined ? chunk : Buffer.concat([this.pending, chunk]);
    const bodyStart = bytes.indexOf(headEnd) + headEnd.length;
    const length = bodyStart < headEnd.length ? undefined : contentLength(bytes, bodyStart);
    if (length === undefined || bytes.length < bodyStart + length) {
      this.pending = bytes;
      return;
    }
    this.pending = undefined;
    this.finish(bytes, bodyStart);
  }

  finish(bytes, bodyStart) {
    const micros = (performance.now() - this.sent) * 1000;
    const reason = faultOf(bytes, bodyStart, this.answer);
    if (reason !== undefined) this.onError(reason);
    if (this.onAnswer(micros)) this.send();
    else this.busy = false;
  }

  fail(reason) {
    this.onError(reason);
    this.onError = () => {};
    this.busy = false;
  }
}

function contentLength(bytes, bodyStart) {
  const match = /\r\ncontent-length: *(\d+)/i.exec(bytes.latin1Slice(0, bodyStart));
  // Every contender sends its length; 0 turns an answer without one into a wrong body, an error.
  return match === null ? 0 : Number(match[1]);
}

function faultOf(bytes, bodyStart, answer) {
  const status = bytes.latin1Slice(9, 12);
  if (status !== '200') return `status ${status}`;
  if (
    bytes.length - bodyStart === answer.length &&
    bytes.compare(answer, 0, answer.length, bodyStart) === 0
  ) {
    return undefined;
  }
  return `wrong body: ${bytes.toString('utf8', bodyStart)}`;
}
