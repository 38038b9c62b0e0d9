import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type JsonValue, fromJson, toBinary } from '@bufbuild/protobuf';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from './support/cases.ts';
import { type JsonClient, jsonClient } from './support/grpc-client.ts';
import { type Running, freePort, microgen, must, start } from './support/project.ts';

/** A shop, as its user writes it. */
const SERVICE = `import { type Context, KitError, Timestamp } from '@microgen/kit';
import type { Init } from '@microgen/kit/protobuf';
import type { GetOrderRequest, Order, Receipt, Struct } from '../../pb/generated_types.ts';
import type { ShopDeps, ShopHandler } from './generated_contract.ts';

class ShopImpl implements ShopHandler {
  readonly orders = new Map<string, Order>();
  async placeOrder(req: Order): Promise<Init<Receipt>> {
    this.orders.set(req.orderId, req);
    return { orderId: req.orderId, accepted: req.status !== 'STATUS_DONE' };
  }
  async getOrder({ orderId }: GetOrderRequest, _ctx: Context): Promise<Init<Order>> {
    const order = this.orders.get(orderId);
    if (order === undefined) throw new KitError('not_found', 'there is none');
    return order;
  }
  async *watchOrders({ orderId, tags }: GetOrderRequest): AsyncGenerator<Init<Order>> {
    for (const tag of tags) yield { orderId: tag };
    if (orderId === 'fails') throw new KitError('unavailable', 'lost');
  }
  async importOrders(messages: AsyncIterable<Order>): Promise<Init<Receipt>> {
    const ids: string[] = [];
    for await (const { orderId } of messages) ids.push(orderId);
    return { orderId: ids.join('+') };
  }
  async *haggle(messages: AsyncIterable<Order>): AsyncGenerator<Init<Receipt>> {
    for await (const { orderId } of messages) yield { orderId, accepted: true };
  }
  async ping() {
    return {};
  }
  async echo(req: Struct): Promise<Init<Struct>> {
    return req;
  }
  async rename(name: string): Promise<Timestamp> {
    return new Timestamp(1000, name.length);
  }
  async forget({ orderId, after }: GetOrderRequest) {
    if (after > 9007199254740993n) this.orders.delete(orderId);
    return {};
  }
}

export function createShop(_deps: ShopDeps): ShopHandler {
  return new ShopImpl();
}
`;

/** An order with everything that can be in one, in protobuf's JSON. */
const ORDER = {
  orderId: 'a',
  items: [{ sku: 'x', price: 'NaN', quantity: '18446744073709551615' }, {}],
  status: 'STATUS_OPEN',
  placedAt: '2026-01-31T12:00:00.000000001Z',
  phone: { number: '1' },
  counts: { one: '-9223372036854775808' },
  extras: { '-1': { label: 'y' } },
  priority: 0,
  blob: 'AAH/',
  wait: '-1.500s',
  note: [1, null, { deep: 'x' }],
  attachment: { '@type': 'type.googleapis.com/acme.common.v1.Money', units: '5' },
  nickname: '',
  big: '0',
  mask: 'orderId,items.sku',
  parent: { orderId: 'p', email: '' },
  total: { currency: 'EUR', units: '1', nanos: -1 },
  label: { text: '', codes: [1, -1], position: { y: 'Infinity' } },
  history: ['STATUS_DONE', 77],
  mass: 0.5,
  constructor: 'c',
};

let folder: string;
let project: string;
let service: Running;
let client: JsonClient;
let grpcAddress: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-proto-'));
  project = join(folder, 'shop');
  cpSync(join(fixtures, 'proto/input'), join(folder, 'protos'), { recursive: true });
  const idl = 'protos/acme/shop/v1/shop.proto';
  const made = microgen(
    folder,
    '-idl',
    idl,
    '-proto-path',
    'protos',
    '-protocols',
    'http,grpc',
    '-out',
    'shop',
  );
  if (made.status !== 0) throw new Error(made.output);
  must(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(project, 'npm', 'run', 'typecheck');
  must(project, 'npm', 'test');
  writeFileSync(join(project, 'service/shop/service.ts'), SERVICE);
  must(project, 'npm', 'run', 'build');
  grpcAddress = `127.0.0.1:${await freePort()}`;
  service = await start(project, 'dist/cmd/main.js', '-grpc.addr', grpcAddress);
  const url = pathToFileURL(join(project, 'dist/pb/generated_descriptors.js')).href;
  const { descriptors } = (await import(url)) as { readonly descriptors: readonly Uint8Array[] };
  const transport = createGrpcTransport({ baseUrl: `http://${grpcAddress}` });
  client = jsonClient(descriptors, 'acme.shop.v1.Shop', transport);
}, 300_000);

afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function get(path: string): Promise<unknown> {
  const response = await fetch(service.url + path);
  return response.json();
}

describe('a service of a .proto', () => {
  it('gives over HTTP what it got over gRPC, in the JSON of protobuf', async () => {
    expect(await client.unary('placeOrder', ORDER)).toEqual({ orderId: 'a', accepted: true });
    const overGrpc = await client.unary('getOrder', { orderId: 'a' });
    expect(overGrpc).toEqual(ORDER);
    expect(await get('/getorder?orderId=a')).toEqual(overGrpc);
  });

  it('gives over gRPC what it got over HTTP', async () => {
    expect(await post('/placeorder', { ...ORDER, orderId: 'b' })).toEqual({
      orderId: 'b',
      accepted: true,
    });
    expect(await client.unary('getOrder', { orderId: 'b' })).toEqual({ ...ORDER, orderId: 'b' });
  });

  it('takes the names of the .proto, and numbers for enums', async () => {
    await post('/placeorder', { order_id: 'c', status: 2, items: [] });
    expect(await get('/getorder?order_id=c')).toEqual({ orderId: 'c', status: 'STATUS_DONE' });
  });

  it('keeps what it does not know', async () => {
    const { input } = client.method('placeOrder');
    const order = fromJson(input, { orderId: 'u' });
    order.$unknown = [{ no: 999, wireType: 2, data: Uint8Array.of(3, 1, 2, 3) }];
    await client.call('placeOrder', order);
    const found = await client.call(
      'getOrder',
      fromJson(client.method('getOrder').input, { orderId: 'u' }),
    );
    expect(toBinary(input, found)).toEqual(toBinary(input, order));
  });

  it('reads and sends streams', async () => {
    const tags = ['x', 'y'];
    expect(await client.list('watchOrders', { tags })).toEqual([
      { orderId: 'x' },
      { orderId: 'y' },
    ]);
    const failed = client.list('watchOrders', { orderId: 'fails', tags });
    await expect(failed).rejects.toMatchObject({ code: 14 });
    const items: JsonValue[] = [{ orderId: 'x' }, { orderId: 'y' }];
    expect(await client.upload('importOrders', items)).toEqual({ orderId: 'x+y' });
    const lines = items.map((item) => `${JSON.stringify(item)}\n`).join('');
    const sent = await fetch(`${service.url}/importorders`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    expect(await sent.json()).toEqual({ orderId: 'x+y' });
    expect(await client.chat('haggle', items)).toEqual([
      { orderId: 'x', accepted: true },
      { orderId: 'y', accepted: true },
    ]);
  });

  it('carries messages that have a form of their own', async () => {
    const struct = { a: [1, { b: null }], __proto__x: true };
    expect(await client.unary('echo', struct)).toEqual(struct);
    expect(await post('/echo', struct)).toEqual(struct);
    expect(await client.unary('ping', {})).toEqual({});
    expect(await post('/ping', {})).toEqual({});
    const at = '1970-01-01T00:00:01.000000003Z';
    expect(await client.unary('rename', 'abc')).toBe(at);
    expect(await post('/rename', 'abc')).toBe(at);
    expect(await post('/rename', {})).toMatchObject({ code: 'invalid_argument' });
  });

  it('reads a query to the last digit', async () => {
    await post('/placeorder', { orderId: 'd' });
    await post('/forget', { orderId: 'd', after: '9007199254740993' });
    expect(await get('/getorder?orderId=d')).toEqual({ orderId: 'd' });
    await post('/forget', { orderId: 'd', after: '9007199254740994' });
    expect(await get('/getorder?orderId=d')).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('says what is wrong, with the place, over both', async () => {
    const wrong = { orderId: 5, label: {}, items: [{ quantity: '-1' }], nobody: 1 };
    expect(await post('/placeorder', wrong)).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([
        expect.objectContaining({ path: '/orderId', rule: 'type' }),
        expect.objectContaining({ path: '/label/text', rule: 'required' }),
        expect.objectContaining({ path: '/items/0/quantity' }),
        expect.objectContaining({ path: '/nobody', rule: 'unevaluatedProperties' }),
      ]),
    });
    await expect(client.unary('getOrder', { orderId: 'none' })).rejects.toMatchObject({ code: 5 });
  });
});

describe('its SDK', () => {
  it('gives values of the messages', async () => {
    await post('/placeorder', ORDER);
    const url = pathToFileURL(join(project, 'dist/sdk/shopsdk/index.js')).href;
    const { ShopClient } = (await import(url)) as {
      ShopClient: new (options: {
        readonly baseUrl: string;
      }) => Record<string, (message: unknown) => Promise<Record<string, unknown>>>;
    };
    const sdk = new ShopClient({ baseUrl: service.url });
    const order = await sdk['getOrder']!({ orderId: 'a' });
    expect(order).toMatchObject({
      items: [
        { price: NaN, quantity: 18446744073709551615n },
        { sku: '', quantity: 0n },
      ],
      contact: { case: 'phone', value: { number: '1' } },
      wait: { seconds: -1n, nanos: -500000000 },
      blob: Uint8Array.of(0, 1, 255),
      mask: ['order_id', 'items.sku'],
      history: ['STATUS_DONE', 77],
    });
    expect(await sdk['placeOrder']!({ ...order, orderId: 's' })).toMatchObject({ orderId: 's' });
    expect(await get('/getorder?orderId=s')).toEqual({ ...ORDER, orderId: 's' });
  });
});

describe('its SDK over gRPC', () => {
  it('gives the very values, and streams both ways', async () => {
    await post('/placeorder', ORDER);
    const url = pathToFileURL(join(project, 'dist/sdk/shopsdk/grpc.js')).href;
    const { ShopGrpcClient } = (await import(url)) as {
      ShopGrpcClient: new (options: { readonly address: string }) => {
        getOrder(message: unknown): Promise<Record<string, unknown>>;
        haggle(messages: AsyncIterable<unknown>): AsyncIterable<Record<string, unknown>>;
        close(): void;
      };
    };
    const sdk = new ShopGrpcClient({ address: grpcAddress });
    async function* orders() {
      yield { orderId: 'x' };
      yield { orderId: 'y' };
    }
    try {
      expect(await sdk.getOrder({ orderId: 'a' })).toMatchObject({
        items: [
          { price: NaN, quantity: 18446744073709551615n },
          { sku: '', quantity: 0n },
        ],
        contact: { case: 'phone', value: { number: '1' } },
        history: ['STATUS_DONE', 77],
      });
      await expect(sdk.getOrder({ orderId: 'none' })).rejects.toMatchObject({
        name: 'ApiError',
        code: 'not_found',
      });
      const ids: unknown[] = [];
      for await (const { orderId } of sdk.haggle(orders())) ids.push(orderId);
      expect(ids).toEqual(['x', 'y']);
    } finally {
      sdk.close();
    }
  });
});

describe('the project', () => {
  it('is current, and holds the contract byte for byte', () => {
    expect(microgen(project, '-check')).toMatchObject({ status: 0 });
    const own = readFileSync(join(folder, 'protos/acme/shop/v1/shop.proto'), 'utf8');
    expect(readFileSync(join(project, 'pb/acme/shop/v1/shop.proto'), 'utf8')).toBe(own);
  });

  it('follows a change of a file that the contract imports', () => {
    const path = join(folder, 'protos/acme/common/v1/common.proto');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('string currency = 1;', 'string currency = 9;'));
    expect(microgen(project, '-check')).toMatchObject({ status: 2 });
    expect(microgen(project)).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'sdk/shopsdk/messages.ts'), 'utf8')).toContain('number: 9');
    writeFileSync(path, text);
    expect(microgen(project)).toMatchObject({ status: 0 });
  });

  it('loses gRPC without an edit where HTTP alone is asked for and carries it all', () => {
    expect(microgen(project, '-protocols', 'http')).toMatchObject({
      status: 1,
      output: expect.stringContaining('error bidi-needs-grpc: Shop.haggle'),
    });
    const path = join(folder, 'protos/acme/shop/v1/shop.proto');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/ {2}rpc Haggle.*\n/, ''));
    expect(microgen(project, '-protocols', 'http')).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'package.json'), 'utf8')).not.toContain('grpc-js');
    must(project, 'npm', 'run', 'typecheck');
  });
});
