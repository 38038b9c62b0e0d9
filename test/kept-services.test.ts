import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import type { GenerateRequest } from '../src/project/request.ts';

const service = (name: string, methods: string): string => `
export interface ${name}Request { key: string }
export interface ${name}Service {
${methods}
}
`;
const STOCK = service('Stock', '  getStock(req: StockRequest): Promise<string>;');
const ORDER = service('Order', '  getOrder(req: OrderRequest): Promise<string>;');
const MORE = ORDER.replace('  get', '  countOrders(): Promise<number>;\n  get');
const SHOP = ORDER + STOCK;

let base: string;
let fresh: string;
let folder: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'microgen-kept-'));
  fresh = mkdtempSync(join(base, 'fresh-'));
  writeFileSync(join(fresh, 'idl.ts'), SHOP);
  const { outcome } = await generate({ cwd: fresh, out: '.', idl: 'idl.ts' });
  if (outcome !== 'done') throw new Error(outcome);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(base, 'project-'));
  cpSync(fresh, folder, { recursive: true });
});

const run = (request: Partial<GenerateRequest> = {}) =>
  generate({ cwd: folder, out: '.', ...request });
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

const CHAIN = 'endpoint/stockservice/generated_chain.ts';
const OWN = 'service/stockservice/service.ts';

/** What may have come to the service that the contract leaves alone, and what a run makes of its files then. */
const states = {
  nothing: { meet: () => undefined, path: CHAIN, kind: 'unchanged' },
  'a file is gone': { meet: () => rmSync(join(folder, CHAIN)), path: CHAIN, kind: 'create' },
  'the user’s file is gone': { meet: () => rmSync(join(folder, OWN)), path: OWN, kind: 'create' },
  'an edit': {
    meet: () => write(CHAIN, `${read(CHAIN)}export const sneaked = 1;\n`),
    path: CHAIN,
    kind: 'conflict',
  },
  'an edit of the user’s file': {
    meet: () => write(OWN, `${read(OWN)}// mine\n`),
    path: OWN,
    kind: 'keep-user',
  },
  'a formatter': {
    meet: async () =>
      write(CHAIN, await format(read(CHAIN), { parser: 'typescript', semi: false })),
    path: CHAIN,
    kind: 'unchanged',
  },
  'lines that end otherwise': {
    meet: () => write(CHAIN, read(CHAIN).replaceAll('\n', '\r\n')),
    path: CHAIN,
    kind: 'unchanged',
  },
  'a link within the project': {
    meet: () => {
      renameSync(join(folder, CHAIN), join(folder, 'elsewhere.ts'));
      symlinkSync(join(folder, 'elsewhere.ts'), join(folder, CHAIN));
    },
    path: CHAIN,
    kind: 'unchanged',
  },
  'a manifest without a word of it': {
    meet: () => {
      const { inputs: _, ...manifest } = JSON.parse(read('.microgen/manifest.json'));
      write('.microgen/manifest.json', JSON.stringify(manifest));
    },
    path: CHAIN,
    kind: 'unchanged',
  },
};

describe('a service that a change of the contract leaves as it was', () => {
  it.each(Object.entries(states))('is what a whole rendering makes of it: %s', async (_, state) => {
    await state.meet();
    write('idl.ts', MORE + STOCK);
    const mode = 'dry-run';
    const { ms: __, ...fast } = await run({ mode });
    const { ms: ___, ...full } = await run({ mode, trustManifest: false });
    expect(fast).toEqual(full);
    expect(fast.changes.find(({ path }) => path === state.path)).toMatchObject({
      kind: state.kind,
    });
  });

  it('leaves the project as one that was generated from the whole', async () => {
    write('idl.ts', MORE + STOCK);
    await run();
    const written = read('.microgen/manifest.json');
    expect(await run({ mode: 'check', trustManifest: false })).toMatchObject({ outcome: 'done' });
    await run({ trustManifest: false });
    expect(read('.microgen/manifest.json')).toBe(written);
  });

  it('is rendered anew for other options', async () => {
    const { changes } = await run({ options: { prefix: 'api' } });
    const path = 'transport/stockservice/transport_http.ts';
    expect(changes.find((change) => change.path === path)).toMatchObject({ kind: 'update' });
  });

  it('goes when the contract has it no more', async () => {
    write('idl.ts', ORDER);
    const { changes } = await run();
    expect(changes.find(({ path }) => path === CHAIN)).toMatchObject({ kind: 'remove' });
    expect(JSON.parse(read('.microgen/manifest.json')).inputs).not.toHaveProperty('StockService');
  });
});
