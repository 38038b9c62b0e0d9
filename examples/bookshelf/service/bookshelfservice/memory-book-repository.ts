import type { Book, Isbn } from '../../idl.ts';
import type { BookFilter, BookRepository } from './book-repository.ts';

/** Keeps books in memory. What goes in and out is copied, as it would be with a database. */
export class MemoryBookRepository implements BookRepository {
  readonly #books = new Map<Isbn, Book>();

  constructor(books: Iterable<Book> = []) {
    for (const book of books) this.#books.set(book.isbn, structuredClone(book));
  }

  async find(filter: BookFilter, limit: number): Promise<readonly Book[]> {
    return [...this.#books.values()]
      .filter((book) => matches(book, filter))
      .sort((a, b) => (a.isbn < b.isbn ? -1 : 1))
      .slice(0, limit)
      .map((book) => structuredClone(book));
  }

  async get(isbn: Isbn): Promise<Book | undefined> {
    return structuredClone(this.#books.get(isbn));
  }

  async insert(book: Book): Promise<boolean> {
    if (this.#books.has(book.isbn)) return false;
    this.#books.set(book.isbn, structuredClone(book));
    return true;
  }

  async update(book: Book): Promise<void> {
    this.#books.set(book.isbn, structuredClone(book));
  }

  async delete(isbn: Isbn): Promise<void> {
    this.#books.delete(isbn);
  }

  async close(): Promise<void> {
    this.#books.clear();
  }
}

function matches(book: Book, { genre, availability, text, after }: BookFilter): boolean {
  const words = [book.title, ...book.authors].join(' ').toLowerCase();
  return (
    (genre === undefined || genre.includes(book.genre)) &&
    (availability === undefined || book.availability === availability) &&
    (text === undefined || words.includes(text.toLowerCase())) &&
    (after === undefined || book.isbn > after)
  );
}
