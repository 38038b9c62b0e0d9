import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tree, generateCase, goldenCases } from './support/cases.ts';
import { installPeers, runPeer } from './support/peers.ts';
import { strictAjv, strictFor } from './support/strict-ajv.ts';
import { SHOP_CONTRACT } from './support/shop.ts';
import { openApiOf, schemasOf } from './support/openapi.ts';

const OPENAPI = 'docs/openapi.json';
const cases = goldenCases().filter(({ options }) => options.openapi !== false);
const trees = new Map<string, Tree>();
let folder: string;

/** What both validators find wrong with some documents. */
function findings(documents: Readonly<Record<string, string>>): readonly { file: string }[] {
  const files = Object.entries(documents).map(([name, text]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    return file;
  });
  return JSON.parse(runPeer('validate.mjs', ...files)) as readonly { file: string }[];
}

beforeAll(async () => {
  installPeers();
  folder = mkdtempSync(join(tmpdir(), 'microgen-openapi-'));
  mkdirSync(folder, { recursive: true });
  for (const item of cases) trees.set(item.name, await generateCase(item));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A contract with every kind of stream, and of whatever else documents have a form of their own for. */
const STREAMS = `export interface Tick { at: Date; $value: bigint }
/** @example {"detail": "own"} */
export interface Problem { detail: string }
/** Wetter. */
export interface Größe { wert: number; next?: Größe }
export interface TickService {
  /** @http GET /ticks/{from} @scope ticks:read */
  watch(from: bigint): AsyncIterable<Tick>;
  /** @http POST /ticks */
  record(ticks: AsyncIterable<Tick>): Promise<Größe>;
  /** @http POST /numbers */
  numbers(values: AsyncIterable<number>): Promise<void>;
  /** @http GET /sizes/{name} @throws not_found @throws resource_exhausted */
  getSize(name: string): Promise<Größe | null>;
  /** @http PUT /sizes/{id} */
  setSize(id: string, size: Größe): Promise<Problem>;
}
`;

describe('the OpenAPI document', () => {
  it('of every contract is valid, by two validators', () => {
    const documents = [...trees].map(([name, tree]) => [name, tree[OPENAPI] ?? ''] as const);
    expect(documents.length).toBeGreaterThan(8);
    expect(findings(Object.fromEntries(documents))).toEqual([]);
  });

  it('of streams, clashing names and letters of other alphabets is too', () => {
    const documents = { streams: openApiOf(STREAMS), shop: openApiOf(SHOP_CONTRACT) };
    const texts = Object.entries(documents).map(([name, value]) => [name, JSON.stringify(value)]);
    expect(findings(Object.fromEntries(texts) as Record<string, string>)).toEqual([]);
  });

  it('that is not valid is refused by both: the check is a check', () => {
    const wrong = { ...openApiOf(SHOP_CONTRACT), info: { version: '1' } };
    const found = findings({ wrong: JSON.stringify(wrong) });
    expect(found.map((one) => Reflect.get(one, 'by') as unknown)).toEqual(
      expect.arrayContaining(['redocly', 'seriousme']),
    );
  });

  it('has schemas that strict validators take, and examples that fit them', () => {
    for (const text of [STREAMS, SHOP_CONTRACT]) {
      const { components } = openApiOf(text) as { components: { schemas: Record<string, object> } };
      const root = { $id: 'https://example.com/api', components };
      const ajv = strictAjv(strictFor(components)).addKeyword('components').addSchema(root);
      for (const [key, schema] of Object.entries(components.schemas)) {
        const validate = ajv.compile({ $ref: `${root.$id}#/components/schemas/${key}` });
        for (const example of (Reflect.get(schema, 'examples') ?? []) as readonly unknown[]) {
          expect.soft([key, example, validate(example)]).toEqual([key, example, true]);
        }
      }
    }
  });
});

describe('the JSON Schema document', () => {
  it.each(cases.map(({ name }) => name))('of %s compiles, every definition', (name) => {
    const document = JSON.parse(trees.get(name)?.['docs/schema.json'] ?? '') as Schemas;
    expect(uncompiled(document)).toEqual([]);
  });

  it('of streams and other alphabets does too', () => {
    const document = schemasOf(STREAMS) as unknown as Schemas;
    expect(Object.keys(document.$defs)).toEqual(
      expect.arrayContaining(['Tick', 'Gr_f6_df_e', 'Problem', 'SetSizeRequest']),
    );
    expect(document.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(uncompiled(document)).toEqual([]);
  });
});

interface Schemas {
  readonly $schema: string;
  readonly $defs: Readonly<Record<string, object>>;
}

/** The definitions that a strict validator cannot compile. */
function uncompiled(document: Schemas): readonly string[] {
  const ajv = strictAjv(strictFor(document)).addSchema(document, 'contract');
  if (!ajv.validateSchema(document)) throw new Error(ajv.errorsText());
  return Object.keys(document.$defs).filter(
    (key) => ajv.getSchema(`contract#/$defs/${key}`) === undefined,
  );
}
