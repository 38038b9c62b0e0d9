import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpServer, jsonDocument } from '../src/http/index.ts';

const TEXT = '{\n  "größe": 1\n}\n';
let folder: string;
let url: string;
const server = new HttpServer();

function fileOf(name: string, text: string): URL {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kit-document-'));
  const file = fileOf('schema.json', TEXT);
  const serve = jsonDocument(file);
  // It was read: what happens to the file now is nothing to a running service.
  rmSync(file);
  server.handle({ method: 'GET', path: '/schema.json', handler: 'schema', serve });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${port}/schema.json`;
});

afterAll(() => {
  server.destroy();
  rmSync(folder, { recursive: true, force: true });
  return server.drain();
});

describe('a JSON document', () => {
  test('is answered byte for byte', async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(TEXT)),
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toBe(TEXT);
  });

  test('has the same headers and no body for HEAD', async () => {
    const response = await fetch(url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(TEXT)));
    expect(await response.text()).toBe('');
  });

  test('is not sent again to who has it', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const tag of [etag, `"other", W/${etag}`, '*']) {
      const response = await fetch(url, { headers: { 'if-none-match': tag } });
      expect([tag, response.status, await response.text()]).toEqual([tag, 304, '']);
      expect(response.headers.get('etag')).toBe(etag);
    }
    const other = await fetch(url, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  test('takes no other method', async () => {
    const response = await fetch(url, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('that is missing ends the start, and says what to do', () => {
    const missing = pathToFileURL(join(folder, 'docs/openapi.json'));
    expect(() => jsonDocument(missing)).toThrow(
      /openapi\.json cannot be read; the build copies it when the include of tsconfig\.json names it/,
    );
  });

  test('that is broken does too', () => {
    const broken = fileOf('broken.json', '{');
    expect(() => jsonDocument(broken)).toThrow(/broken\.json is no JSON/);
  });
});
