import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import { KitError } from '../errors/kit-error.ts';
import { GrpcCall, type CallHost, type CallTarget, type ServerSurface } from './call.ts';
import { encodeMessage } from './bytes.ts';
import { decodeRequest } from './codec.ts';
import { MessageReader } from './message-reader.ts';
import { ResponseStream } from './response-stream.ts';

type Answer = sendUnaryData<Buffer>;

/** What grpc-js calls for a method. Never throws: whatever happens becomes the status of the call. */
export function handlerOf(host: CallHost, target: CallTarget): UntypedHandleCall {
  switch (target.method.kind) {
    case 'unary':
      return (surface: ServerUnaryCall<Buffer, Buffer>, answer: Answer) =>
        unary(new GrpcCall(host, target, surface), surface.request, answer);
    case 'server-stream':
      return (surface: ServerWritableStream<Buffer, Buffer>) =>
        serverStream(new GrpcCall(host, target, surface), surface);
    case 'client-stream':
      return (surface: ServerReadableStream<Buffer, Buffer>, answer: Answer) =>
        clientStream(new GrpcCall(host, target, surface), surface, answer);
    case 'bidi-stream':
      return (surface: ServerDuplexStream<Buffer, Buffer>) =>
        bidiStream(new GrpcCall(host, target, surface), surface);
  }
}

function unary(call: GrpcCall, bytes: Buffer, answer: Answer): void {
  started(call, bytes).then(
    (response) => reply(call, response, answer),
    (error: unknown) => answer(call.fail(error)),
  );
}

function serverStream(call: GrpcCall, surface: ServerWritableStream<Buffer, Buffer>): void {
  const response = new ResponseStream(call, surface);
  started(call, surface.request).then(
    (stream) => response.send(stream),
    (error: unknown) => response.fail(error),
  );
}

function clientStream(
  call: GrpcCall,
  surface: ServerReadableStream<Buffer, Buffer>,
  answer: Answer,
): void {
  const messages = requestMessages(call, surface);
  // What has come whole is a call like any other, and may end.
  const forget = call.host.addStream((reason) => {
    if (!messages.complete) call.ctx.cancel(reason);
  });
  const settle = () => {
    forget();
    messages.release();
  };
  call.invoke(messages).then(
    (response) => {
      settle();
      reply(call, response, answer);
    },
    (error: unknown) => {
      settle();
      answer(call.fail(error));
    },
  );
}

function bidiStream(call: GrpcCall, surface: ServerDuplexStream<Buffer, Buffer>): void {
  const messages = requestMessages(call, surface);
  const response = new ResponseStream(call, surface, () => messages.release());
  call.invoke(messages).then(
    (stream) => response.send(stream),
    (error: unknown) => response.fail(error),
  );
}

/** Decodes the one message of a request and calls the endpoint. */
function started(call: GrpcCall, bytes: Buffer): Promise<unknown> {
  try {
    return call.invoke(decodeRequest(call.target.method.request, bytes, call.ctx));
  } catch (error) {
    return Promise.reject(error);
  }
}

function requestMessages(
  call: GrpcCall,
  surface: ServerReadableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>,
): MessageReader {
  const { request } = call.target.method;
  const messages = new MessageReader(surface, {
    decode: (bytes) => decodeRequest(request, bytes, call.ctx),
    patience: patienceWith(surface),
  });
  call.ctx.onCancel((reason) => messages.fail(KitError.from(reason)));
  return messages;
}

/**
 * HTTP/2 in Node says that a request has ended when a client cancels it, and a moment later that it was cancelled; a
 * service would take half of the messages for the whole. Other clients do no such thing, and need not wait.
 */
function patienceWith({ metadata }: ServerSurface): number {
  return /\b(?:grpc-node-js|connect-es)\//.test(String(metadata.get('user-agent')[0])) ? 10 : 0;
}

/** Answers with one message. */
function reply(call: GrpcCall, response: unknown, answer: Answer): void {
  let bytes: Buffer;
  try {
    bytes = encodeMessage(call.target.method.response, response);
  } catch (error) {
    // The call itself has been logged as a success: this needs a line of its own.
    call.ctx.logged = false;
    return answer(call.fail(error));
  }
  call.begin();
  answer(null, bytes, call.succeed());
}
