import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type DescMethod,
  type JsonValue,
  type Message,
  create,
  createFileRegistry,
  fromBinary,
  fromJson,
  toJson,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authority, clientPair, serverPair } from '../kit/test/grpc/certificates.ts';
import { fixtures } from './support/cases.ts';
import { type Running, freePort, microgen, must, run, start } from './support/project.ts';

/** A service that keeps notes, as its user writes it. */
const SERVICE = `import { type Context, KitError } from '@microgen/kit';
import type { Note } from '../../idl.ts';
import type { NoteServiceDeps, NoteServiceHandler } from './generated_contract.ts';

class NoteServiceImpl implements NoteServiceHandler {
  readonly notes = new Map<string, Note>();
  async echo(note: Note) {
    if (note.at instanceof Date && typeof note.big === 'bigint' && note.tags instanceof Set) {
      this.notes.set(note.id, note);
      return note;
    }
    throw new Error('what arrived is no note');
  }
  async find(id: string, deep: boolean | undefined, _ctx: Context) {
    if (id === 'none') throw new KitError('not_found', 'there is none');
    return deep === true ? null : (this.notes.get(id) ?? null);
  }
  async count() {
    return BigInt(this.notes.size) + 9007199254740993n;
  }
  async remove(id: string) {
    this.notes.delete(id);
  }
  async *follow(id: string) {
    for (const note of this.notes.values()) yield { ...note, text: id };
    if (id === 'fails') throw new KitError('unavailable', 'lost');
  }
  async import(notes: AsyncIterable<Note>) {
    let count = 0;
    for await (const note of notes) count += note.text.length;
    return count;
  }
  async *exchange(notes: AsyncIterable<Note>) {
    for await (const note of notes) {
      yield this.notes.get(note.id) ?? null;
      this.notes.set(note.id, note);
    }
  }
}

export function createNoteService(_deps: NoteServiceDeps): NoteServiceHandler {
  return new NoteServiceImpl();
}
`;

/** A note in the JSON that protobuf has for it, with everything that can be in one. */
const NOTE = {
  id: 'a',
  text: 'ü',
  size: '9007199254740991',
  weight: 0.5,
  big: '-9223372036854775808',
  at: '2026-01-31T12:00:00.250Z',
  data: 'AAH/',
  tags: ['x', 'y'],
  replies: [{ id: 'b', big: '1', size: '2', at: '1970-01-01T00:00:00Z', mood: 'MOOD_GOOD' }],
  mood: 'MOOD_BAD',
  meta: { a: { value: ['1', '2'] }, empty: {} },
  seen: [{ key: 1.5, value: '2026-01-31T12:00:00Z' }],
  origin: { app: { version: 2 } },
  range: { item1: 1, item2: 2 },
  oldNull: true,
  extra: { deep: [1, null, 'x'] },
};

let project: string;
let service: Running;
let transport: Transport;
let grpcAddress: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'microgen-grpc-'));
  const contract = readFileSync(join(fixtures, 'grpc/input/idl.ts'), 'utf8');
  // One method for gRPC only is enough: it has to go before HTTP is all that is spoken.
  writeFileSync(
    join(project, 'idl.ts'),
    contract.replace(/\n\/\*\* Speaks over gRPC alone[^]*$/, ''),
  );
  const made = microgen(project, '-idl', 'idl.ts', '-protocols', 'http,grpc', '-import', 'grpc');
  if (made.status !== 0) throw new Error(made.output);
  must(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(project, 'npm', 'test');
  writeFileSync(join(project, 'service/noteservice/service.ts'), SERVICE);
  must(project, 'npm', 'run', 'build');
  grpcAddress = `127.0.0.1:${await freePort()}`;
  service = await start(project, 'dist/cmd/main.js', '-grpc.addr', grpcAddress);
  transport = createGrpcTransport({ baseUrl: `http://${grpcAddress}` });
}, 300_000);

afterAll(async () => {
  await service?.stop();
  rmSync(project, { recursive: true, force: true });
});

/** A client that another implementation makes of what reflection shows. */
async function client(over: Transport = transport) {
  const url = pathToFileURL(join(project, 'dist/pb/generated_messages.js')).href;
  const { descriptors } = (await import(url)) as { readonly descriptors: readonly Uint8Array[] };
  const file = descriptors
    .map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes))
    .toReversed();
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const described = registry.getService('grpc.v1.NoteService');
  if (described === undefined) throw new Error('there is no NoteService');
  type Call = (message: unknown) => Promise<Message>;
  type Stream = (message: unknown) => AsyncIterable<Message>;
  const calls = createClient(described, over) as unknown as Record<string, Call & Stream>;
  const methodOf = (name: string): DescMethod => {
    const method = described.method[name];
    if (method === undefined) throw new Error(`there is no ${name}`);
    return method;
  };
  const input = (name: string, json: JsonValue) => fromJson(methodOf(name).input, json);
  const output = (name: string, message: Message) =>
    toJson(methodOf(name).output, message, { registry });
  return {
    async unary(name: string, json: JsonValue): Promise<JsonValue> {
      return output(name, await calls[name]!(input(name, json)));
    },
    async list(name: string, json: JsonValue): Promise<readonly JsonValue[]> {
      const all: JsonValue[] = [];
      for await (const message of calls[name]!(
        input(name, json),
      ) as unknown as AsyncIterable<Message>) {
        all.push(output(name, message));
      }
      return all;
    },
    async upload(name: string, items: readonly JsonValue[]): Promise<JsonValue> {
      async function* messages() {
        for (const item of items) yield input(name, item);
      }
      return output(name, await calls[name]!(messages()));
    },
    /** Sends each message when the answer to the one before has come. */
    async exchange(name: string, items: readonly JsonValue[]): Promise<readonly JsonValue[]> {
      const answers: JsonValue[] = [];
      let answered = () => {};
      async function* messages() {
        for (const item of items) {
          const answer = new Promise<void>((resolve) => (answered = resolve));
          yield input(name, item);
          await answer;
        }
      }
      for await (const message of calls[name]!(messages()) as unknown as AsyncIterable<Message>) {
        answers.push(output(name, message));
        answered();
      }
      return answers;
    },
  };
}

describe('a client of another implementation', () => {
  it('gets back what it sends, whatever a message can hold', async () => {
    const { unary } = await client();
    expect(await unary('echo', NOTE)).toEqual(NOTE);
  });

  it('and the same as over HTTP', async () => {
    const { unary } = await client();
    await unary('echo', NOTE);
    const found = await fetch(`${service.url}/find?id=a`);
    expect(await found.json()).toMatchObject({
      id: 'a',
      big: NOTE.big,
      at: NOTE.at,
      tags: ['x', 'y'],
      seen: [[1.5, '2026-01-31T12:00:00.000Z']],
      origin: { kind: 'app', version: 2 },
      range: [1, 2],
      old: null,
      extra: NOTE.extra,
      mood: 'bad',
    });
    expect(await unary('find', { id: 'a' })).toEqual({ value: NOTE });
    expect(await unary('find', { id: 'a', deep: true })).toEqual({});
  });

  it('gets numbers to the last digit, and nothing for nothing', async () => {
    const { unary } = await client();
    expect(await unary('count', {})).toEqual({ value: '9007199254740994' });
    expect(await unary('remove', { id: 'x' })).toEqual({});
  });

  it('reads a stream, and its error', async () => {
    const { unary, list } = await client();
    await unary('echo', NOTE);
    expect(await list('follow', { id: 'new' })).toEqual([{ ...NOTE, text: 'new' }]);
    await expect(list('follow', { id: 'fails' })).rejects.toMatchObject({ code: 14 });
  });

  it('sends a stream', async () => {
    const { upload } = await client();
    expect(await upload('import', [NOTE, { ...NOTE, text: 'abc' }])).toEqual({ value: 4 });
  });

  it('streams both ways at once, which HTTP knows nothing of', async () => {
    const { exchange } = await client();
    const note = { ...NOTE, id: 'exchanged' };
    const changed = { ...note, text: 'changed' };
    expect(await exchange('exchange', [note, changed, note])).toEqual([
      {},
      { value: note },
      { value: changed },
    ]);
    const wrong = exchange('exchange', [note, { ...note, id: '' }]);
    await expect(wrong).rejects.toMatchObject({ code: 3 });
    const routes = await fetch(`${service.url}/debug/routes`);
    expect(await routes.text()).not.toContain('exchange');
    expect((await fetch(`${service.url}/exchange`, { method: 'POST' })).status).toBe(404);
  });

  it('is served over TLS, and has to show a certificate where that is asked for', async () => {
    const file = (name: string, text: string): string => {
      writeFileSync(join(project, name), text);
      return join(project, name);
    };
    const address = `127.0.0.1:${await freePort()}`;
    const flags = [
      ['-grpc.addr', address],
      ['-grpc.tls.cert', file('cert.pem', serverPair.cert)],
      ['-grpc.tls.key', file('key.pem', serverPair.key)],
      ['-grpc.tls.client-ca', file('ca.pem', authority)],
    ];
    const secured = await start(project, 'dist/cmd/main.js', ...flags.flat());
    const over = (nodeOptions: object) =>
      client(createGrpcTransport({ baseUrl: `https://${address}`, nodeOptions }));
    try {
      const known = await over({ ca: authority, ...clientPair });
      expect(await known.unary('count', {})).toEqual({ value: '9007199254740993' });
      const unknown = await over({ ca: authority });
      await expect(unknown.unary('count', {})).rejects.toBeInstanceOf(ConnectError);
    } finally {
      await secured.stop();
    }
  });

  it('is told what is wrong with a message, as over HTTP', async () => {
    const { unary } = await client();
    const wrong = unary('echo', { ...NOTE, id: '', origin: { web: {} } });
    await expect(wrong).rejects.toBeInstanceOf(ConnectError);
    await expect(wrong).rejects.toMatchObject({ code: 3 });
    await expect(unary('find', { id: 'none' })).rejects.toMatchObject({ code: 5 });
  });
});

/** The two clients of the generated SDK, as a program that has it sees them. */
interface NoteClient {
  echo(note: object, options?: object): Promise<object>;
  find(id: string, deep?: boolean, options?: object): Promise<object | null>;
  count(): Promise<bigint>;
  remove(id: string): Promise<void>;
  follow(id: string, options?: object): AsyncGenerator<{ readonly text: string }>;
  import(notes: AsyncIterable<object>): Promise<number>;
  exchange(notes: AsyncIterable<object>): AsyncGenerator<object>;
  close(): void;
}

type Constructor = new (options: object) => NoteClient;

async function sdk(): Promise<{ readonly http: NoteClient; readonly grpc: NoteClient }> {
  const folder = join(project, 'dist/sdk/noteservicesdk');
  const load = async (file: string) =>
    (await import(pathToFileURL(join(folder, file)).href)) as Readonly<Record<string, Constructor>>;
  const Http = (await load('index.js'))['NoteServiceClient'] as Constructor;
  const Grpc = (await load('grpc.js'))['NoteServiceGrpcClient'] as Constructor;
  return { http: new Http({ baseUrl: service.url }), grpc: new Grpc({ address: grpcAddress }) };
}

/** A note in code, with everything that can be in one. */
const VALUE = {
  id: 'v',
  text: 'ü',
  size: Number.MAX_SAFE_INTEGER,
  weight: 0.5,
  big: -(2n ** 63n),
  at: new Date('2026-01-31T12:00:00.250Z'),
  data: Uint8Array.of(0, 1, 255),
  tags: new Set(['x', 'y']),
  replies: [],
  mood: 'bad',
  meta: { a: ['1', '2'], empty: [] },
  seen: new Map([[1.5, new Date('2026-01-31T12:00:00Z')]]),
  origin: { kind: 'app', version: 2 },
  range: [1, 2],
  old: null,
  extra: { deep: [1, null, 'x'] },
};

/** What a caller sees of a call that fails, however it was made. */
async function failureOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { name, code, detail, faults } = error as Record<string, unknown>;
  return { name, code, detail, faults };
}

async function* each<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('the SDK over gRPC', () => {
  it('carries values there and back as the one over HTTP does', async () => {
    const { http, grpc } = await sdk();
    try {
      expect(await grpc.echo(VALUE)).toEqual(VALUE);
      expect(await grpc.find('v')).toEqual(VALUE);
      expect(await http.find('v')).toEqual(VALUE);
      expect(await grpc.find('v', true)).toBeNull();
      expect(await grpc.count()).toBe(await http.count());
      expect(await grpc.remove('nobody')).toBeUndefined();
      expect(await grpc.import(each(VALUE, { ...VALUE, text: 'abc' }))).toBe(4);
      const answers = [];
      for await (const answer of grpc.exchange(each(VALUE, { ...VALUE, text: 'b' }))) {
        answers.push(answer);
      }
      expect(answers).toEqual([VALUE, VALUE]);
    } finally {
      grpc.close();
    }
  });

  it('fails with the error that the one over HTTP has', async () => {
    const { http, grpc } = await sdk();
    try {
      const failing: readonly ((notes: NoteClient) => Promise<unknown>)[] = [
        (notes) => notes.find('none'),
        (notes) => notes.echo({ ...VALUE, id: '' }),
        (notes) => notes.echo({ ...VALUE, at: new Date(Number.NaN) }),
        (notes) => notes.find('v', undefined, { signal: AbortSignal.abort() }),
      ];
      for (const call of failing) {
        const failure = await failureOf(call(grpc));
        expect(failure).toEqual(await failureOf(call(http)));
        expect(failure['name']).toBe('ApiError');
      }
      expect(await grpc.find('none').catch((error: unknown) => error)).toMatchObject({
        requestId: expect.stringMatching(/./) as string,
      });
    } finally {
      grpc.close();
    }
  });

  it('reads a stream to its error, leaves one, and is cut off by a signal', async () => {
    const { grpc } = await sdk();
    try {
      await grpc.echo(VALUE);
      const texts: string[] = [];
      const read = async () => {
        for await (const { text } of grpc.follow('fails')) texts.push(text);
      };
      expect(await failureOf(read())).toMatchObject({ code: 'unavailable', detail: 'lost' });
      expect(texts).toContain('fails');
      for await (const note of grpc.follow('left')) {
        expect(note.text).toBe('left');
        break;
      }
      const cut = grpc.follow('cut', { signal: AbortSignal.abort() });
      expect(await failureOf(cut.next())).toMatchObject({ code: 'cancelled' });
    } finally {
      grpc.close();
    }
  });

  it('is called by the demo of all services, streams both ways among the rest', () => {
    const demo = ['dist/client/demo.js', '-mode', 'grpc', '-grpc.addr', grpcAddress];
    const { stdout, status } = run(project, process.execPath, ...demo);
    expect(stdout).toContain('NoteService.import 8');
    expect(stdout).toContain('NoteService.count 90071992547409');
    expect(stdout).toMatch(/^NoteService\.exchange (?:null|\{)/m);
    // The others are not written yet.
    expect(status).toBe(1);
  });

  it('is called by the demo over HTTP, which leaves streams both ways to gRPC', () => {
    const demo = ['dist/client/demo.js', '-http.addr', new URL(service.url).host];
    expect(run(project, process.execPath, ...demo).stdout).toContain(
      'NoteService.exchange streams both ways at once: call it with -mode grpc\n',
    );
  });

  it('says that nobody answers', async () => {
    const { grpc } = await sdk();
    grpc.close();
    const address = `127.0.0.1:${await freePort()}`;
    const Grpc = grpc.constructor as Constructor;
    const lost = new Grpc({ address, retries: 0, timeout: 5000 });
    try {
      expect(await failureOf(lost.find('v'))).toMatchObject({
        name: 'ApiError',
        code: 'unavailable',
      });
    } finally {
      lost.close();
    }
  });
});

describe('the project', () => {
  it('is current, and gives every number again', () => {
    expect(microgen(project, '-check')).toMatchObject({ status: 0 });
  });

  it('keeps the numbers when the contract changes', () => {
    const idl = readFileSync(join(project, 'idl.ts'), 'utf8');
    const changed = idl
      .replace('  text: string;\n', '')
      .replace('  id: string;', '  id: string;\n  more: string;');
    writeFileSync(join(project, 'idl.ts'), changed);
    expect(microgen(project)).toMatchObject({ status: 0 });
    const proto = readFileSync(join(project, 'pb/grpc.proto'), 'utf8');
    expect(proto).toContain('reserved 2;\n  reserved "text";');
    expect(proto).toContain('string more = 18;');
    expect(proto).toContain('int64 size = 3;');
    writeFileSync(join(project, 'idl.ts'), idl);
    expect(microgen(project)).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'pb/grpc.proto'), 'utf8')).toContain('string text = 2;');
  });

  it('says what a merge has done to the numbers', () => {
    const path = join(project, 'pb/numbers.lock.json');
    const lock = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      lock.replace('"3": "size int64"', '"3": "size int64", "3": "other string"'),
    );
    expect(microgen(project, '-check')).toMatchObject({
      status: 1,
      output: expect.stringMatching(/error numbers-broken: .*number 3 of Note is given twice/),
    });
    writeFileSync(path, lock);
  });

  it('takes a service and a method in, which speak gRPC at once', () => {
    const idl = readFileSync(join(project, 'idl.ts'), 'utf8');
    const more = 'export interface TagService { tags(of: string): Promise<string[]>; }\n';
    const changed = idl.replace('  count(', '  total(): Promise<number>;\n  count(');
    writeFileSync(join(project, 'idl.ts'), changed + more);
    for (const target of [
      ['-append-method', 'NoteService.total'],
      ['-append-service', 'TagService'],
    ]) {
      expect(microgen(project, 'extend', ...target)).toMatchObject({ status: 0 });
    }
    expect(microgen(project, '-check')).toMatchObject({ status: 0 });
    const proto = readFileSync(join(project, 'pb/grpc.proto'), 'utf8');
    expect(proto).toContain('rpc Tags(TagsRequest) returns (TagsResponse);');
    expect(proto).toContain('rpc Total(TotalRequest) returns (TotalResponse);');
    must(project, 'npm', 'run', 'typecheck');
  });

  it('loses all of it without an edit where HTTP alone is asked for and is enough', () => {
    expect(microgen(project, '-protocols', 'http')).toMatchObject({
      status: 1,
      output: expect.stringMatching(/error bidi-needs-grpc: NoteService.exchange streams both/),
    });
    const idl = readFileSync(join(project, 'idl.ts'), 'utf8');
    writeFileSync(join(project, 'idl.ts'), idl.replace(/^.*\n.* exchange\(.*\n/m, ''));
    expect(microgen(project, '-protocols', 'http')).toMatchObject({ status: 0 });
    const manifest = readFileSync(join(project, 'package.json'), 'utf8');
    expect(manifest).not.toContain('grpc-js');
    must(project, 'npm', 'run', 'typecheck');
  });

  it('keeps the numbers until gRPC is spoken again', () => {
    const path = join(project, 'pb/numbers.lock.json');
    const lock = readFileSync(path, 'utf8');
    expect(lock).toContain('"3": "size int64"');
    const idl = readFileSync(join(project, 'idl.ts'), 'utf8');
    // The first field of a message becomes its last.
    writeFileSync(join(project, 'idl.ts'), idl.replace(/^( {2}id: string;\n)([^}]*)\}/m, '$2$1}'));
    expect(microgen(project, '-check')).toMatchObject({ status: 2 });
    expect(microgen(project, '-protocols', 'http,grpc')).toMatchObject({ status: 0 });
    expect(readFileSync(path, 'utf8')).toBe(lock);
  });
});
