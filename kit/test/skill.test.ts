import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpServer, skillHandler } from '../src/http/index.ts';
import { selfContained } from '../src/http/skill-schema.ts';

const inputSchema = { type: 'object', properties: { name: { type: 'string' } } };
const hello = { name: 'hello_sayHello', description: 'Greets.', inputSchema };
const tree = { type: 'object', properties: { children: { $ref: '#/$defs/Forest' } } };
const forest = { type: 'array', items: { $ref: '#/$defs/Tree' } };
const plant = {
  name: 'tree_plant',
  title: 'Plant a tree',
  description: 'Plants.',
  method: 'PUT',
  inputSchema: { $ref: '#/$defs/Tree', examples: [{}] },
  outputSchema: { type: 'object', properties: { value: { $ref: '#/$defs/a~1b%20c' } } },
};
const metadata = {
  schemaVersion: 'microgen.skill.v1',
  source: 'microgen-ir',
  services: ['HelloService', 'TreeService'],
  formats: ['openai', 'mcp'],
};
const whole = { ...tree, examples: [{}], $defs: { Forest: forest, Tree: tree } };
const server = new HttpServer();
let url = '';

beforeAll(async () => {
  const serve = skillHandler([
    { service: 'HelloService', tools: [hello], inputs: { Tree: {} } },
    {
      service: 'TreeService',
      tools: [plant],
      inputs: { Tree: tree, Forest: forest, Unused: {} },
      outputs: { 'a/b c': { type: 'number' } },
    },
  ]);
  server.handle({ method: 'GET', path: '/skill', handler: 'skill', serve });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${port}/skill`;
});
afterAll(() => {
  server.destroy();
  return server.drain();
});

test.each(['', '?format=openai', '?format=unknown'])(
  'tools are OpenAI functions unless asked otherwise: %s',
  async (query) => {
    const response = await fetch(url + query);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      metadata,
      tools: [
        {
          type: 'function',
          function: { name: hello.name, description: 'Greets.', parameters: inputSchema },
        },
        {
          type: 'function',
          function: { name: plant.name, description: 'Plants.', parameters: whole },
        },
      ],
    });
  },
);

test('format=mcp gives MCP tools, with what a call may change', async () => {
  expect(await (await fetch(`${url}?format=mcp`)).json()).toEqual({
    metadata,
    tools: [
      hello,
      {
        name: 'tree_plant',
        title: 'Plant a tree',
        description: 'Plants.',
        inputSchema: whole,
        outputSchema: { ...plant.outputSchema, $defs: { 'a/b c': { type: 'number' } } },
        annotations: {
          readOnlyHint: false,
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: false,
        },
      },
    ],
  });
});

describe('caches', () => {
  test('revalidate by an ETag that each format has for itself', async () => {
    const [openai, mcp] = await Promise.all([fetch(url), fetch(`${url}?format=mcp`)]);
    const etag = mcp.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(openai.headers.get('etag')).not.toBe(etag);
    expect(mcp.headers.get('cache-control')).toBe('no-cache');
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await fetch(`${url}?format=mcp`, { headers: { 'if-none-match': value } });
      expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([
        304,
        '',
        etag,
      ]);
    }
    const other = await fetch(`${url}?format=mcp`, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  test('HEAD says how much there is', async () => {
    const { headers } = await fetch(url, { method: 'HEAD' });
    const text = await (await fetch(url)).text();
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(headers.get('etag')).not.toBe(null);
  });
});

describe('a schema of its own', () => {
  test('stays as it is when it refers to nothing that is shared', () => {
    expect(selfContained(inputSchema, { Tree: tree })).toBe(inputSchema);
    const foreign = { $ref: 'https://example.com/schema', title: 'x' };
    expect(selfContained(foreign, { Tree: tree })).toBe(foreign);
  });

  test('takes what it refers to at the root, and that what it leads to', () => {
    expect(selfContained({ $ref: '#/$defs/Forest' }, { Forest: forest, Tree: tree })).toEqual({
      ...forest,
      $defs: { Forest: forest, Tree: tree },
    });
  });
});
