import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { silentLogger } from '@microgen/kit';
import { createApp } from '../cmd/generated_runtime.ts';
import { Availability, type Book, type NewBook } from '../idl.ts';
import { ApiError, BookshelfServiceClient } from '../sdk/bookshelfservicesdk/index.ts';

const pride: NewBook = {
  isbn: '9780141439518',
  title: 'Pride and Prejudice',
  authors: ['Jane Austen'],
  genre: 'novel',
  year: 1813,
};

/** The service as a client sees it, over HTTP. */
describe('the shelf', () => {
  process.env['LIBRARIAN_KEY'] = 'secret';
  const app = createApp({ address: '127.0.0.1:0', logger: silentLogger, argv: [], env: {} });
  let url = '';
  let reader: BookshelfServiceClient;
  let librarian: BookshelfServiceClient;
  before(async () => {
    ({ url } = await app.start());
    reader = new BookshelfServiceClient({ baseUrl: url });
    librarian = new BookshelfServiceClient({
      baseUrl: url,
      headers: { 'x-librarian-key': 'secret' },
    });
  });
  after(() => app.stop());

  /** The code that a call fails with. */
  async function codeOf(call: Promise<unknown>): Promise<string> {
    try {
      await call;
    } catch (error) {
      assert.ok(error instanceof ApiError);
      return error.code;
    }
    return 'none';
  }

  test('lists books page by page, filtered', async () => {
    const first = await reader.listBooks({ limit: 1 });
    assert.equal(first.items.length, 1);
    assert.ok(first.next !== undefined);
    const rest = await reader.listBooks({ after: first.next });
    assert.ok(rest.items.every((book: Book) => book.isbn > (first.next ?? '')));
    const science = await reader.listBooks({ genre: ['science', 'history'], text: 'hawking' });
    assert.deepEqual(
      science.items.map((book) => book.title),
      ['A Brief History of Time'],
    );
  });

  test('lets librarians only change it', async () => {
    assert.equal(await codeOf(reader.addBook(pride)), 'unauthenticated');
  });

  test('adds, changes, lends, takes back and removes a book', async () => {
    const added = await librarian.addBook(pride);
    assert.equal(added.availability, Availability.OnShelf);
    assert.equal(await codeOf(librarian.addBook(pride)), 'already_exists');

    const { isbn } = pride;
    const changed = await librarian.changeBook({ isbn, year: 1995 });
    assert.equal(changed.year, 1995);
    assert.equal(changed.title, pride.title);

    const lent = await librarian.lendBook({ isbn, reader: 'Ada', due: '2030-01-31' });
    assert.deepEqual(lent.loan, { reader: 'Ada', due: '2030-01-31' });
    assert.equal(
      await codeOf(librarian.lendBook({ isbn, reader: 'Bob', due: '2030-02-01' })),
      'conflict',
    );
    assert.equal(await codeOf(librarian.removeBook({ isbn })), 'failed_precondition');

    const back = await librarian.returnBook({ isbn });
    assert.equal(back.loan, null);
    assert.equal(await codeOf(librarian.returnBook({ isbn })), 'failed_precondition');

    await librarian.removeBook({ isbn });
    assert.equal(await codeOf(reader.getBook({ isbn })), 'not_found');
  });

  test('says everything that is wrong with a book at once', async () => {
    const wrong = { ...pride, isbn: '123', title: '', year: 1300.5 };
    await assert.rejects(librarian.addBook(wrong), (error: unknown) => {
      assert.ok(error instanceof ApiError);
      const paths = error.faults.map((fault) => fault.path).sort();
      assert.deepEqual([...new Set(paths)], ['/isbn', '/title', '/year']);
      return true;
    });
  });

  test('writes the catalogue for a spreadsheet', async () => {
    const response = await fetch(`${url}/catalogue.csv`);
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(
      await response.text(),
      /^isbn,title,authors,genre,year\r\n"9780140449136","The Odyssey"/,
    );
  });
});
