import type { ClientReadableStream, StatusObject } from '@grpc/grpc-js';
import { ApiError } from '../sdk/api-error.ts';
import type { CallClock } from '../sdk/call-clock.ts';
import { ClientCall, decodeResponse } from './client-call.ts';
import type { GrpcCallOptions, GrpcClientMethod } from './client-options.ts';
import { MessageReader } from './message-reader.ts';

/** A stream that a client has begun to read. */
export interface OpenedStream {
  readonly reader: MessageReader;
  /** Ends the call, wherever it is. */
  readonly close: () => void;
}

/** What a stream of a client is made of. */
export interface StreamSource {
  readonly clock: () => CallClock;
  /** Begins the call; again when the last try has failed before its first message. */
  readonly open: (clock: CallClock, attempt: number) => Promise<OpenedStream>;
  /** Milliseconds to wait before the next try; undefined when there must be none. */
  readonly waitBefore: (error: unknown, attempt: number) => number | undefined;
}

/** Reads the answer of a call that has begun. */
export function readAnswer(
  surface: ClientReadableStream<Buffer>,
  { response }: Pick<GrpcClientMethod, 'response'>,
  { clock, options }: { readonly clock: CallClock; readonly options: GrpcCallOptions },
): MessageReader {
  const call = new ClientCall(clock, options);
  const reader = new MessageReader(surface, {
    decode: (bytes) => decodeResponse(response, bytes),
    leave: () => surface.cancel(),
  });
  surface.on('error', (error) => reader.endWith(call.failureOf(error as Error & StatusObject)));
  call.follow(surface, (failure) => reader.fail(failure));
  return reader;
}

/**
 * The messages of a call. It begins when the first one is asked for; leaving the loop, `return()` and the caller's signal
 * end it.
 */
export function streamOf<T>(source: StreamSource): AsyncGenerator<T, undefined, unknown> {
  const state: StreamState = { source, clock: undefined, left: false };
  const messages = receive<T>(state);
  const finish = messages.return.bind(messages);
  // By itself, a generator that waits for a message would put `return()` off until that has come.
  messages.return = (value) => {
    state.left = true;
    const detail = 'the stream was closed by its reader';
    state.clock?.end(new ApiError({ code: 'cancelled', detail }));
    return finish(value);
  };
  return messages;
}

interface StreamState {
  readonly source: StreamSource;
  clock: CallClock | undefined;
  left: boolean;
}

async function* receive<T>(state: StreamState): AsyncGenerator<T, undefined, unknown> {
  const { source } = state;
  const clock = (state.clock = source.clock());
  let opened: OpenedStream | undefined;
  try {
    let result: IteratorResult<unknown, undefined>;
    for (let attempt = 1; ; attempt += 1) {
      try {
        opened = await source.open(clock, attempt);
        result = await opened.reader.next();
        break;
      } catch (error) {
        const wait = source.waitBefore(error, attempt);
        if (wait === undefined || wait >= clock.left) throw error;
        await clock.sleep(wait);
      }
    }
    while (result.done !== true) {
      yield result.value as T;
      result = await opened.reader.next();
    }
  } catch (error) {
    if (!state.left) throw error;
  } finally {
    clock.stop();
    opened?.close();
  }
}
