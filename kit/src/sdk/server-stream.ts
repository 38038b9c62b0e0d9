import { ApiError } from './api-error.ts';
import { CallClock } from './call-clock.ts';
import { type ClientRequest, type HttpClient, jsonContent } from './http-client.ts';
import { decoded } from './json.ts';
import { isBlank, type LineFault, Lines, linesType } from './lines.ts';
import type { CallOptions } from './options.ts';
import { problemError } from './problem.ts';

/** A server stream while it is being read. */
interface Reading {
  readonly client: HttpClient;
  readonly request: ClientRequest;
  readonly options: CallOptions;
  /** Set once the request is on its way. */
  clock: CallClock | undefined;
  /** Whether the reader has gone. */
  left: boolean;
}

/**
 * Calls a method that answers with a stream. The request is sent when the first message is asked for;
 * leaving the loop, `return()` and the caller's signal end it. It has no time-out unless the call is given
 * one, which then holds for the whole stream. A failure is tried again only before the first message, and
 * only where a repetition does no harm. A message is at most `maxResponseBytes` long.
 */
export function serverStream<T>(
  client: HttpClient,
  request: ClientRequest,
  options: CallOptions = {},
): AsyncGenerator<T, undefined, unknown> {
  const reading: Reading = { client, request, options, clock: undefined, left: false };
  const messages = receive<T>(reading);
  const finish = messages.return.bind(messages);
  // By itself, a generator that waits for a message would put `return()` off until that has come.
  messages.return = (value) => {
    reading.left = true;
    const detail = 'the stream was closed by its reader';
    reading.clock?.end(new ApiError({ code: 'cancelled', detail }));
    return finish(value);
  };
  return messages;
}

async function* receive<T>(reading: Reading): AsyncGenerator<T, undefined, unknown> {
  const clock = (reading.clock = new CallClock(reading.options.timeout, reading.options.signal));
  let opened: Opened | undefined;
  try {
    opened = await open(reading, clock);
    for (let result = opened.first; result.done !== true;) {
      yield decoded<T>(result.value, reading.request.decode);
      result = await nextOf(opened, reading, clock);
    }
  } catch (error) {
    if (!reading.left) throw error;
  } finally {
    clock.stop();
    await opened?.messages.return();
  }
}

/** A stream whose first message, or end, has come. */
interface Opened {
  readonly messages: AsyncGenerator<unknown, void>;
  readonly first: IteratorResult<unknown, void>;
}

function open({ client, request, options }: Reading, clock: CallClock): Promise<Opened> {
  const content = jsonContent(request.body);
  const read = async (response: Response) => {
    const messages = messagesOf(response, client.maxResponseBytes);
    try {
      return { value: { messages, first: await messages.next() } };
    } catch (error) {
      // Given back, so that it may be tried again: nobody has seen a message yet.
      if (error instanceof ApiError) return error;
      throw error;
    }
  };
  return client.transfer(request, { options, clock, accept: linesType, content, read });
}

async function nextOf(
  { messages }: Opened,
  { client }: Reading,
  clock: CallClock,
): Promise<Opened['first']> {
  try {
    return await messages.next();
  } catch (error) {
    throw client.failureOf(error, clock);
  }
}

/** The messages of a response, to the end that the service has to say. */
async function* messagesOf(response: Response, limit: number): AsyncGenerator<unknown, void> {
  for await (const line of linesOf(response, limit)) {
    const frame = frameOf(line, response);
    if ('error' in frame) throw problemError(frame['error'], response);
    if (frame['end'] === true) return;
    yield frame['value'];
  }
  throw streamError('unavailable', 'the stream broke off before its end', response);
}

function frameOf(line: string, response: Response): Readonly<Record<string, unknown>> {
  let frame: unknown;
  try {
    frame = JSON.parse(line);
  } catch {
    throw streamError('invalid_response', 'a line of the stream is not JSON', response);
  }
  if (isFrame(frame)) return frame;
  throw streamError('invalid_response', 'a line of the stream is no message', response);
}

function isFrame(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return 'value' in value || 'error' in value || ('end' in value && value.end === true);
}

async function* linesOf(response: Response, limit: number): AsyncGenerator<string, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const refuse = (reason: LineFault) => {
    const what = reason === 'length' ? `is longer than ${limit} bytes` : 'is not valid UTF-8';
    return streamError('invalid_response', `a line of the stream ${what}`, response);
  };
  const lines = new Lines(limit, refuse);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      for (const line of done ? lines.end() : lines.push(value)) if (!isBlank(line)) yield line;
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function streamError(code: string, detail: string, { status, headers }: Response): ApiError {
  const requestId = headers.get('x-request-id') ?? undefined;
  // Status 0 stands for an answer that has not come, or not whole.
  return new ApiError({ code, detail, requestId, status: code === 'unavailable' ? 0 : status });
}
