// Created once by microgen; this file is yours and is never overwritten.
import { type Context, KitError } from '@microgen/kit';
import {
  Availability,
  type Book,
  type BookChanges,
  type BookRef,
  type Isbn,
  type LendRequest,
  type ListBooksRequest,
  type NewBook,
  type Page,
} from '../../idl.ts';
import type { BookRepository } from './book-repository.ts';
import type { BookshelfServiceDeps, BookshelfServiceHandler } from './generated_contract.ts';
import { MemoryBookRepository } from './memory-book-repository.ts';

/** How long a page is when the request says nothing: as the contract has it. */
const DEFAULT_LIMIT = 20;

export class BookshelfServiceImpl implements BookshelfServiceHandler {
  readonly #books: BookRepository;

  constructor(books: BookRepository) {
    this.#books = books;
  }

  async listBooks(req: ListBooksRequest): Promise<Page<Book>> {
    const limit = req.limit ?? DEFAULT_LIMIT;
    const found = await this.#books.find(req, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last !== undefined ? { items, next: last.isbn } : { items };
  }

  async getBook({ isbn }: BookRef): Promise<Book> {
    return this.#get(isbn);
  }

  async addBook(req: NewBook, ctx: Context): Promise<Book> {
    const book: Book = { ...req, availability: Availability.OnShelf, loan: null };
    if (!(await this.#books.insert(book))) {
      throw new KitError('already_exists', `the shelf has ${req.isbn} already`);
    }
    ctx.logger.info({ isbn: req.isbn }, 'a new book');
    return book;
  }

  async changeBook({ isbn, ...changes }: BookChanges): Promise<Book> {
    const book = { ...(await this.#get(isbn)), ...changes };
    await this.#books.update(book);
    return book;
  }

  async removeBook({ isbn }: BookRef): Promise<void> {
    const { loan } = await this.#get(isbn);
    if (loan !== null) {
      throw new KitError('failed_precondition', `${isbn} is lent until ${loan.due}`);
    }
    await this.#books.delete(isbn);
  }

  async lendBook({ isbn, reader, due }: LendRequest): Promise<Book> {
    const book = await this.#get(isbn);
    if (book.loan !== null) {
      throw new KitError('conflict', `${isbn} is lent until ${book.loan.due}`);
    }
    const lent: Book = { ...book, availability: Availability.Lent, loan: { reader, due } };
    await this.#books.update(lent);
    return lent;
  }

  async returnBook({ isbn }: BookRef): Promise<Book> {
    const book = await this.#get(isbn);
    if (book.loan === null) {
      throw new KitError('failed_precondition', `nobody has ${isbn}`);
    }
    const back: Book = { ...book, availability: Availability.OnShelf, loan: null };
    await this.#books.update(back);
    return back;
  }

  /** Runs at shutdown. */
  async close(): Promise<void> {
    await this.#books.close();
  }

  async #get(isbn: Isbn): Promise<Book> {
    const book = await this.#books.get(isbn);
    if (book === undefined) throw new KitError('not_found', `the shelf does not have ${isbn}`);
    return book;
  }
}

/** Makes the service and the repository that it works on: the place for a real store. */
export async function createBookshelfService(
  deps: BookshelfServiceDeps,
): Promise<BookshelfServiceHandler> {
  const books = new MemoryBookRepository(firstBooks);
  deps.logger.info({ books: firstBooks.length }, 'the shelf is in memory');
  return new BookshelfServiceImpl(books);
}

const firstBooks: readonly Book[] = [
  {
    isbn: '9780140449136',
    title: 'The Odyssey',
    authors: ['Homer', 'Emily Wilson'],
    genre: 'poetry',
    year: 2017,
    availability: Availability.OnShelf,
    loan: null,
  },
  {
    isbn: '9780553380163',
    title: 'A Brief History of Time',
    authors: ['Stephen Hawking'],
    genre: 'science',
    year: 1988,
    availability: Availability.OnShelf,
    loan: null,
  },
];
