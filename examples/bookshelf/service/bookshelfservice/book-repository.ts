import type { Book, Isbn } from '../../idl.ts';

/** What to look for; what is absent does not restrict. */
export interface BookFilter {
  readonly genre?: readonly Book['genre'][] | undefined;
  readonly availability?: Book['availability'] | undefined;
  readonly text?: string | undefined;
  /** Only books behind this one. */
  readonly after?: Isbn | undefined;
}

/** Where books are kept. The service knows no more of a store than this. */
export interface BookRepository {
  /** At most `limit` books in the order of their ISBN. */
  find(filter: BookFilter, limit: number): Promise<readonly Book[]>;
  get(isbn: Isbn): Promise<Book | undefined>;
  /** False when there is a book with this ISBN already. */
  insert(book: Book): Promise<boolean>;
  /** Replaces a book that is there. */
  update(book: Book): Promise<void>;
  delete(isbn: Isbn): Promise<void>;
  close(): Promise<void>;
}
