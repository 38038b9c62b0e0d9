import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from './support/cases.ts';
import { type Running, microgen, must, start } from './support/project.ts';

/** A library that answers with what it was asked. */
const SERVICE = `import type { Init } from '@microgen/kit/protobuf';
import type {
  Book,
  CountPagesRequest,
  CountPagesResponse,
  CreateBookRequest,
  GetBookRequest,
  GetCoverRequest,
  ListBooksRequest,
  ListBooksResponse,
  UpdateBookRequest,
} from '../../pb/generated_types.ts';
import type { LibraryDeps, LibraryHandler } from './generated_contract.ts';

/** A request as a text that JSON can hold. */
function said(request: object): string {
  return JSON.stringify(request, (_, value: unknown) => {
    if (value instanceof Uint8Array) return [...value];
    return typeof value === 'bigint' ? String(value) : value;
  });
}

class LibraryImpl implements LibraryHandler {
  async getBook({ name }: GetBookRequest): Promise<Init<Book>> {
    return { name };
  }
  async listBooks(req: ListBooksRequest): Promise<Init<ListBooksResponse>> {
    if (req.parent === 'shelves/empty') return {};
    return { books: [{ name: req.parent, title: said(req) }] };
  }
  async createBook({ parent, book, dryRun }: CreateBookRequest): Promise<Init<Book>> {
    return { ...book, name: parent, pages: dryRun ? 1 : 2 };
  }
  async updateBook({ book, mask }: UpdateBookRequest): Promise<Init<Book>> {
    return { ...book, pages: mask?.length ?? 0 };
  }
  async replaceBook(req: Book): Promise<Init<Book>> {
    return req;
  }
  async deleteBook() {
    return {};
  }
  async publishBook({ name }: GetBookRequest): Promise<Init<Book>> {
    return { name, title: 'published' };
  }
  async countPages(req: CountPagesRequest): Promise<Init<CountPagesResponse>> {
    return { pages: BigInt(req.fromPage) + (req.all ? 100n : 0n) };
  }
  async findBook({ name }: GetBookRequest): Promise<Init<Book>> {
    return { name, title: 'found' };
  }
  async getCover({ hash }: GetCoverRequest): Promise<Init<GetCoverRequest>> {
    return { hash, hints: { bytes: String(hash.length) } };
  }
  async *watchBooks({ parent, labels }: ListBooksRequest): AsyncGenerator<Init<Book>> {
    for (const title of labels) yield { name: parent, title };
  }
}

export function createLibrary(_deps: LibraryDeps): LibraryHandler {
  return new LibraryImpl();
}
`;

let folder: string;
let project: string;
let service: Running;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-proto-http-'));
  project = join(folder, 'library');
  cpSync(join(fixtures, 'proto-http/input'), join(folder, 'protos'), { recursive: true });
  const idl = 'protos/library.proto';
  const made = microgen(folder, '-idl', idl, '-proto-path', 'protos', '-out', 'library');
  if (made.status !== 0) throw new Error(made.output);
  must(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(project, 'npm', 'run', 'typecheck');
  must(project, 'npm', 'test');
  writeFileSync(join(project, 'service/library/service.ts'), SERVICE);
  must(project, 'npm', 'run', 'build');
  service = await start(project, 'dist/cmd/main.js');
}, 300_000);

afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The JSON of an answer, whatever its status. */
async function call(request: string, body?: unknown): Promise<unknown> {
  const [method = '', target = ''] = request.split(' ');
  const response = await fetch(service.url + target, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return response.json();
}

describe('google.api.http', () => {
  it.each<[request: string, body: unknown, answer: unknown]>([
    ['GET /v1/shelves/1/books/2', undefined, { name: 'shelves/1/books/2' }],
    ['GET /v1/%73helves/1/books/a%20b%2Fc', undefined, { name: 'shelves/1/books/a b%2Fc' }],
    ['GET /v1/books/a/b%2Fc:anywhere', undefined, { name: 'a/b%2Fc' }],
    ['GET /v1/books:anywhere', undefined, {}],
    ['POST /v1/shelves/1/books', { title: 'T' }, { name: 'shelves/1', title: 'T', pages: 2 }],
    ['POST /v1/shelves/1/books?dryRun=true', undefined, { name: 'shelves/1', pages: 1 }],
    [
      'PATCH /v1/shelves/1/books/2?mask=title,pages',
      { name: 'other', title: 'T' },
      { name: 'shelves/1/books/2', title: 'T', pages: 2 },
    ],
    [
      'PUT /v1/shelves/1/books/2',
      { name: 'other', kind: 'KIND_NOVEL' },
      { name: 'shelves/1/books/2', kind: 'KIND_NOVEL' },
    ],
    ['POST /v1/shelves/1/books/2:publish', {}, { name: 'shelves/1/books/2', title: 'published' }],
    ['POST /v1/shelves/a%2Fb/pages/7:count?all=true', undefined, { pages: '107' }],
    ['DELETE /v1/shelves/1/books/2', undefined, {}],
    ['GET /v1/shelves/empty/books', undefined, []],
    ['GET /v1/covers/+%2FA=', undefined, { hash: '+/A=', hints: { bytes: '2' } }],
    ['GET /findbook?name=x', undefined, { name: 'x', title: 'found' }],
  ])('%s', async (request, body, answer) => {
    expect(await call(request, body)).toEqual(answer);
  });

  it('reads every kind of field from a query, by either of its names', async () => {
    const query = [
      'page_size=10&labels=a&labels=b&filter.kind=KIND_NOVEL&filter.above=9007199254740993',
      'newest=true&token=AAH%2F&mask=title,publishedAt&after=2026-01-31T12:00:00.5Z',
    ].join('&');
    const answer = await call(`GET /v1/shelves/1/books?${query}`);
    expect(answer).toEqual([{ name: 'shelves/1', title: expect.any(String) }]);
    const [book] = answer as readonly { readonly title: string }[];
    expect(JSON.parse(book?.title ?? '')).toMatchObject({
      parent: 'shelves/1',
      pageSize: 10,
      labels: ['a', 'b'],
      filter: { kind: 'KIND_NOVEL', above: '9007199254740993' },
      newest: true,
      token: [0, 1, 255],
      after: '2026-01-31T12:00:00.500Z',
    });
  });

  it.each<[request: string, body: unknown, fault: unknown]>([
    ['GET /v1/shelves/1/books?pageSize=x', undefined, { in: 'query', path: '/pageSize' }],
    ['GET /v1/shelves/1/books/2?no=1', undefined, { in: 'query', path: '/no' }],
    ['POST /v1/shelves/1/books', { title: 1 }, { in: 'body', path: '/book/title' }],
    ['POST /v1/shelves/1/books?title=1', {}, { in: 'query', path: '/title' }],
    ['POST /v1/shelves/1/pages/x:count', undefined, { in: 'path', path: '/fromPage' }],
    ['GET /v1/covers/!', undefined, { in: 'path', path: '/hash' }],
  ])('refuses %s with %o', async (request, body, fault) => {
    expect(await call(request, body)).toMatchObject({
      status: 400,
      errors: [expect.objectContaining(fault)],
    });
  });

  it('says which verbs a path has, and lists its templates', async () => {
    const target = `${service.url}/v1/shelves/1/books/2`;
    const response = await fetch(target, { method: 'POST', body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'OPTIONS',
      'PATCH',
      'PUT',
    ]);
    expect((await fetch(target, { method: 'HEAD' })).status).toBe(200);
    expect(await call('GET /debug/routes')).toContainEqual({
      Method: 'GET',
      Path: '/v1/{name=shelves/*/books/*}',
      Handler: 'Library.getBook',
    });
  });

  it('streams', async () => {
    const watched = await fetch(`${service.url}/v1/shelves/1/books:watch?labels=a&labels=b`);
    const lines = (await watched.text()).trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { value: { name: 'shelves/1', title: 'a' } },
      { value: { name: 'shelves/1', title: 'b' } },
      { end: true },
    ]);
  });

  it('is called by its SDK', async () => {
    const url = pathToFileURL(join(project, 'dist/sdk/librarysdk/index.js')).href;
    const { LibraryClient } = (await import(url)) as {
      readonly LibraryClient: new (options: object) => Record<string, (req: object) => unknown>;
    };
    const client = new LibraryClient({ baseUrl: service.url, retries: 0 });
    const ask = async (method: string, req: object) => client[method]?.(req);
    const name = 'shelves/1/books/a b';
    expect(await ask('getBook', { name })).toMatchObject({ name });
    expect(
      await ask('createBook', { parent: 'shelves/1', book: { title: 'T' }, dryRun: true }),
    ).toMatchObject({ name: 'shelves/1', title: 'T', pages: 1 });
    expect(await ask('updateBook', { book: { name, title: 'T' } })).toMatchObject({
      name,
      title: 'T',
    });
    expect(await ask('countPages', { shelf: 'a/b', fromPage: 7, all: true })).toMatchObject({
      pages: 107n,
    });
    const listed = await ask('listBooks', { parent: 'shelves/1', filter: { above: 5n } });
    expect(listed).toMatchObject({ books: [{ title: expect.stringContaining('"above":"5"') }] });
    expect(await ask('listBooks', { parent: 'shelves/empty' })).toMatchObject({ books: [] });
    await expect(ask('getBook', { name: 'books/1' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    const hash = new Uint8Array([251, 240]);
    expect(await ask('getCover', { hash })).toEqual({ hash, hints: { bytes: '2' } });
    await expect(ask('getCover', { hash, hints: { a: 'b' } })).rejects.toMatchObject({
      code: 'invalid_argument',
      detail: 'hints is set, which this request cannot carry over HTTP',
    });
  });
});
