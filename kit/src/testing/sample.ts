/** A request of a method that is valid, and what makes it wrong. */
export interface CallSample {
  /** `HelloService.sayHello` */
  readonly operation: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The message, sent as JSON. */
  readonly body?: unknown;
  /** Whether the request is as valid without a body. */
  readonly bodyOptional?: boolean;
  /** The messages of a stream that is sent, a line each. */
  readonly messages?: readonly unknown[];
  /** What a success holds: nothing (204), a stream, or, unless said, JSON. */
  readonly answer?: 'nothing' | 'stream';
  readonly refused?: readonly CallRefusal[];
}

/** What makes a sample wrong, and the fault that is then found. */
export interface CallRefusal {
  /** The properties of the body that are other; `undefined` for those that are left out. */
  readonly change?: Readonly<Record<string, unknown>>;
  /** Path and query, where they are other. */
  readonly target?: string;
  /** The fault's `in`, `path` and `rule`, with blanks between them: `body /name required`. */
  readonly fault: string;
}

/** The media types of streams: lines of JSON, and events. */
export const streamTypes = ['application/x-ndjson', 'text/event-stream'] as const;

/** A stream may stay silent for as long as it likes; nobody waits longer than this for its first word. */
const patience = 2_000;

/** Sends a sample; `undefined` when a stream says nothing. */
export async function send(
  url: string,
  sample: CallSample,
  accept: string = 'application/json',
): Promise<Response | undefined> {
  const { method, target, answer, messages } = sample;
  const body = bodyOf(sample);
  const type = messages === undefined ? 'application/json' : streamTypes[0];
  const headers = { accept, ...(body === undefined ? {} : { 'content-type': type }) };
  const signal = answer === 'stream' ? { signal: AbortSignal.timeout(patience) } : {};
  const init = { method, headers, ...signal, ...(body === undefined ? {} : { body }) };
  try {
    return await fetch(url + target, init);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return undefined;
    throw error;
  }
}

function bodyOf({ body, messages }: CallSample): string | undefined {
  if (messages !== undefined) return messages.map((item) => `${JSON.stringify(item)}\n`).join('');
  return body === undefined ? undefined : JSON.stringify(body);
}
