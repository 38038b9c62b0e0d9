import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { fixtures } from './support/cases.ts';
import { repository } from './support/modules.ts';
import { installPeers, peers } from './support/peers.ts';
import { type Running, freePort, microgen, must, start } from './support/project.ts';
import { linkModules } from './support/type-check.ts';

/* Generated services against buf's command, which is written in Go: JSON of protobuf on both sides of it. */

const buf = join(peers, 'node_modules/@bufbuild/buf/bin/buf');
let folder: string;
let shop: Served;
let notes: Served;

/** What HTTP cannot carry, in a service of its own, too. */
const TALK = `import "google/api/annotations.proto";

service Talk {
  rpc TalkAboutOrdersOfTheDay(stream Order) returns (stream Receipt);
}

service Shop {
  // Its name is also that of a function of the runtime.
  rpc Read(GetOrderRequest) returns (Order) {
    option (google.api.http).get = "/read/{order_id}";
  }
  rpc ChatAboutOrdersOfYesterday(stream Order) returns (stream Receipt);
  rpc ChatAboutOrdersOfTomorrow(stream Order) returns (stream Receipt);
  rpc Chat(stream Order) returns (stream Receipt);`;

/** A running service, and where it speaks gRPC. */
interface Served {
  readonly http: Running;
  readonly grpc: string;
}

beforeAll(async () => {
  installPeers();
  folder = mkdtempSync(join(tmpdir(), 'microgen-curl-'));
  linkModules(folder);
  cpSync(join(fixtures, 'proto/input'), join(folder, 'protos'), { recursive: true });
  const contract = join(folder, 'protos/acme/shop/v1/shop.proto');
  writeFileSync(contract, readFileSync(contract, 'utf8').replace('service Shop {', TALK));
  shop = await served('shop', {
    args: ['-idl', 'protos/acme/shop/v1/shop.proto', '-proto-path', 'protos'],
    methods: {
      'Shop.placeOrder':
        'orders.set(req.orderId, req); return { orderId: req.orderId, accepted: true };',
      'Shop.getOrder': 'return orders.get(req.orderId) ?? {};',
      'Shop.watchOrders': 'return (async function* () { yield* orders.values(); })();',
      'Shop.importOrders':
        'let orderId = ""; for await (const order of messages) orderId += order.orderId; return { orderId };',
      'Shop.chat':
        'return (async function* () { for await (const { orderId } of messages) yield { orderId }; })();',
      'Shop.ping': 'return {};',
      'Shop.echo': 'return req;',
    },
    state: ['Order', 'const orders = new Map<string, Order>();'],
  });
  mkdirSync(join(folder, 'typescript'));
  cpSync(join(fixtures, 'grpc/input/idl.ts'), join(folder, 'typescript/idl.ts'));
  notes = await served('notes', {
    args: ['-idl', 'typescript/idl.ts', '-import', 'grpc'],
    methods: {
      'NoteService.echo': 'return note;',
      'NoteService.follow': 'return (async function* () { yield text(id); yield text(id); })();',
      'NoteService.import':
        'let size = 0; for await (const note of notes) size += note.text.length; return size;',
      'ChatService.chat':
        'return (async function* () { for await (const word of words) yield `${word}!`; })();',
    },
    state: [
      'Note',
      "const text = (id: string): Note => ({ id, text: '', size: 0, big: 0n, at: new Date(0), tags: new Set(), replies: [], mood: 'good', meta: {}, seen: new Map(), origin: null });",
    ],
  });
}, 300_000);

afterAll(async () => {
  await Promise.all([shop, notes].map((one) => one?.http.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** What a project is made of: methods by their bodies, and what stands before the class. */
interface Written {
  readonly args: readonly string[];
  readonly methods: Readonly<Record<string, string>>;
  readonly state: readonly [type: string, statement: string];
}

/** Generates, writes the methods, builds and starts. */
async function served(name: string, { args, methods, state }: Written): Promise<Served> {
  const made = microgen(folder, ...args, '-protocols', 'http,grpc', '-out', name);
  if (made.status !== 0) throw new Error(made.output);
  const project = join(folder, name);
  const all = Object.entries(methods);
  const services = new Set(all.map(([method]) => method.slice(0, method.indexOf('.'))));
  for (const service of services) {
    const path = join(project, 'service', service.toLowerCase(), 'service.ts');
    const own = all.filter(([method]) => method.startsWith(`${service}.`));
    writeFileSync(path, written(readFileSync(path, 'utf8'), own, state));
  }
  must(folder, process.execPath, join(repository, 'node_modules/typescript/bin/tsc'), '-p', name);
  const grpc = `127.0.0.1:${await freePort()}`;
  return { http: await start(project, 'dist/cmd/main.js', '-grpc.addr', grpc), grpc };
}

/** The text of a service with bodies in its methods; the state only where its type is known. */
function written(
  text: string,
  bodies: readonly (readonly [method: string, body: string])[],
  [type, statement]: Written['state'],
): string {
  let result = text;
  for (const [method, body] of bodies) {
    const thrown = `throw unimplemented('${method}');`;
    if (!result.includes(thrown)) throw new Error(`there is no ${method} in\n${text}`);
    result = result.replace(thrown, body);
  }
  if (!new RegExp(`\\b${type}\\b[^;]* from`).test(text)) return result;
  return result.replace(/^export class/m, `${statement}\n\nexport class`);
}

/** Calls with `buf curl`, and gives every message that is printed. */
function curl(
  { grpc }: Served,
  method: string,
  messages: readonly unknown[],
  ...flags: readonly string[]
): Promise<readonly unknown[]> {
  const data = messages.map((message) => JSON.stringify(message)).join('');
  const protocol = ['--protocol', 'grpc', '--http2-prior-knowledge'];
  const args = [buf, 'curl', ...protocol, ...flags, '-d', data, `http://${grpc}/${method}`];
  const env = { ...process.env, HOME: folder, BUF_CACHE_DIR: folder };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) => {
      if (error !== null || stderr !== '') reject(new Error(stderr, { cause: error }));
      else resolve(jsonLines(stdout));
    });
  });
}

function jsonLines(text: string): readonly unknown[] {
  const parts = text.trim().split(/\n(?=\{)/);
  return parts.filter((part) => part !== '').map((part) => JSON.parse(part) as unknown);
}

/** Calls over HTTP with messages that are lines, and gives every message of the answer. */
async function http(
  { http: { url } }: Served,
  route: string,
  messages: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const [method = '', path = ''] = route.split(' ');
  const isStream = messages.length > 1;
  const type = isStream ? 'application/x-ndjson' : 'application/json';
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': type, accept: 'application/x-ndjson, application/json' },
    ...(method === 'GET' ? {} : { body: messages.map((one) => JSON.stringify(one)).join('\n') }),
  });
  const text = await response.text();
  expect([response.status, text]).toEqual([200, text]);
  const lines = text.split('\n').filter((line) => line !== '');
  const parsed = lines.map((line) => JSON.parse(line) as unknown);
  return response.headers.get('content-type')?.includes('ndjson') === true
    ? framed(parsed)
    : parsed;
}

/** What is in the lines of a stream that has ended well. */
function framed(lines: readonly unknown[]): readonly unknown[] {
  expect(lines.at(-1)).toEqual({ end: true });
  return lines.slice(0, -1).map((line) => (line as { readonly value: unknown }).value);
}

/** An order with everything that can be in one, as the JSON mapping of protobuf prints it. */
const ORDER = {
  orderId: 'a',
  items: [{ sku: 'x', price: 0.1, quantity: '18446744073709551615' }, {}],
  status: 'STATUS_OPEN',
  placedAt: '2026-01-31T12:00:00.123456789Z',
  phone: { number: '+1' },
  counts: { one: '-9223372036854775808', zero: '0' },
  extras: { '-2147483648': { label: 'ü' }, '7': {} },
  priority: 0,
  blob: '+/8=',
  wait: '-1.500s',
  note: [1, null, { deep: 'x' }],
  attachment: { '@type': 'type.googleapis.com/acme.common.v1.Money', currency: 'EUR', units: '1' },
  nickname: '',
  big: '9007199254740993',
  mask: 'items,placedAt',
  parent: { orderId: 'b', anonymous: false, status: 'STATUS_DONE' },
  total: { currency: 'EUR', units: '-1', nanos: -5 },
  label: { text: '', size: 'SMALL', codes: [0, -1], position: { x: 'NaN', y: '-Infinity' } },
  history: ['STATUS_UNSPECIFIED', 'STATUS_DONE', 99],
  mass: 0.25,
  constructor: 'y',
};

describe.each<[string, () => readonly string[]]>([
  ['through reflection', () => []],
  ['with the .proto', () => ['--schema', 'protos']],
])('buf curl %s', (_, schema) => {
  it('gets the JSON that HTTP gives', async () => {
    const receipt = { orderId: 'a', accepted: true };
    const flags = schema();
    expect(await curl(shop, 'acme.shop.v1.Shop/PlaceOrder', [ORDER], ...flags)).toEqual([receipt]);
    const overGrpc = await curl(shop, 'acme.shop.v1.Shop/GetOrder', [{ orderId: 'a' }], ...flags);
    expect(overGrpc).toEqual([ORDER]);
    expect(await http(shop, 'GET /getorder?orderId=a')).toEqual(overGrpc);
    const [again] = overGrpc;
    expect(await http(shop, 'POST /placeorder', [{ ...(again as object), orderId: 'c' }])).toEqual([
      { ...receipt, orderId: 'c' },
    ]);
    const copied = await curl(shop, 'acme.shop.v1.Shop/GetOrder', [{ orderId: 'c' }], ...flags);
    expect(copied).toEqual([{ ...ORDER, orderId: 'c' }]);
  });

  it('reads a stream', async () => {
    await curl(shop, 'acme.shop.v1.Shop/PlaceOrder', [ORDER], ...schema());
    const overGrpc = await curl(shop, 'acme.shop.v1.Shop/WatchOrders', [{}], ...schema());
    expect(overGrpc).toContainEqual(ORDER);
    expect(await http(shop, 'POST /watchorders', [{}])).toEqual(overGrpc);
  });

  it('sends a stream', async () => {
    const orders = [ORDER, { orderId: 'z' }];
    const overGrpc = await curl(shop, 'acme.shop.v1.Shop/ImportOrders', orders, ...schema());
    expect(overGrpc).toEqual([{ orderId: 'az' }]);
    expect(await http(shop, 'POST /importorders', orders)).toEqual(overGrpc);
  });

  it('streams both ways', async () => {
    const orders = [ORDER, { orderId: 'z' }, {}];
    const answers = await curl(shop, 'acme.shop.v1.Shop/Chat', orders, ...schema());
    expect(answers).toEqual([{ orderId: 'a' }, { orderId: 'z' }, {}]);
  });

  test.each([
    ['Ping', '/ping', {}],
    ['Echo', '/echo', { list: [1, 'x', null, true, {}], deep: { a: -0.5 } }],
  ])('gets messages of others: %s', async (method, path, message) => {
    const overGrpc = await curl(shop, `acme.shop.v1.Shop/${method}`, [message], ...schema());
    expect(overGrpc).toEqual([message]);
    expect(await http(shop, `POST ${path}`, [message])).toEqual(overGrpc);
  });
});

/** A note as its contract has it in JSON, and as protobuf has it. */
const SAME = {
  id: 'a',
  text: 'ü',
  big: '-9223372036854775808',
  data: 'AAH/',
  tags: ['x', 'y'],
  weight: 0.5,
};
const NOTE = {
  ...SAME,
  size: 9007199254740991,
  at: '2026-01-31T12:00:00.250Z',
  replies: [],
  mood: 'bad',
  meta: { a: ['1', '2'] },
  seen: [],
  origin: { kind: 'app', version: 2 },
};

describe('a TypeScript contract', () => {
  const method = (name: string) => `grpc.v1.NoteService/${name}`;

  it('gives buf curl the values that HTTP gives', async () => {
    const [overHttp] = await http(notes, 'POST /echo', [NOTE]);
    expect(overHttp).toEqual(NOTE);
    const message = {
      ...SAME,
      size: String(NOTE.size),
      at: NOTE.at,
      mood: 'MOOD_BAD',
      meta: { a: { value: ['1', '2'] } },
      origin: { app: { version: 2 } },
    };
    const [overGrpc] = await curl(notes, method('Echo'), [message]);
    expect(overGrpc).toEqual(message);
    const decoded = [overHttp, overGrpc].map((json) => valuesOf(json as typeof NOTE));
    expect(decoded[0]).toEqual(decoded[1]);
  });

  it('streams both ways', async () => {
    const answers = await curl(notes, 'grpc.v1.ChatService/Chat', [{ value: 'a' }, { value: '' }]);
    expect(answers).toEqual([{ value: 'a!' }, { value: '!' }]);
  });

  it('in streams, too', async () => {
    const overGrpc = await curl(notes, method('Follow'), [{ id: 'x' }]);
    const overHttp = await http(notes, 'POST /follow', [{ id: 'x' }]);
    expect(overGrpc).toHaveLength(2);
    const [here, there] = [overHttp, overGrpc].map((all) =>
      all.map((one) => (one as typeof NOTE).id),
    );
    expect(here).toEqual(there);
    expect(await curl(notes, method('Import'), [NOTE_MESSAGE, NOTE_MESSAGE])).toEqual([
      { value: 2 },
    ]);
    expect(await http(notes, 'POST /import', [NOTE, NOTE])).toEqual([2]);
  });
});

const NOTE_MESSAGE = { ...SAME, size: '1', at: NOTE.at, mood: 'MOOD_GOOD' };

/** What the fields that two kinds of JSON write differently stand for. */
function valuesOf({ id, text, size, big, at, data, tags, weight }: typeof NOTE) {
  return {
    id,
    text,
    size: Number(size),
    big: BigInt(big),
    at: new Date(at),
    data: Buffer.from(data, 'base64'),
    tags: new Set(tags),
    weight,
  };
}
