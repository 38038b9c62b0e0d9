import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPeers, peers } from '../../../test/support/peers.ts';
import { KitError } from '../../src/errors/kit-error.ts';
import { authority, clientPair, serverPair } from './certificates.ts';
import { descriptor, Notes } from './support.ts';

/* The server against buf's command, which is written in Go. */

const buf = join(peers, 'node_modules/@bufbuild/buf/bin/buf');
let folder: string;
let image: string;
let notes: Notes;
let secured: Notes;

beforeAll(async () => {
  installPeers();
  folder = mkdtempSync(join(tmpdir(), 'kit-buf-'));
  image = join(folder, 'image.binpb');
  const file = fromBinary(FileDescriptorProtoSchema, descriptor);
  writeFileSync(
    image,
    toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [file] })),
  );
  const methods = {
    say: async ({ text, number }: { text: string; number: number }) => {
      if (number === 404) {
        throw new KitError('invalid_argument', 'no such note', {
          faults: [{ path: '/items/0/name', rule: 'minLength', message: 'must be longer' }],
        });
      }
      return { text: `Hello, ${text}!`, number };
    },
  };
  notes = await new Notes(methods, { reflection: [descriptor] }).start();
  const tls = { ...serverPair, clientCa: authority };
  secured = await new Notes({}, { tls, reflection: [descriptor] }).start();
});

afterAll(async () => {
  await Promise.all([notes.stop(), secured.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `buf curl`. */
function curl(url: string, ...flags: readonly string[]): Promise<Printed> {
  const args = [buf, 'curl', '--protocol', 'grpc', ...flags, url];
  const env = { ...process.env, HOME: folder, BUF_CACHE_DIR: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

function call(method: string, ...flags: readonly string[]): Promise<Printed> {
  return curl(
    `http://${notes.address}/test.v1.Notes/${method}`,
    '--http2-prior-knowledge',
    ...flags,
  );
}

const jsonLines = (text: string) =>
  text
    .trim()
    .split(/\n(?=\{)/)
    .map((one) => JSON.parse(one) as unknown);
const two = '{"text":"a","number":1}{"text":"b","number":2}';

describe.each<[string, () => readonly string[]]>([
  ['through reflection', () => []],
  ['with a descriptor', () => ['--schema', image]],
])('buf curl %s', (_, schema) => {
  test.each<[string, string, unknown[]]>([
    ['Say', '{"text":"Ada","number":7}', [{ text: 'Hello, Ada!', number: 7 }]],
    [
      'Count',
      '{"text":"n","number":2}',
      [
        { text: 'n', number: 1 },
        { text: 'n', number: 2 },
      ],
    ],
    ['Sum', two, [{ text: 'sum', number: 3 }]],
    [
      'Chat',
      two,
      [
        { text: 'a?', number: 1 },
        { text: 'b?', number: 2 },
      ],
    ],
  ])('calls %s', async (method, data, answers) => {
    const { code, stdout, stderr } = await call(method, ...schema(), '-d', data);
    expect([code, stderr]).toEqual([0, '']);
    expect(jsonLines(stdout)).toEqual(answers);
  });
});

test('buf curl shows an error with its details', async () => {
  const { code, stderr } = await call('Say', '--schema', image, '-d', '{"number":404}');
  expect(code).not.toBe(0);
  const shown = JSON.parse(stderr) as {
    code: string;
    message: string;
    details: { type: string; value: string }[];
  };
  expect(shown).toMatchObject({ code: 'invalid_argument', message: 'no such note' });
  expect(shown.details.map(({ type }) => type)).toEqual([
    'google.rpc.ErrorInfo',
    'google.rpc.BadRequest',
  ]);
  const request = Buffer.from(shown.details[1]!.value, 'base64').toString();
  expect(request).toContain('items.0.name');
});

test('buf curl lists the services and methods', async () => {
  const { code, stdout } = await curl(
    `http://${notes.address}`,
    '--http2-prior-knowledge',
    '--list-methods',
  );
  expect(code).toBe(0);
  for (const method of ['test.v1.Notes/Chat', 'grpc.health.v1.Health/Check']) {
    expect(stdout).toContain(method);
  }
});

test('buf curl asks for the health through reflection', async () => {
  const url = `http://${notes.address}/grpc.health.v1.Health/List`;
  const { stdout } = await curl(url, '--http2-prior-knowledge', '-d', '{}');
  expect(JSON.parse(stdout)).toMatchObject({
    statuses: { '': { status: 'SERVING' }, 'test.v1.Notes': { status: 'SERVING' } },
  });
});

test('buf curl speaks TLS with a certificate of its own, and not without', async () => {
  const files = { ca: authority, cert: clientPair.cert, key: clientPair.key };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(folder, `${name}.pem`), pem);
  const url = `https://localhost:${secured.port}/test.v1.Notes/Say`;
  const data = ['-d', '{"text":"Ada"}'];
  const own = ['--cert', 'cert.pem', '--key', 'key.pem'];
  const { stdout } = await curl(url, '--cacert', 'ca.pem', ...own, ...data);
  expect(JSON.parse(stdout)).toEqual({ text: 'Hello, Ada!', number: 1 });
  expect((await curl(url, '--cacert', 'ca.pem', ...data)).code).not.toBe(0);
});
