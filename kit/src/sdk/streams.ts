/*
 * Streams over HTTP for a generated SDK, as lines of JSON (NDJSON). It imports only the client and needs
 * only standard web APIs, so that an SDK can carry a copy of this file.
 */
import {
  ApiError,
  CallClock,
  decoded,
  jsonContent,
  jsonText,
  problemError,
  type CallOptions,
  type ClientRequest,
  type HttpClient,
  type RequestContent,
} from './runtime.ts';

/** The media type of a stream: one JSON text per line. */
export const linesType = 'application/x-ndjson';

/** A call whose request is a stream, as generated code describes it. */
export interface ClientStreamRequest extends Omit<ClientRequest, 'body'> {
  /** Pulled no faster than the service reads; closed if the call ends before they do. */
  readonly messages: AsyncIterable<unknown> | Iterable<unknown>;
  /** The JSON form of a message. Absent: the message as it is. */
  readonly encode?: (message: never) => unknown;
}

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
  decode?: (message: unknown) => unknown,
): AsyncGenerator<T, undefined, unknown> {
  const reading: Reading = { client, request, options, clock: undefined, left: false };
  const messages = receive<T>(reading, decode);
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

async function* receive<T>(
  reading: Reading,
  decode: ((message: unknown) => unknown) | undefined,
): AsyncGenerator<T, undefined, unknown> {
  const clock = (reading.clock = new CallClock(reading.options.timeout, reading.options.signal));
  let opened: Opened | undefined;
  try {
    opened = await open(reading, clock);
    for (let result = opened.first; result.done !== true;) {
      yield decoded<T>(result.value, decode);
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

/** What can be wrong with a line: it is longer than allowed, or no UTF-8. */
export type LineFault = 'length' | 'encoding';

/** Whether a line holds nothing but JSON's white space. */
export function isBlank(line: string): boolean {
  return line === '' || /^[ \t\r]+$/.test(line);
}

/** Cuts bytes into lines of text, and holds no more than one line that has not ended. */
export class Lines {
  readonly #limit: number;
  readonly #refuse: (fault: LineFault) => Error;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #held = new Uint8Array(0);
  #size = 0;

  /** A line is at most `limit` bytes long; `refuse` makes the error that is thrown for a bad one. */
  constructor(limit: number, refuse: (fault: LineFault) => Error) {
    this.#limit = limit;
    this.#refuse = refuse;
  }

  /** The lines that end in these bytes. */
  *push(bytes: Uint8Array): Generator<string, void> {
    const last = bytes.lastIndexOf(10);
    if (last !== -1) {
      const whole = this.#joined(bytes.subarray(0, last));
      this.#size = 0;
      yield* this.#texts(whole);
    }
    this.#hold(bytes.subarray(last + 1));
  }

  /** The last line, if no line end came behind it. */
  *end(): Generator<string, void> {
    if (this.#size > 0) yield* this.#texts(this.#held.subarray(0, this.#size));
  }

  #joined(bytes: Uint8Array): Uint8Array {
    if (this.#size === 0) return bytes;
    const whole = new Uint8Array(this.#size + bytes.length);
    whole.set(this.#held.subarray(0, this.#size));
    whole.set(bytes, this.#size);
    return whole;
  }

  #hold(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#limit) throw this.#refuse('length');
    if (size > this.#held.length) {
      const larger = new Uint8Array(Math.min(this.#limit, Math.max(size, 2 * this.#held.length)));
      larger.set(this.#held.subarray(0, this.#size));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#size);
    this.#size = size;
  }

  *#texts(lines: Uint8Array): Generator<string, void> {
    const text = lines.length > this.#limit ? undefined : this.#decoded(lines);
    if (text !== undefined) return yield* text.split('\n');
    // Something is wrong, perhaps: line by line, so that what comes before it is not lost.
    for (let start = 0; start <= lines.length;) {
      const newline = lines.indexOf(10, start);
      const end = newline === -1 ? lines.length : newline;
      if (end - start > this.#limit) throw this.#refuse('length');
      const line = this.#decoded(lines.subarray(start, end));
      if (line === undefined) throw this.#refuse('encoding');
      yield line;
      start = end + 1;
    }
  }

  #decoded(bytes: Uint8Array): string | undefined {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return undefined;
    }
  }
}

/**
 * Calls a method whose request is a stream, and gives back its answer, which may come before the messages
 * have ended. They are sent while they are made where the platform can do that (Node, Deno, Bun), else when
 * all are there. There is no time-out unless the call is given one, and nothing is tried again.
 */
export async function clientStream<T>(
  client: HttpClient,
  request: ClientStreamRequest,
  options: CallOptions = {},
  decode?: (answer: unknown) => unknown,
): Promise<T> {
  const clock = new CallClock(options.timeout, options.signal);
  const upload = new Upload(request);
  const read = (response: Response) => client.readJson(response);
  let answer: unknown;
  try {
    const body = canStreamBodies() ? upload.stream() : await clock.bound(upload.text());
    const content: RequestContent = { type: linesType, body };
    const transfer = { options, clock, accept: 'application/json', content, retries: 0, read };
    answer = await client.transfer(request, transfer);
  } catch (error) {
    throw upload.failed ? upload.failure : error;
  } finally {
    clock.stop();
    upload.close();
  }
  return decoded<T>(answer, decode);
}

/** Browsers cannot send a body while it is made, or only over HTTP/2. */
function canStreamBodies(): boolean {
  if ('document' in globalThis || 'WorkerGlobalScope' in globalThis) return false;
  if (typeof ReadableStream === 'undefined') return false;
  const init: RequestInit & { duplex?: 'half' } = { method: 'POST', body: new ReadableStream() };
  init.duplex = 'half';
  // Where a stream is no body, it is taken for a text.
  return !new Request('http://localhost', init).headers.has('content-type');
}

/** The messages of a client stream on their way out. */
class Upload {
  /** Whether the messages could not be made, or not written as JSON. */
  failed = false;
  /** Why, then. */
  failure: unknown;
  readonly #iterator: AsyncIterator<unknown> | Iterator<unknown>;
  readonly #encode: ((message: never) => unknown) | undefined;
  #ended = false;

  constructor({ messages, encode }: ClientStreamRequest) {
    this.#iterator =
      Symbol.asyncIterator in messages
        ? messages[Symbol.asyncIterator]()
        : messages[Symbol.iterator]();
    this.#encode = encode;
  }

  /** As a body that makes each message when it is asked for. */
  stream(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const source = {
      pull: async (controller: ReadableStreamDefaultController<Uint8Array>) => {
        const line = await this.#line();
        if (line === undefined) controller.close();
        else controller.enqueue(encoder.encode(line));
      },
      cancel: () => this.close(),
    };
    return new ReadableStream(source, { highWaterMark: 0 });
  }

  /** As one text, once all are there. */
  async text(): Promise<string> {
    let text = '';
    for (;;) {
      const line = await this.#line();
      if (line === undefined) return text;
      text += line;
    }
  }

  /** Tells the source that no more messages are wanted. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    // It may wait for something for long: nobody waits for it, and the call's own outcome counts.
    const closing = async () => this.#iterator.return?.();
    closing().catch(() => undefined);
  }

  async #line(): Promise<string | undefined> {
    if (this.#ended) return undefined;
    try {
      const { done, value } = await this.#iterator.next();
      if (done === true) {
        this.#ended = true;
        return undefined;
      }
      const encode = this.#encode as ((message: unknown) => unknown) | undefined;
      return `${jsonText(encode === undefined ? value : encode(value))}\n`;
    } catch (error) {
      this.failed = true;
      this.failure ??= error;
      throw error;
    }
  }
}
