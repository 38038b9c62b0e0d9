import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from './support/cases.ts';
import { type Running, freePort, microgen, must, start } from './support/project.ts';

/** A library that answers with what it was asked. */
const SERVICE = `import type { Init } from '@microgen/kit/protobuf';
import type {
  Book,
  Count,
  CreateBookRequest,
  File,
  GetBookRequest,
  ListBooksRequest,
  ListBooksResponse,
  ReadFileRequest,
  UpdateBookRequest,
} from '../../pb/generated_types.ts';
import type { LibraryDeps, LibraryHandler } from './generated_contract.ts';

class LibraryImpl implements LibraryHandler {
  async getBook({ name }: GetBookRequest): Promise<Init<Book>> {
    return { name };
  }
  async listBooks(req: ListBooksRequest): Promise<Init<ListBooksResponse>> {
    if (req.parent === 'shelves/empty') return {};
    const title = JSON.stringify(req, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? [...value] : value,
    );
    return { books: [{ name: req.parent, title }] };
  }
  async createBook({ parent, book, bookId }: CreateBookRequest): Promise<Init<Book>> {
    return { ...book, name: \`\${parent}/books/\${bookId}\` };
  }
  async updateBook({ book, allowMissing }: UpdateBookRequest): Promise<Init<Book>> {
    return { ...book, pages: allowMissing ? 1n : 0n };
  }
  async publishBook({ name }: GetBookRequest): Promise<Init<Book>> {
    return { name, title: 'published' };
  }
  async deleteBook() {
    return {};
  }
  async readFile({ path }: ReadFileRequest): Promise<Init<File>> {
    return { path };
  }
  async *watchBooks({ parent, tags }: ListBooksRequest): AsyncGenerator<Init<Book>> {
    for (const tag of tags) yield { name: parent, title: tag };
  }
  async importBooks(messages: AsyncIterable<Book>): Promise<Init<ListBooksResponse>> {
    const books: Book[] = [];
    for await (const book of messages) books.push(book);
    return { books };
  }
  async countBooks(): Promise<Init<Count>> {
    return { books: 7 };
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
  const idl = 'protos/acme/library/v1/library.proto';
  const made = microgen(
    folder,
    '-idl',
    idl,
    '-proto-path',
    'protos',
    '-protocols',
    'http,grpc',
    '-out',
    'library',
  );
  if (made.status !== 0) throw new Error(made.output);
  must(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(project, 'npm', 'run', 'typecheck');
  must(project, 'npm', 'test');
  writeFileSync(join(project, 'service/library/service.ts'), SERVICE);
  must(project, 'npm', 'run', 'build');
  service = await start(project, 'dist/cmd/main.js', '-grpc.addr', `127.0.0.1:${await freePort()}`);
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
    ['GET /v1/shelves/1/books/a%20b%2Fc', undefined, { name: 'shelves/1/books/a b%2Fc' }],
    ['GET /v1/books/a%2Fb', undefined, { name: 'a/b' }],
    [
      'POST /v1/shelves/1/books?bookId=9',
      { title: 'T' },
      { name: 'shelves/1/books/9', title: 'T' },
    ],
    ['POST /v1/shelves/1/books?book_id=9', undefined, { name: 'shelves/1/books/9' }],
    [
      'PATCH /v1/shelves/1/books/2?allowMissing=true',
      { name: 'other', title: 'T' },
      { name: 'shelves/1/books/2', title: 'T', pages: '1' },
    ],
    [
      'PUT /v1/shelves/1/books/2',
      { book: { title: 'T' }, allowMissing: true },
      { name: 'shelves/1/books/2', title: 'T', pages: '1' },
    ],
    ['POST /v1/shelves/1/books/2:publish', {}, { name: 'shelves/1/books/2', title: 'published' }],
    ['DELETE /v1/shelves/1/books/2', undefined, {}],
    ['GET /files', undefined, {}],
    ['GET /files/a/b%20c', undefined, { path: 'a/b c' }],
    ['GET /v1/shelves/empty/books', undefined, []],
    ['POST /countbooks', {}, { books: 7 }],
  ])('%s', async (request, body, answer) => {
    expect(await call(request, body)).toEqual(answer);
  });

  it('reads every kind of field from a query', async () => {
    const query = [
      'page_size=10&filter.author=A&filter.min_pages=9007199254740993&tags=a&tags=b',
      'genres=GENRE_NOVEL&genres=2&pageToken=AAH%2F&lent=true&since=2026-01-31T12:00:00.5Z&rating=0.5',
    ].join('&');
    const answer = await call(`GET /v1/shelves/1/books?${query}`);
    expect(answer).toEqual([expect.anything()]);
    const [book] = answer as readonly { readonly name: string; readonly title: string }[];
    expect(JSON.parse(book?.title ?? '')).toMatchObject({
      parent: 'shelves/1',
      pageSize: 10,
      filter: { author: 'A', minPages: '9007199254740993' },
      tags: ['a', 'b'],
      genres: ['GENRE_NOVEL', 'GENRE_POETRY'],
      pageToken: [0, 1, 255],
      lent: true,
      since: '2026-01-31T12:00:00.500Z',
      rating: 0.5,
    });
  });

  it.each<[request: string, body: unknown, fault: unknown]>([
    ['GET /v1/shelves/1/books?pageSize=x', undefined, { in: 'query', path: '/pageSize' }],
    ['GET /v1/shelves/1/books?labels=x', undefined, { in: 'query', path: '/labels' }],
    ['GET /v1/shelves/1/books/2?no=1', undefined, { in: 'query', path: '/no' }],
    ['POST /v1/shelves/1/books', { title: 1 }, { in: 'body', path: '/book/title' }],
    ['POST /v1/shelves/1/books?pages=1', {}, { in: 'query', path: '/pages' }],
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
    const watched = await fetch(`${service.url}/v1/shelves/1/books:watch?tags=a&tags=b`);
    expect(
      (await watched.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { value: { name: 'shelves/1', title: 'a' } },
      { value: { name: 'shelves/1', title: 'b' } },
      { end: true },
    ]);
    const imported = await fetch(`${service.url}/v1/books:import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"name":"a"}\n{"name":"b"}\n',
    });
    expect(await imported.json()).toEqual({ books: [{ name: 'a' }, { name: 'b' }] });
  });

  it('is called by its SDK', async () => {
    const url = pathToFileURL(join(project, 'dist/sdk/librarysdk/index.js')).href;
    const { LibraryClient } = (await import(url)) as {
      readonly LibraryClient: new (options: object) => Record<string, (req: object) => unknown>;
    };
    const client = new LibraryClient({ baseUrl: service.url, retries: 0 });
    const ask = async (method: string, req: object) => client[method]?.(req);
    expect(await ask('getBook', { name: 'shelves/1/books/a b' })).toMatchObject({
      name: 'shelves/1/books/a b',
    });
    expect(
      await ask('createBook', { parent: 'shelves/1', book: { title: 'T' }, bookId: '9' }),
    ).toMatchObject({ name: 'shelves/1/books/9', title: 'T' });
    expect(
      await ask('updateBook', {
        book: { name: 'shelves/1/books/2', title: 'T' },
        allowMissing: true,
      }),
    ).toMatchObject({ name: 'shelves/1/books/2', title: 'T', pages: 1n });
    const listed = await ask('listBooks', {
      parent: 'shelves/1',
      filter: { author: 'A', butNot: { author: 'B' } },
      labels: { not: 'carried' },
    });
    expect(listed).toMatchObject({ books: [{ name: 'shelves/1' }] });
    expect(await ask('listBooks', { parent: 'shelves/empty' })).toMatchObject({ books: [] });
    await expect(ask('getBook', { name: 'books/1' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});
