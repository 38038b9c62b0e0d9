import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPeers, peers, runPeer } from './support/peers.ts';
import { type Running, must } from './support/project.ts';
import { makeShop, startShop } from './support/shop.ts';

const COMPILER_OPTIONS = {
  target: 'ES2022',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: [],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  outDir: 'dist',
};

let base: string;
let clients: string;
let service: Running;

beforeAll(async () => {
  installPeers();
  base = mkdtempSync(join(tmpdir(), 'microgen-clients-'));
  const shop = join(base, 'shop');
  makeShop(shop);
  service = await startShop(shop);
  clients = join(base, 'clients');
  // From the document as the running service gives it.
  const document = join(base, 'openapi.json');
  writeFileSync(document, await (await fetch(`${service.url}/openapi.json`)).text());
  runPeer('generate.mjs', document, clients);
  for (const name of ['use-fetch.ts', 'use-hey.ts']) cpSync(join(peers, name), join(clients, name));
  symlinkSync(join(peers, 'node_modules'), join(clients, 'node_modules'), 'junction');
  writeFileSync(join(clients, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(
    join(clients, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['*.ts', 'hey'] }),
  );
  must(clients, process.execPath, join(peers, 'node_modules/typescript/bin/tsc'), '-p', '.');
});

afterAll(async () => {
  await service?.stop();
  rmSync(base, { recursive: true, force: true });
});

describe('a client that another generator made from the document', () => {
  it.each(['use-fetch.js', 'use-hey.js'])('compiles and calls the service: %s', (program) => {
    const answers: unknown = JSON.parse(
      must(clients, process.execPath, join('dist', program), service.url),
    );
    expect(answers).toEqual({
      created: {
        id: '123e4567-e89b-42d3-a456-426614174000',
        created: '2026-01-31T00:00:00.000Z',
        title: 'Chair',
        count: 1,
        priority: 2,
        price: { amount: '9007199254740993', currency: 'EUR' },
        picture: 'aGk=',
        labels: { room: 'kitchen' },
        stock: { here: 3 },
        codes: [[7, 'seven']],
        tags: ['red', 'big'],
        size: [1, 2, 3],
        shape: { kind: 'circle', radius: 1.5 },
        note: null,
      },
      again: [409, 'already_exists'],
      got: [true, '9007199254740993'],
      missing: [404, 'not_found'],
      listed: [1, '1769860800000,bigint,5'],
      title: 'Stool',
      count: 1,
      total: '9007199254741000',
      refused: [['body', '/prices/0/currency', 'pattern']],
      removed: 204,
    });
  });
});
