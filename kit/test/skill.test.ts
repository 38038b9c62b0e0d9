import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpServer, skillHandler } from '../src/http/index.ts';

const inputSchema = { type: 'object', properties: { name: { type: 'string' } } };
const tools = [{ name: 'hello_sayHello', description: 'Greets.', inputSchema }];
const metadata = {
  schemaVersion: 'microgen.skill.v1',
  source: 'microgen-ir',
  services: ['HelloService'],
  formats: ['openai', 'mcp'],
};
const server = new HttpServer();
let url = '';

beforeAll(async () => {
  const serve = skillHandler({ services: ['HelloService'], tools });
  server.handle({ method: 'GET', path: '/skill', handler: 'skill', serve });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${port}/skill`;
});
afterAll(() => {
  server.destroy();
  return server.drain();
});

test('tools are OpenAI functions unless asked otherwise', async () => {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { name, description } = tools[0]!;
  expect(await response.json()).toEqual({
    metadata,
    tools: [{ type: 'function', function: { name, description, parameters: inputSchema } }],
  });
});

test('format=mcp gives MCP tools', async () => {
  expect(await (await fetch(`${url}?format=mcp`)).json()).toEqual({ metadata, tools });
});
