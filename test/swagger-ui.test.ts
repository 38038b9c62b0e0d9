import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../src/project/assets.ts';
import { repository } from './support/modules.ts';
import { freePort, until } from './support/project.ts';

interface Module {
  swaggerUi(options: { document: string }): (request: object, response: object) => Promise<void>;
}

let server: Server;
let url: string;

beforeAll(async () => {
  // As it is built: its files are beside the compiled code.
  const built = join(repository, 'swagger-ui/dist/index.js');
  const { swaggerUi } = (await import(/* @vite-ignore */ built)) as Module;
  const pages = swaggerUi({ document: '../openapi.json?a="b"' });
  server = createServer((request, response) => void pages(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('Swagger UI', () => {
  it('is a page that loads what is beside it, and nothing else', async () => {
    const response = await fetch(`${url}/?x=1`);
    const html = await response.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? '');
    expect(links).toEqual(['data:,', 'swagger-ui.css', 'swagger-ui-bundle.js', 'initializer.js']);
    expect(html).not.toMatch(/<script>|\son\w+=|style=/);
    for (const link of links.slice(1)) expect((await fetch(`${url}/${link}`)).status).toBe(200);
  });

  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/initializer.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/swagger-ui.css', 'text/css; charset=utf-8', 'public, max-age=3600'],
    ['/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', 'public, max-age=3600'],
  ])('has the right headers for %s', async (path, type, caching) => {
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(caching);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
    const etag = response.headers.get('etag') ?? '';
    expect((await response.arrayBuffer()).byteLength).toBe(
      Number(response.headers.get('content-length')),
    );
    const again = await fetch(url + path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('starts on the document that it was given, with no validator elsewhere', async () => {
    const script = await (await fetch(`${url}/initializer.js`)).text();
    expect(script).toContain(JSON.stringify('../openapi.json?a="b"'));
    expect(script).toContain('"validatorUrl":null');
  });

  it.each(['/nothing', '/LICENSE', '/../package.json', '/assets/swagger-ui.css'])(
    'knows no other file: %s',
    async (path) => expect((await fetch(url + path)).status).toBe(404),
  );

  it('is packed with its licence and notice, and without source maps', async () => {
    const { swaggerUi } = await loadAssets();
    const folder = mkdtempSync(join(tmpdir(), 'swagger-ui-'));
    try {
      writeFileSync(join(folder, swaggerUi.fileName), swaggerUi.bytes);
      execFileSync('tar', ['-xzf', swaggerUi.fileName], { cwd: folder });
      const assets = join(folder, 'package/dist/assets');
      expect(readdirSync(assets).toSorted()).toEqual([
        'LICENSE',
        'NOTICE',
        'swagger-ui-bundle.js',
        'swagger-ui-bundle.js.LICENSE.txt',
        'swagger-ui.css',
      ]);
      expect(readFileSync(join(assets, 'LICENSE'), 'utf8')).toContain('Apache License');
      for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
        expect(readFileSync(join(assets, name), 'utf8')).not.toContain('sourceMappingURL');
      }
      const manifest: unknown = JSON.parse(
        readFileSync(join(folder, 'package/package.json'), 'utf8'),
      );
      expect(manifest).toMatchObject({ name: '@microgen/swagger-ui' });
      expect(Object.keys(manifest as object)).not.toEqual(
        expect.arrayContaining(['dependencies', 'scripts']),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('README.md of the package', () => {
  it('has code that serves', async () => {
    const text = readFileSync(join(repository, 'swagger-ui/README.md'), 'utf8');
    const [, code = ''] = /```ts\n(.*?)```/s.exec(text) ?? [];
    const port = await freePort();
    const args = ['--input-type=module', '--eval', code.replace('8081', String(port))];
    const child = spawn(process.execPath, args, { cwd: repository, stdio: 'inherit' });
    try {
      const html = await until(async () => (await fetch(`http://127.0.0.1:${port}/`)).text());
      expect(html).toContain('swagger-ui-bundle.js');
    } finally {
      child.kill();
    }
  });
});

describe('the dependencies of this repository', () => {
  it('run no script of Swagger UI, and send nothing', () => {
    const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { name?: string; hasInstallScript?: boolean }>;
    };
    const scripted = Object.entries(lock.packages).filter(
      ([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true,
    );
    // It comes with grpc-js, which projects install for gRPC only, and prints a warning.
    expect(scripted.map(([path]) => path)).toEqual(['node_modules/protobufjs']);
    expect(lock.packages['node_modules/@scarf/scarf']?.name).toBe('picocolors');
  });
});
