import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListToolsResultSchema } from '@modelcontextprotocol/core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { selfContained } from '../../../kit/src/http/skill-schema.ts';
import { createExamples } from '../../../src/ir/examples/examples.ts';
import { createSchemaBuilder } from '../../../src/ir/json-schema.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import type { Contract, Json } from '../../../src/ir/types.ts';
import { loadGenerated, planned } from '../../support/planned.ts';
import { randomTypes } from '../../support/random-types.ts';
import { seeded } from '../../support/seeded.ts';
import { standaloneSchema } from '../../support/standalone-schema.ts';
import { strictValidator } from '../../support/strict-ajv.ts';
import { ref } from '../ir/build.ts';
import { contractOf } from '../source/read.ts';

const CONTRACT = `
export enum Colour { Red = 'red' }
export interface Item { id: string; at: Date; parent?: Item; colours: Map<Colour, bigint> }
/** @example {"text": "by declaration"} */
export interface Search { /** @minLength 1 */ text: string; limit?: number }
export interface ItemService {
  /**
   * Finds items by their text.
   * @summary Find items
   * @example {"text": "a", "limit": 1}
   */
  findItems(req: Search): Promise<Item[]>;
  getItem(id: string): Promise<Item | null>;
  putItem(item: Item): Promise<Item>;
  /** @deprecated use putItem */
  createHTTPItem(item: Item): Promise<Item>;
  /** Removes one. @deprecated */
  removeItem(id: string): Promise<void>;
  /** @summary Counts all */
  count(): Promise<bigint>;
  /** @tool false */
  secret(): Promise<void>;
  watch(): AsyncIterable<Item>;
  /** @http PATCH /odd */
  odd(values: Set<number>): Promise<Record<string, number>>;
}
export interface OddService {
  /** @tool odd-name_1 */
  a(): Promise<void>;
}
`;

interface McpTool {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: { readonly [keyword: string]: unknown };
  readonly outputSchema?: { readonly [keyword: string]: unknown };
  readonly annotations: object;
}

interface OpenaiTool {
  readonly type: string;
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: object;
  };
}

/** What the generated handler answers for a format. */
async function answer<T>(handler: RequestListener, format: string): Promise<readonly T[]> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/skill?format=${format}`);
    return ((await response.json()) as { tools: readonly T[] }).tools;
  } finally {
    server.close();
  }
}

async function skillOf(contract: Contract): Promise<RequestListener> {
  const modules = await loadGenerated(planned(contract, /^skill\//, { skill: true }));
  return modules['skill/skill.ts']?.['skill'] as RequestListener;
}

describe('the tools of a contract', () => {
  const contract = contractOf(CONTRACT);
  let mcp: readonly McpTool[];
  let openai: readonly OpenaiTool[];
  const tool = (name: string) => mcp.find((one) => one.name === name);

  beforeAll(async () => {
    const handler = await skillOf(contract);
    mcp = await answer<McpTool>(handler, 'mcp');
    openai = await answer<OpenaiTool>(handler, 'openai');
  });

  test('are those of its unary methods, without what is none', () => {
    const names = [
      'item_findItems',
      'item_getItem',
      'item_putItem',
      'item_createHTTPItem',
      'item_removeItem',
      'item_count',
      'item_odd',
      'odd-name_1',
    ];
    expect(mcp.map(({ name }) => name)).toEqual(names);
    expect(openai.map((one) => one.function.name)).toEqual(names);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  test('are valid to the schema of the official MCP SDK, and lose nothing in it', () => {
    expect(ListToolsResultSchema.parse({ tools: mcp }).tools).toEqual(mcp);
  });

  test('have schemas that a strict validator compiles, of objects', () => {
    for (const { inputSchema, outputSchema } of mcp) {
      for (const schema of [inputSchema, ...(outputSchema === undefined ? [] : [outputSchema])]) {
        expect(schema['type']).toBe('object');
        expect(strictValidator(schema)).toBeTypeOf('function');
      }
    }
  });

  test('take the same in both forms', () => {
    expect(openai).toEqual(
      mcp.map(({ name, description, inputSchema }) => ({
        type: 'function',
        function: { name, description, parameters: inputSchema },
      })),
    );
  });

  test('refuse unknown properties at every level, and answer openly', () => {
    const input = strictValidator(tool('item_putItem')?.inputSchema ?? {});
    const output = strictValidator(tool('item_putItem')?.outputSchema ?? {});
    const item = { id: 'a', at: '2026-01-31T12:00:00Z', colours: { red: '12' } };
    expect([input(item), output(item)]).toEqual([true, true]);
    const nested = { ...item, parent: { ...item, more: 1 } };
    expect([input(nested), output(nested)]).toEqual([false, true]);
    expect(input({ ...item, colours: { blue: '12' } })).toBe(false);
  });

  test('wrap an answer that is no object with named members; nothing has no schema', () => {
    expect(tool('item_count')?.outputSchema).toMatchObject({ required: ['value'] });
    expect(tool('item_getItem')?.outputSchema).toMatchObject({
      properties: { value: { anyOf: [{ $ref: '#/$defs/Item' }, { type: 'null' }] } },
    });
    expect(tool('item_odd')?.outputSchema).toMatchObject({ required: ['value'] });
    expect(tool('item_removeItem')).not.toHaveProperty('outputSchema');
    expect(tool('item_putItem')?.outputSchema).not.toMatchObject({ required: ['value'] });
  });

  test('are described in the words of the author, or else of the names', () => {
    expect(mcp.map(({ title, description }) => [title, description])).toEqual([
      ['Find items', 'Finds items by their text.'],
      [undefined, 'Get item (item service).'],
      [undefined, 'Put item (item service).'],
      [undefined, 'Create http item (item service).\n\nDeprecated: use putItem'],
      [undefined, 'Removes one.\n\nDeprecated.'],
      ['Counts all', 'Counts all'],
      [undefined, 'Odd (item service).'],
      [undefined, 'A (odd service).'],
    ]);
  });

  test("carry the method's examples, else its message's", () => {
    expect(tool('item_findItems')?.inputSchema['examples']).toEqual([{ text: 'a', limit: 1 }]);
  });

  test('say by their verb what a call may do', () => {
    const hints = (readOnly: boolean, destructive: boolean, idempotent: boolean) => ({
      readOnlyHint: readOnly,
      destructiveHint: destructive,
      idempotentHint: idempotent,
      openWorldHint: false,
    });
    expect(tool('item_getItem')?.annotations).toEqual(hints(true, false, true));
    expect(tool('item_putItem')?.annotations).toEqual(hints(false, false, false));
    expect(tool('item_removeItem')?.annotations).toEqual(hints(false, true, true));
    expect(tool('item_odd')?.annotations).toEqual(hints(false, false, false));
  });
});

describe('on random contracts', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'what is composed of shared definitions is the self-contained schema (%i)',
    (seed) => {
      const contract = randomTypes(seeded(seed));
      const examples = createExamples(declarationsByName(contract));
      for (const position of ['request', 'response'] as const) {
        const builder = createSchemaBuilder(contract, { position });
        const roots = contract.declarations.map(({ name }) => builder.schema(ref(name)));
        contract.declarations.forEach(({ name }, index) => {
          const composed = selfContained(roots[index] ?? {}, builder.defs());
          expect(composed).toEqual(standaloneSchema(contract, ref(name), position));
        });
        const document = selfContained(roots[0] ?? {}, builder.defs());
        const whole = strictValidator(document, { ownProperties: true });
        const value: Json | undefined = examples.of(ref('D0'));
        expect({ value, isValid: whole(value), errors: whole.errors }).toMatchObject({
          isValid: true,
        });
      }
    },
  );
});
