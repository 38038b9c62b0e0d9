import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from './support/cases.ts';
import { microgen, must, run, type Running, runWith, start, until } from './support/project.ts';

let base: string;
let hello: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'microgen-run-'));
  hello = join(base, 'hello');
  mkdirSync(hello);
  cpSync(join(fixtures, 'hello/input/idl.ts'), join(hello, 'idl.ts'));
  const { status, output } = microgen(hello, '-idl', 'idl.ts', '-out', '.');
  if (status !== 0) throw new Error(output);
  must(hello, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** An answer with what tests look at. */
async function call(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    headers: response.headers,
    body: /json/.test(type) ? (JSON.parse(text) as unknown) : text,
  };
}

function post(url: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  return call(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A user's edit to a file of theirs. */
function edit(project: string, path: string, from: string, to: string): void {
  const file = join(project, path);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
}

const SERVICE = 'service/helloservice/service.ts';
const THROWN = "throw unimplemented('HelloService.sayHello');";

describe('a fresh hello project', () => {
  it.each(['typecheck', 'lint', 'test'])('passes npm run %s', (script) => {
    expect(run(hello, 'npm', 'run', script)).toMatchObject({ status: 0 });
  });

  describe('running', () => {
    let service: Running;

    beforeAll(async () => {
      must(hello, 'npm', 'run', 'build');
      service = await start(hello, '--enable-source-maps', 'dist/cmd/main.js');
    });

    afterAll(() => service.stop('SIGKILL'));

    it.each(['/health', '/livez', '/readyz'])('answers GET %s', async (path) => {
      expect(await call(service.url + path)).toMatchObject({
        status: 200,
        type: expect.stringMatching(/^application\/json/),
      });
    });

    it('lists its routes', async () => {
      const { body } = await call(`${service.url}/debug/routes`);
      expect(body).toContainEqual({
        Method: 'POST',
        Path: '/sayhello',
        Handler: 'HelloService.sayHello',
      });
      expect((body as readonly { Path: string }[]).map(({ Path }) => Path)).toEqual(
        expect.arrayContaining([
          '/health',
          '/livez',
          '/readyz',
          '/metrics',
          '/debug/routes',
          '/skill',
        ]),
      );
    });

    it('measures its requests', async () => {
      const { status, body } = await call(`${service.url}/metrics`);
      expect(status).toBe(200);
      expect(body).toMatch(/^# HELP /m);
    });

    it('describes its tools for both kinds of clients, and nothing else', async () => {
      const metadata = {
        schemaVersion: 'microgen.skill.v1',
        source: 'microgen-ir',
        services: ['HelloService'],
        formats: ['openai', 'mcp'],
      };
      const schema = {
        type: 'object',
        properties: { name: { type: 'string' } },
        required: ['name'],
        unevaluatedProperties: false,
      };
      const tool = { name: 'hello_sayHello', description: 'SayHello returns a greeting.' };
      const openai = {
        metadata,
        tools: [{ type: 'function', function: { ...tool, parameters: schema } }],
      };
      for (const query of ['', '?format=openai', '?format=unknown']) {
        expect(await call(`${service.url}/skill${query}`)).toMatchObject({
          status: 200,
          body: openai,
        });
        expect((await call(`${service.url}/skill${query}`)).body).toEqual(openai);
      }
      expect((await call(`${service.url}/skill?format=mcp`)).body).toEqual({
        metadata,
        tools: [
          {
            ...tool,
            inputSchema: schema,
            outputSchema: {
              type: 'object',
              properties: { message: { type: 'string' } },
              required: ['message'],
            },
            annotations: {
              readOnlyHint: false,
              destructiveHint: false,
              idempotentHint: false,
              openWorldHint: false,
            },
          },
        ],
      });
      expect((await call(`${service.url}/skill`, { method: 'POST' })).status).toBe(405);
    });

    it('says that nobody wrote the method yet', async () => {
      const { status, type, headers, body } = await post(`${service.url}/sayhello`, {
        name: 'Ada',
      });
      expect({ status, type: type.split(';')[0] }).toEqual({
        status: 501,
        type: 'application/problem+json',
      });
      expect(body).toMatchObject({
        type: 'about:blank',
        title: 'Not Implemented',
        status: 501,
        code: 'unimplemented',
      });
      expect((body as { requestId: string }).requestId).toBe(headers.get('x-request-id'));
    });

    it.each<[string, () => ReturnType<typeof call>, number, object]>([
      ['no JSON', () => post(`${service.url}/sayhello`, '{'), 400, { code: 'invalid_argument' }],
      [
        'a missing field',
        () => post(`${service.url}/sayhello`, {}),
        400,
        { errors: [{ in: 'body', path: '/name', rule: 'required', wanted: true }] },
      ],
      [
        'an unknown field',
        () => post(`${service.url}/sayhello`, { name: 'Ada', x: 1 }),
        400,
        { errors: [{ path: '/x', rule: 'unevaluatedProperties' }] },
      ],
      [
        'another type',
        () => call(`${service.url}/sayhello`, { method: 'POST', body: 'name=Ada' }),
        415,
        { code: 'unsupported_media_type' },
      ],
      [
        'too much',
        () => post(`${service.url}/sayhello`, { name: 'x'.repeat(2 ** 20 + 1) }),
        413,
        { code: 'payload_too_large' },
      ],
      ['another verb', () => call(`${service.url}/sayhello`), 405, { code: 'method_not_allowed' }],
      ['another path', () => call(`${service.url}/nothing`), 404, { code: 'route_not_found' }],
    ])('refuses %s with a problem document', async (_, send, status, problem) => {
      const answer = await send();
      expect(answer.type).toMatch(/^application\/problem\+json/);
      expect(answer).toMatchObject({ status, body: { status, ...problem } });
    });

    it('ends cleanly on SIGTERM', async () => {
      const other = await start(hello, 'dist/cmd/main.js');
      expect(await other.stop('SIGTERM')).toBe(0);
    });
  });

  it('pulls no heavy package, little at all, nothing unlicensed, and runs no script', () => {
    const listed = must(hello, 'npm', 'ls', '--all', '--parseable');
    expect(listed).not.toMatch(
      /grpc|protobuf|kysely|\bpg\b|mysql|sqlite|nats|kafka|amqp|redis|modelcontextprotocol|consul|etcd/i,
    );
    const folders = must(hello, 'npm', 'ls', '--all', '--parseable', '--omit=dev')
      .trim()
      .split('\n')
      .slice(1);
    expect(folders.length).toBeLessThanOrEqual(25);
    const bytes = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);
    expect(bytes).toBeLessThanOrEqual(12 * 2 ** 20);
    const lock = JSON.parse(readFileSync(join(hello, 'package-lock.json'), 'utf8')) as {
      packages: Readonly<Record<string, { hasInstallScript?: boolean }>>;
    };
    expect(
      Object.entries(lock.packages).filter(([, item]) => item.hasInstallScript === true),
    ).toEqual([]);
    const all = listed.trim().split('\n').slice(1);
    const licences = all.map((folder) => [folder, licenceOf(folder)] as const);
    expect(
      licences.filter(
        ([, licence]) =>
          !/^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0)\b/.test(licence),
      ),
    ).toEqual([]);
  });
});

describe('a hello project that its user goes on with', () => {
  let project: string;

  beforeAll(() => {
    project = copyOf(hello, 'written');
    edit(project, SERVICE, THROWN, 'return { message: `Hello, ${req.name}!` };');
    must(project, 'npm', 'run', 'build');
  });

  it('answers over HTTP, to its SDK and to its demo, and still passes its tests', async () => {
    const service = await start(project, 'dist/cmd/main.js');
    try {
      expect(await post(`${service.url}/sayhello`, { name: 'Ada' })).toMatchObject({
        status: 200,
        body: { message: 'Hello, Ada!' },
      });
      const sdk = (await import(
        /* @vite-ignore */ pathToFileURL(join(project, 'dist/sdk/helloservicesdk/client.js')).href
      )) as {
        HelloServiceClient: new (options: object) => { sayHello(req: object): Promise<unknown> };
      };
      const client = new sdk.HelloServiceClient({ baseUrl: service.url });
      expect(await client.sayHello({ name: 'Grace' })).toEqual({ message: 'Hello, Grace!' });
      await expect(client.sayHello({})).rejects.toMatchObject({
        code: 'invalid_argument',
        status: 400,
      });
      const demo = ['dist/client/helloservice/demo.js'];
      const flag = ['-http.addr', service.url];
      expect(must(project, process.execPath, ...demo, ...flag)).toContain('Hello, ');
      const nowhere = { APP_HTTP_ADDR: '127.0.0.1:1' };
      const lost = runWith(nowhere, project, process.execPath, ...demo);
      expect(lost.status).toBe(1);
      expect(lost.output).toMatch(
        /^HelloService\.sayHello unavailable: .*\nIs the service running\? `npm run dev` starts it;[^\n]*\n$/,
      );
      expect(runWith(nowhere, project, process.execPath, ...demo, ...flag).status).toBe(0);
      const picky = { DEMO_HEADERS: '{"accept":"text/html"}' };
      const refused = runWith(picky, project, process.execPath, ...demo, ...flag);
      expect([refused.status, refused.output]).toEqual([
        1,
        expect.stringContaining('HelloService.sayHello not_acceptable: '),
      ]);
      const { port, host } = new URL(service.url);
      for (const address of [host, `:${port}`, `0.0.0.0:${port}`, `[::]:${port}`, service.url]) {
        const ended = runWith({ APP_HTTP_ADDR: address }, project, process.execPath, ...demo);
        expect([address, ended.status, ended.stdout]).toEqual([
          address,
          0,
          expect.stringContaining('Hello, '),
        ]);
      }
    } finally {
      expect(await service.stop()).toBe(0);
    }
    expect(run(project, 'npm', 'test')).toMatchObject({ status: 0 });
  });

  it('is served by npm run dev, which restarts on an edit', async () => {
    const service = await start(project, 'node_modules/@microgen/kit/dist/dev/main.js');
    try {
      expect((await post(`${service.url}/sayhello`, { name: 'Ada' })).body).toEqual({
        message: 'Hello, Ada!',
      });
      edit(project, SERVICE, 'Hello, $', 'Good day, $');
      const answer = await until(async () => {
        const { body } = await post(`${service.url}/sayhello`, { name: 'Ada' });
        return JSON.stringify(body).includes('Good day') ? body : undefined;
      });
      expect(answer).toEqual({ message: 'Good day, Ada!' });
    } finally {
      expect(await service.stop()).toBe(0);
    }
  });

  it('answers 501 for a method that the contract has and the class lacks', async () => {
    const other = copyOf(hello, 'lacking');
    edit(
      other,
      'idl.ts',
      '  sayHello',
      '  wave(req: HelloRequest): Promise<HelloResponse>;\n  sayHello',
    );
    expect(microgen(other, '-out', '.').status).toBe(0);
    expect(run(other, 'npm', 'run', 'typecheck')).toMatchObject({
      status: 1,
      output: expect.stringContaining('wave'),
    });
    // The compiler emits all the same: a service in the middle of a change still runs.
    run(other, process.execPath, 'node_modules/typescript/bin/tsc');
    const service = await start(other, 'dist/cmd/main.js');
    try {
      expect(await post(`${service.url}/wave`, { name: 'Ada' })).toMatchObject({
        status: 501,
        body: { code: 'unimplemented' },
      });
    } finally {
      await service.stop();
    }
  });
});

describe('a project with every kind of type', () => {
  const ITEM = {
    id: '123e4567-e89b-42d3-a456-426614174000',
    title: 'Tea',
    done: false,
    color: 'red',
    priority: 2,
    tags: ['a'],
    size: [1, 2, 3],
    labels: { 'a/b': 'c' },
    shape: { kind: 'circle', radius: 1 },
    price: { amount: 5, currency: 'EUR' },
    nested: { inner: [{ deep: null }] },
    level: 1,
    fixed: 'fixed',
    open: { known: 'x', other: 'y' },
  };
  let service: Running;

  beforeAll(async () => {
    const project = copyOf(join(fixtures, 'items/output'), 'items');
    symlinkSync(join(hello, 'node_modules'), join(project, 'node_modules'), 'junction');
    const file = join(project, 'service/itemservice/service.ts');
    const text = readFileSync(file, 'utf8');
    const answers: Readonly<Record<string, string>> = {
      getItem: 'return id.length < 50 ? null : JSON.parse(atob(id));',
      listItems: 'return { items: [], next: JSON.stringify(req) };',
      createItem: "return { ...req, id: '1' };",
      updateItem: 'return req;',
      deleteItem: 'if (id === "") throw new Error("empty");',
      countItems: 'return 42;',
      shapes: 'return req.shapes;',
      sum: 'return { sum: values.reduce((a, b) => a + b, 0) };',
    };
    const written = text.replace(
      /throw unimplemented\('ItemService\.(\w+)'\);/g,
      (line, name: string) => answers[name] ?? line,
    );
    writeFileSync(file, written);
    must(project, 'npm', 'run', 'typecheck');
    must(project, 'npm', 'test');
    service = await start(project, 'dist/cmd/main.js');
  });

  afterAll(() => service?.stop('SIGKILL'));

  const send = (method: string, path: string, body: unknown) =>
    call(service.url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('reads the path', async () => {
    const id = encodeURIComponent(btoa(JSON.stringify(ITEM)));
    expect((await call(`${service.url}/items/${id}`)).body).toEqual(ITEM);
    expect(await call(`${service.url}/items/none`)).toMatchObject({ status: 200, body: null });
  });

  it('reads the query: texts, numbers, booleans, lists, nested objects and defaults', async () => {
    const { body } = await call(
      `${service.url}/items?color=red&tags=a&tags=b&where.title=x&where.done=true`,
    );
    expect(JSON.parse((body as { next: string }).next)).toEqual({
      color: 'red',
      tags: ['a', 'b'],
      where: { title: 'x', done: true },
      size: 20,
    });
    expect(await call(`${service.url}/items?color=blue&size=0&x=1`)).toMatchObject({
      status: 400,
      body: {
        errors: expect.arrayContaining([
          expect.objectContaining({ in: 'query', path: '/color', rule: 'enum' }),
          expect.objectContaining({ in: 'query', path: '/size', rule: 'minimum', wanted: 1 }),
          expect.objectContaining({ in: 'query', path: '/x' }),
        ]),
      },
    });
  });

  it('reads bodies, fills defaults and answers with what the service returns', async () => {
    const { id: _, ...item } = ITEM;
    expect(await send('POST', '/items', item)).toMatchObject({
      status: 200,
      body: { ...item, id: '1', count: 1 },
    });
    expect((await send('POST', '/items', { ...item, shape: { kind: 'oval' } })).body).toMatchObject(
      { errors: [{ path: '/shape/kind', rule: 'enum' }] },
    );
    expect(
      (await send('POST', '/items', { ...item, price: { amount: 1.5, currency: 'XXX' } })).body,
    ).toMatchObject({ status: 400 });
  });

  it('lets the path win over the body', async () => {
    const { id: _, ...item } = ITEM;
    expect(
      (await send('PUT', '/items/7b0c1a52-5d0c-4c8a-9a52-0d7b4d0c1a52', item)).body,
    ).toMatchObject({ id: '7b0c1a52-5d0c-4c8a-9a52-0d7b4d0c1a52', title: 'Tea' });
  });

  it('answers nothing with 204, a number and lists as they are', async () => {
    expect(await call(`${service.url}/items/1`, { method: 'DELETE' })).toMatchObject({
      status: 204,
      body: '',
    });
    expect(await call(`${service.url}/items/countitems`, { method: 'POST' })).toMatchObject({
      status: 200,
      body: 42,
    });
    expect(
      (await send('POST', '/items/shapes', { shapes: [{ kind: 'square', side: 2 }], by: 3 })).body,
    ).toEqual([{ kind: 'square', side: 2 }]);
    expect((await send('POST', '/items/sum', { values: [1, 2, 3] })).body).toEqual({ sum: 6 });
  });

  it('says what is not written yet', async () => {
    expect(await send('PATCH', '/items/1', { change: { done: true } })).toMatchObject({
      status: 501,
    });
  });
});

/** A copy of a project that shares what was installed. */
function copyOf(project: string, name: string): string {
  const folder = join(base, name);
  cpSync(project, folder, { recursive: true, filter: (path) => !/[\\/]node_modules$/.test(path) });
  if (existsSync(join(project, 'node_modules')))
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !/node_modules/.test(entry.parentPath.slice(folder.length)),
    )
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function licenceOf(folder: string): string {
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    license?: string;
  };
  return license ?? 'none';
}
