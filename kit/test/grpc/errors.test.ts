import { afterEach, describe, expect, test } from 'vitest';
import { errorCodes, type ErrorCode } from '../../src/errors/error-code.ts';
import { KitError, type KitErrorOptions } from '../../src/errors/kit-error.ts';
import { ApiError, codeOfStatus, grpcStatusOf } from '../../src/grpc/index.ts';
import { decodeDetails } from '../../src/grpc/decode-details.ts';
import { encodeDetails } from '../../src/grpc/encode-details.ts';
import {
  all,
  chat,
  count,
  failureOf,
  Notes,
  noteCodec,
  say,
  sum,
  type NotesMethods,
} from './support.ts';

const running: Notes[] = [];

async function start(methods: NotesMethods = {}): Promise<Notes> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  return notes;
}

async function failing(error: unknown): Promise<{ notes: Notes; failure: ApiError }> {
  const notes = await start({ say: () => Promise.reject(error) });
  const failure = await failureOf(notes.client().unary(say, { text: '', number: 0 }));
  expect(failure).toBeInstanceOf(ApiError);
  return { notes, failure: failure as ApiError };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

test.each(errorCodes)('%s comes back as itself', async (code) => {
  const { failure } = await failing(new KitError(code, `because of ${code}`));
  expect(failure.code).toBe(code);
  expect(failure.detail).toBe(
    code === 'internal' ? 'an internal error occurred' : `because of ${code}`,
  );
});

test('each code has a status of its own, which leads back to it', () => {
  const statuses = errorCodes.map((code) => grpcStatusOf(code));
  expect(new Set(statuses).size).toBe(errorCodes.length);
  expect(statuses.map(codeOfStatus)).toEqual([...errorCodes]);
  expect([2, 11, 15, 99].map(codeOfStatus)).toEqual([
    'unknown',
    'invalid_argument',
    'internal',
    'unknown',
  ]);
});

test('faults, details, retryAfter and the request id come back', async () => {
  const faults = [
    { path: '/items/0/name', rule: 'minLength', wanted: 1, message: 'must not be empty' },
    { path: '', rule: 'schema', message: 'is odd' },
    { path: '/a.b/c~1d', rule: 'uniqueItems', message: 'must be unique' },
  ];
  const details = { left: 3, names: ['a', null], deep: { is: true } };
  const options = { faults, details, retryAfter: 1.5 };
  const { failure } = await failing(new KitError('invalid_argument', 'no', options));
  expect(failure.faults).toEqual(faults.map((fault) => ({ in: 'body', ...fault })));
  expect(failure.retryAfter).toBe(1.5);
  expect(failure.requestId).toMatch(/^[0-9a-f]{32}$/);
  expect(failure.body).toEqual({
    code: 'invalid_argument',
    detail: 'no',
    requestId: failure.requestId,
    errors: faults.map((fault) => ({ in: 'body', ...fault })),
    details,
  });
});

test('the cause of what is internal is logged, never sent', async () => {
  const { notes, failure } = await failing(new Error('the password is wrong'));
  expect(JSON.stringify([failure.message, failure.body])).not.toContain('password');
  expect(notes.lines).toContainEqual(
    expect.objectContaining({ level: 'error', operation: 'Notes.say', code: 'internal' }),
  );
  const internal = new KitError('internal', 'secret', { details: { key: 'secret' } });
  expect(JSON.stringify((await failing(internal)).failure.body)).not.toContain('secret');
});

test('validation refuses with all faults, and the service is not called', async () => {
  let called = 0;
  const notes = await start({
    say: async (note) => {
      called += 1;
      return note;
    },
  });
  const call = notes.client().unary(say, { text: 'x'.repeat(1001), number: 0 });
  expect(await failureOf(call)).toMatchObject({
    code: 'invalid_argument',
    detail: 'the request is not valid',
    faults: [{ path: '/text', rule: 'maxLength', wanted: 1000 }],
  });
  expect(called).toBe(0);
});

test('a message of a stream is named by its number', async () => {
  const client = (await start()).client();
  const messages = [
    { text: '', number: 1 },
    { text: 'x'.repeat(1001), number: 2 },
  ];
  const wanted = { code: 'invalid_argument', detail: 'message 2 of the stream is not valid' };
  expect(await failureOf(client.clientStream(sum, messages))).toMatchObject(wanted);
  expect(await failureOf(all(client.bidiStream(chat, messages)))).toMatchObject(wanted);
});

test('bytes that are no message are the fault of the caller, before the endpoint, with a log line', async () => {
  const notes = await start();
  const client = notes.client();
  const broken = { ...noteCodec, encode: () => Uint8Array.of(0xff, 0xff) };
  const wanted = { code: 'invalid_argument', detail: 'the message cannot be read' };
  const note = { text: '', number: 0 };
  expect(await failureOf(client.unary({ ...say, request: broken }, note))).toMatchObject(wanted);
  expect(notes.lines.at(-1)).toMatchObject({
    operation: 'test.v1.Notes.Say',
    path: '/test.v1.Notes/Say',
    code: 'invalid_argument',
  });
  const stream = client.serverStream({ ...count, request: broken }, note);
  expect(await failureOf(all(stream))).toMatchObject(wanted);
  expect(await failureOf(client.clientStream({ ...sum, request: broken }, [note]))).toMatchObject(
    wanted,
  );
});

describe('an error in the middle of a stream', () => {
  test('reaches the reader behind the messages before it', async () => {
    const notes = await start({
      count: async function* broken() {
        yield { text: '', number: 1 };
        yield { text: '', number: 2 };
        throw new KitError('failed_precondition', 'no more', { details: { at: 'two' } });
      },
    });
    const numbers: number[] = [];
    const read = async () => {
      const stream = notes.client().serverStream(count, { text: '', number: 0 });
      for await (const { number } of stream) numbers.push(number);
    };
    expect(await failureOf(read())).toMatchObject({
      code: 'failed_precondition',
      body: { details: { at: 'two' } },
    });
    expect(numbers).toEqual([1, 2]);
  });

  test('of a message that cannot be written is internal, and has a line', async () => {
    const notes = await start({
      // It is checked only when it is written.
      count: async function* broken() {
        yield { text: '', number: 1 };
        yield { text: '', number: 1.5 };
      },
    });
    const stream = notes.client().serverStream(count, { text: '', number: 0 });
    expect(await failureOf(all(stream))).toMatchObject({ code: 'internal' });
    expect(notes.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('of the messages that a client sends is the own error of their maker', async () => {
    const own = new Error('own');
    const seen: string[] = [];
    const notes = await start({
      sum: async (messages) => {
        try {
          for await (const { text } of messages) seen.push(text);
        } catch (error) {
          seen.push(KitError.from(error).code);
          throw error;
        }
        return { text: '', number: 0 };
      },
    });
    const client = notes.client();
    async function* broken() {
      yield { text: 'a', number: 0 };
      await expect.poll(() => seen).toContain('a');
      throw own;
    }
    expect(await failureOf(client.clientStream(sum, broken()))).toBe(own);
    expect(await failureOf(all(client.bidiStream(chat, broken())))).toBe(own);
    await expect.poll(() => seen.at(-1)).toBe('cancelled');
  });
});

describe('what is sent of an error', () => {
  const sent = (code: ErrorCode, options: KitErrorOptions) =>
    encodeDetails(new KitError(code, 'message', options), 'message');

  test('fits into metadata, whatever it is', () => {
    const faults = Array.from({ length: 100 }, (_, index) => ({
      path: `/items/${index}/a-rather-long-name`,
      rule: 'minLength',
      wanted: 1,
      message: 'must have at least 1 character',
    }));
    const bytes = sent('invalid_argument', { faults, details: { big: 'x'.repeat(10_000) } });
    expect(bytes.length).toBeLessThanOrEqual(4096);
    const found = decodeDetails(bytes).faults;
    expect(found.length).toBeGreaterThan(20);
    expect(found[0]).toEqual({
      path: '/items/0/a-rather-long-name',
      rule: 'minLength',
      message: 'must have at least 1 character',
    });
  });

  test('leaves out what JSON does not have', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(decodeDetails(sent('conflict', { details: { cycle } }))).toMatchObject({
      code: 'conflict',
    });
    expect(
      decodeDetails(sent('conflict', { details: { big: 2n ** 64n, none: undefined } })),
    ).toMatchObject({
      details: { big: '18446744073709551616' },
    });
  });

  test('a text that is half a character does not break the call', async () => {
    const { failure } = await failing(new KitError('not_found', 'half \ud800 % \n ü 😀'));
    expect(failure).toMatchObject({ code: 'not_found', detail: 'half \ufffd % \n ü 😀' });
  });

  test('of others, what is malformed says nothing', () => {
    expect(decodeDetails(Uint8Array.of(1, 2, 3))).toEqual({ faults: [] });
    expect(decodeDetails(new Uint8Array())).toEqual({ faults: [] });
  });
});
