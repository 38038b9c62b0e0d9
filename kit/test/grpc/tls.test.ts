import { afterEach, describe, expect, test } from 'vitest';
import type { GrpcClientTls, GrpcServerTls } from '../../src/grpc/index.ts';
import { authority, clientPair, otherAuthority, serverPair, unknownPair } from './certificates.ts';
import { all, count, failureOf, Notes, say } from './support.ts';

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
