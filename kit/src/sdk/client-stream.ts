import { CallClock } from './call-clock.ts';
import type { ClientRequest, HttpClient, RequestContent } from './http-client.ts';
import { decoded, jsonText } from './json.ts';
import { linesType } from './lines.ts';
import type { CallOptions } from './options.ts';

/** A call whose request is a stream, as generated code describes it. */
export interface ClientStreamRequest extends Omit<ClientRequest, 'body'> {
  /** Pulled no faster than the service reads; closed if the call ends before they do. */
  readonly messages: AsyncIterable<unknown> | Iterable<unknown>;
  /** The JSON form of a message. Absent: the message as it is. */
  readonly encode?: (message: never) => unknown;
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
  return decoded<T>(answer, request.decode);
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
