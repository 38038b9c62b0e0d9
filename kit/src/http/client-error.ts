import type { Socket } from 'node:net';
import { newRequestId } from '../context/request-id.ts';
import { KitError } from '../errors/kit-error.ts';
import { HttpError } from './http-error.ts';
import { problemFrom, problemType } from './problem.ts';

/**
 * Answers a connection whose request could not be read as HTTP: headers too large, too slow, or no
 * HTTP at all. Returns what it answered, undefined if there was no one to answer.
 */
export function answerClientError(error: Error, socket: Socket): Error | undefined {
  if (isGone(error, socket) || !socket.writable || hasBegunResponse(socket)) {
    socket.destroy();
    return undefined;
  }
  const refusal = refusalOf(error);
  answerSocket(refusal, socket);
  return refusal;
}

const lingerMilliseconds = 1000;

/**
 * Answers a request for a tunnel. Node has let go of its connection, which is why faults of it, what still comes
 * and a client that never closes it are seen to here.
 */
export function refuseTunnel(refusal: Error, socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.resume();
  answerSocket(refusal, socket);
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => clearTimeout(timer));
}

/** Answers an error on a bare connection, and ends it. */
function answerSocket(refusal: Error, socket: Socket): void {
  const requestId = newRequestId();
  const { problem, headers } = problemFrom(refusal, { requestId, locate: () => 'header' });
  const text = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'connection: close',
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(text)}`,
    `x-request-id: ${requestId}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/** The error of a request whose body has not come in time. */
export function requestTimeoutError(): Error {
  return Object.assign(new Error('the request took too long'), {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
  });
}

function refusalOf(error: Error): Error {
  switch (codeOf(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpError('header_fields_too_large', 'the request headers are too large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpError('request_timeout', 'the request did not arrive in time');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpError('payload_too_large', 'the chunk extensions are too large');
    default:
      return new KitError('invalid_argument', 'the request is not valid HTTP');
  }
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code');
}

/** Whether the client has left: a request that ends half-way is served by someone, who will notice. */
function isGone(error: Error, socket: Socket): boolean {
  const code = codeOf(error);
  return code === 'ECONNRESET' || (code === 'HPE_INVALID_EOF_STATE' && currentOf(socket) !== null);
}

/**
 * Whether a response on this connection has already sent bytes; another one in its midst would
 * corrupt it. Node offers no public way to ask, and its own handler reads the same two fields.
 */
function hasBegunResponse(socket: Socket): boolean {
  const message = currentOf(socket);
  return message !== null && Reflect.get(message, '_header') !== null;
}

/** The response that is being made on this connection. */
function currentOf(socket: Socket): object | null {
  const message: unknown = Reflect.get(socket, '_httpMessage');
  return typeof message === 'object' ? message : null;
}
