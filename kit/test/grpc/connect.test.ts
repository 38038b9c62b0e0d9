import { Code, ConnectError, createClient, type Client } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import type { GenService } from '@bufbuild/protobuf/codegenv2';
import type { Message } from '@bufbuild/protobuf';
import { afterEach, describe, expect, test } from 'vitest';
import { KitError } from '../../src/errors/kit-error.ts';
import { failureOf, Notes, notesService, type Note, type NotesMethods } from './support.ts';

/* The server against a client that shares no line with grpc-js: Connect's transport for gRPC. */

type NoteMessage = Message<'test.v1.Note'> & Note;
type NoteDesc = { readonly messageType: never } & GenMessageOf;
type GenMessageOf = import('@bufbuild/protobuf/codegenv2').GenMessage<NoteMessage>;
type Method<Kind extends string> = { methodKind: Kind; input: NoteDesc; output: NoteDesc };
type NotesService = GenService<{
  say: Method<'unary'>;
  count: Method<'server_streaming'>;
  sum: Method<'client_streaming'>;
  chat: Method<'bidi_streaming'>;
}>;

const running: Notes[] = [];

async function start(methods: NotesMethods = {}): Promise<Client<NotesService>> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  const transport = createGrpcTransport({ baseUrl: `http://${notes.address}` });
  return createClient(notesService as unknown as NotesService, transport);
}

const plain = ({ text, number }: Note): Note => ({ text, number });

async function* two(): AsyncGenerator<Note> {
  yield { text: 'a', number: 1 };
  yield { text: 'b', number: 2 };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

describe('an independent client', () => {
  test('calls all four shapes', async () => {
    const client = await start();
    expect(plain(await client.say({ text: 'Ada', number: 1 }))).toEqual({
      text: 'Hello, Ada!',
      number: 2,
    });
    const counted: number[] = [];
    for await (const { number } of client.count({ text: '', number: 300 })) counted.push(number);
    expect(counted).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    expect(plain(await client.sum(two()))).toEqual({ text: 'sum', number: 3 });
    const texts: string[] = [];
    for await (const { text } of client.chat(two())) texts.push(text);
    expect(texts).toEqual(['a?', 'b?']);
  });

  test('sends and gets metadata', async () => {
    const client = await start({
      say: async (note, ctx) => {
        ctx.outgoing.set('x-echo', ctx.metadata.get('x-mine') ?? '');
        return note;
      },
    });
    let echoed: string | null = null;
    await client.say(
      { text: '', number: 0 },
      { headers: { 'x-mine': 'yes' }, onHeader: (headers) => (echoed = headers.get('x-echo')) },
    );
    expect(echoed).toBe('yes');
  });

  test('gets errors with their details, behind the messages before them', async () => {
    const client = await start({
      count: async function* broken() {
        yield { text: 'one', number: 1 };
        throw new KitError('invalid_argument', 'Grüße, 100 %', {
          faults: [{ path: '/items/0/name', rule: 'minLength', message: 'must be longer' }],
          details: { limit: 'low' },
          retryAfter: 2,
        });
      },
    });
    const texts: string[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const { text } of client.count({ text: '', number: 0 })) texts.push(text);
      })(),
    );
    expect(texts).toEqual(['one']);
    expect(failure).toBeInstanceOf(ConnectError);
    const { code, rawMessage, details } = failure as ConnectError;
    expect([code, rawMessage]).toEqual([Code.InvalidArgument, 'Grüße, 100 %']);
    const found = details as unknown as readonly { type: string; value: Uint8Array }[];
    expect(found.map(({ type }) => type)).toEqual([
      'google.rpc.ErrorInfo',
      'google.rpc.RetryInfo',
      'google.rpc.BadRequest',
    ]);
    const texts2 = found.map(({ value }) => Buffer.from(value).toString('latin1'));
    expect(texts2[0]).toMatch(/INVALID_ARGUMENT[^]*microgen[^]*limit[^]*low/);
    expect(texts2[2]).toMatch(/items\.0\.name[^]*must be longer[^]*MIN_LENGTH/);
  });

  test('has deadlines and cancels, and the service knows', async () => {
    const reasons: string[] = [];
    const client = await start({
      count: async function* endless(note, ctx) {
        ctx.onCancel((reason) => reasons.push(KitError.from(reason).code));
        for (;;) {
          yield note;
          await new Promise((resolve) => {
            setTimeout(resolve, 5);
          });
        }
      },
    });
    const read = async (options: { timeoutMs?: number; signal?: AbortSignal }) => {
      for await (const one of client.count({ text: '', number: 0 }, options)) void one;
    };
    expect(await failureOf(read({ timeoutMs: 200 }))).toMatchObject({
      code: Code.DeadlineExceeded,
    });
    await expect.poll(() => reasons).toEqual(['deadline_exceeded']);
    const signal = AbortSignal.timeout(200);
    await failureOf(read({ signal }));
    await expect.poll(() => reasons).toEqual(['deadline_exceeded', 'cancelled']);
  });

  test('that cancels its messages has not sent them all', async () => {
    const seen: string[] = [];
    const client = await start({
      sum: async (messages) => {
        try {
          for await (const { text } of messages) seen.push(text);
          seen.push('complete');
        } catch (error) {
          seen.push(KitError.from(error).code);
          throw error;
        }
        return { text: '', number: 0 };
      },
    });
    const controller = new AbortController();
    async function* cut(): AsyncGenerator<Note> {
      yield { text: 'a', number: 1 };
      await expect.poll(() => seen).toEqual(['a']);
      controller.abort();
      await new Promise(() => undefined);
    }
    await failureOf(client.sum(cut(), { signal: controller.signal }));
    await expect.poll(() => seen).toEqual(['a', 'cancelled']);
  });
});
