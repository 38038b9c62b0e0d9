import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  GrpcServer,
  grpcClient,
  grpcMethod,
  type GrpcClientTls,
  type GrpcServerTls,
} from '../../src/grpc/index.ts';
import { createService, type Service, SettingsError } from '../../src/index.ts';
import { authority, clientPair, otherAuthority, serverPair, unknownPair } from './certificates.ts';
import { all, count, failureOf, noteCodec, Notes, say, type Note } from './support.ts';
import { logs } from '../support/log.ts';

const running: Notes[] = [];
const note = { text: 'Ada', number: 2 };

async function start(tls: GrpcServerTls): Promise<Notes> {
  const notes = await new Notes({}, { tls }).start();
  running.push(notes);
  return notes;
}

function call(notes: Notes, tls: GrpcClientTls | boolean) {
  return notes.client({ tls }).unary(say, note, { timeout: 5000 });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

describe('TLS', () => {
  test('a client that trusts the authority is served, streams too', async () => {
    const notes = await start(serverPair);
    expect(await call(notes, { ca: authority })).toMatchObject({ number: 3 });
    const client = notes.client({ tls: { ca: Buffer.from(authority) } });
    expect(await all(client.serverStream(count, note))).toHaveLength(2);
  });

  test('a name of the certificate can be asked for', async () => {
    const notes = await start(serverPair);
    const named = (serverName: string) => call(notes, { ca: authority, serverName });
    expect(await named('greeter.test')).toMatchObject({ number: 3 });
    expect(await failureOf(named('other.test'))).toMatchObject({ code: 'unavailable' });
  });

  test.each<[string, GrpcClientTls | boolean]>([
    ['trusts another authority', { ca: otherAuthority }],
    ['trusts only what Node trusts', true],
    ['speaks plain text', false],
  ])('a client that %s reaches nobody', async (_, tls) => {
    const notes = await start(serverPair);
    expect(await failureOf(call(notes, tls))).toMatchObject({ code: 'unavailable' });
  });

  test('certificates that are none are refused at assembly', () => {
    expect(() => new Notes({}, { tls: { cert: 'no', key: 'no' } })).toThrow(/PEM|certificate|key/i);
  });
});

describe('mutual TLS', () => {
  const server = { ...serverPair, clientCa: authority };

  test('a client whose certificate the authority has signed is served', async () => {
    const notes = await start(server);
    expect(await call(notes, { ca: authority, ...clientPair })).toMatchObject({ number: 3 });
  });

  test.each<[string, GrpcClientTls]>([
    ['shows none', { ca: authority }],
    ['shows one of another authority', { ca: authority, ...unknownPair }],
  ])('a client that %s is not', async (_, tls) => {
    const notes = await start(server);
    expect(await failureOf(call(notes, tls))).toMatchObject({ code: 'unavailable' });
    expect(notes.lines).toEqual([]);
  });
});

describe('certificates in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kit-tls-'));
  const pem = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const cert = pem('cert.pem', serverPair.cert);
  const key = pem('key.pem', serverPair.key);
  const clientCa = pem('ca.pem', authority);
  const services: Service[] = [];

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.stop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const { logger, lines } = logs();
  /** A service with a server whose own options say nothing, or something else. */
  function make(argv: readonly string[], env: Record<string, string>, tls?: GrpcServerTls) {
    const service = createService({ address: '127.0.0.1:0', logger, argv, env });
    const codecs = { request: noteCodec, response: noteCodec };
    const endpoint = async (one: Note) => one;
    const server = new GrpcServer({
      address: '127.0.0.1:0',
      ...(tls === undefined ? {} : { tls }),
    }).addService('test.v1.Notes', [
      grpcMethod({ name: 'Say', kind: 'unary', ...codecs, endpoint }),
    ]);
    services.push(service.add(server));
    return service;
  }

  async function answer(service: Service, tls: GrpcClientTls | boolean): Promise<unknown> {
    const { servers } = await service.start();
    const client = grpcClient({
      address: `127.0.0.1:${servers['grpc']?.port}`,
      tls,
      retries: 0,
    });
    try {
      return await client.unary(say, note, { timeout: 5000 });
    } catch (error) {
      return error;
    } finally {
      client.close();
    }
  }

  const flags = ['-grpc.tls.cert', cert, '-grpc.tls.key', key];
  const variables = { APP_GRPC_TLS_CERT: cert, APP_GRPC_TLS_KEY: key };

  test.each<[string, string[], Record<string, string>, GrpcServerTls | undefined]>([
    ['flags', flags, {}, undefined],
    ['variables', [], variables, undefined],
    ['both', flags, { ...variables, APP_GRPC_TLS_CERT: 'nowhere' }, undefined],
    ['flags over options', flags, {}, { ...unknownPair }],
  ])('are taken from %s', async (_, argv, env, tls) => {
    expect(await answer(make(argv, env, tls), { ca: authority })).toEqual(note);
    expect(await answer(make(argv, env, tls), false)).toMatchObject({ code: 'unavailable' });
  });

  test('an authority for clients has every client show a certificate', async () => {
    const env = { ...variables, APP_GRPC_TLS_CLIENT_CA: clientCa };
    const known = { ca: authority, ...clientPair };
    expect(await answer(make([], env), known)).toEqual(note);
    expect(await answer(make([], env), { ca: authority })).toMatchObject({ code: 'unavailable' });
    const unknown = { ca: authority, ...unknownPair };
    expect(await answer(make([], env), unknown)).toMatchObject({ code: 'unavailable' });
    const own = make([], { APP_GRPC_TLS_CLIENT_CA: clientCa }, serverPair);
    expect(await answer(own, { ca: authority })).toMatchObject({ code: 'unavailable' });
  });

  const broken = pem('broken.pem', serverPair.key.replaceAll(/[A-Z]{4}/g, 'AAAA'));
  const other = pem('other.pem', unknownPair.key);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const rsa = pem('rsa.pem', privateKey);
  const garbage = pem('garbage.pem', 'garbage');

  test.each<[string, Record<string, string>, string]>([
    [
      'a file that is not there',
      { ...variables, APP_GRPC_TLS_KEY: join(folder, 'none.pem') },
      "APP_GRPC_TLS_KEY: ENOENT: no such file or directory, open '",
    ],
    ['a folder', { ...variables, APP_GRPC_TLS_CERT: folder }, 'APP_GRPC_TLS_CERT: EISDIR'],
    [
      'a certificate without its key',
      { APP_GRPC_TLS_CERT: cert },
      'APP_GRPC_TLS_CERT: a key (tls.key) belongs to it',
    ],
    [
      'an authority alone',
      { APP_GRPC_TLS_CLIENT_CA: clientCa },
      'APP_GRPC_TLS_CLIENT_CA: a certificate (tls.cert) belongs to it',
    ],
    [
      'a key that is none',
      { ...variables, APP_GRPC_TLS_KEY: broken },
      'APP_GRPC_TLS_CERT, APP_GRPC_TLS_KEY: no usable certificates in PEM: ',
    ],
    [
      'the key of another certificate',
      { ...variables, APP_GRPC_TLS_KEY: other },
      'APP_GRPC_TLS_CERT, APP_GRPC_TLS_KEY: no usable certificates in PEM: ',
    ],
    [
      'a key of another kind',
      { ...variables, APP_GRPC_TLS_KEY: rsa },
      'APP_GRPC_TLS_CERT, APP_GRPC_TLS_KEY: no usable certificates in PEM: ',
    ],
    [
      'an authority that is none',
      { ...variables, APP_GRPC_TLS_CLIENT_CA: garbage },
      'APP_GRPC_TLS_CLIENT_CA: no usable certificates in PEM: ',
    ],
    [
      'a key where its path belongs',
      { ...variables, APP_GRPC_TLS_KEY: serverPair.key },
      'APP_GRPC_TLS_KEY is the path of a file, not what is in it',
    ],
  ])('%s stops the start with one line', async (_, env, line) => {
    const failure = await failureOf(make([], env).start());
    expect(failure).toBeInstanceOf(SettingsError);
    expect((failure as Error).message).toContain(line);
    const secret = /[A-Za-z0-9+/]{40}/;
    expect(
      `${(failure as Error).message} ${JSON.stringify(lines)}`.replaceAll(folder, ''),
    ).not.toMatch(secret);
  });
});
