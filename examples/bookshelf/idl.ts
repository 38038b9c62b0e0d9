/** What a book is about. */
export type Genre = 'novel' | 'poetry' | 'science' | 'history';

/** Where a copy is. */
export enum Availability {
  OnShelf = 'on_shelf',
  Lent = 'lent',
}

/**
 * An ISBN with 13 digits.
 * @pattern ^97[89][0-9]{10}$
 * @example "9780141439518"
 */
export type Isbn = string;

/** Who has a book, and until when. */
export interface Loan {
  /**
   * @minLength 1
   * @maxLength 80
   */
  reader: string;
  /** @format date */
  due: string;
}

export interface Book {
  isbn: Isbn;
  title: string;
  authors: string[];
  genre: Genre;
  /** @integer */
  year: number;
  availability: Availability;
  /** `null` while the book is on the shelf. */
  loan: Loan | null;
}

/** A book as it comes to the shelf. */
export interface NewBook {
  isbn: Isbn;
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Pride and Prejudice"
   */
  title: string;
  /**
   * @minItems 1
   * @maxItems 20
   * @example ["Jane Austen"]
   */
  authors: string[];
  genre: Genre;
  /**
   * @integer
   * @minimum 1450
   * @maximum 2100
   */
  year: number;
}

export interface BookRef {
  isbn: Isbn;
}

export interface ListBooksRequest {
  /** Books of any of these; all when absent. */
  genre?: Genre[];
  availability?: Availability;
  /** Words that title or authors contain. */
  text?: string;
  /**
   * @integer
   * @minimum 1
   * @maximum 100
   * @default 20
   */
  limit?: number;
  /** The `next` of the page before. */
  after?: Isbn;
}

/** A part of a list, and where the next part begins. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  next?: string;
}

/** What is to change; what is absent stays. */
export interface BookChanges
  extends BookRef, Partial<Pick<NewBook, 'title' | 'authors' | 'genre' | 'year'>> {}

export interface LendRequest extends BookRef, Loan {}

/**
 * The books of a small library.
 * @http /books
 */
export interface BookshelfService {
  /**
   * ListBooks returns the books in the order of their ISBN, page by page.
   * @http GET /
   */
  listBooks(req: ListBooksRequest): Promise<Page<Book>>;

  /**
   * GetBook returns one book.
   * @http GET /{isbn}
   * @throws not_found when the shelf does not have it
   */
  getBook(req: BookRef): Promise<Book>;

  /**
   * AddBook puts a book on the shelf.
   * @http POST /
   * @throws already_exists when the shelf has it
   */
  addBook(req: NewBook): Promise<Book>;

  /**
   * ChangeBook corrects what is known about a book.
   * @http PATCH /{isbn}
   * @throws not_found when the shelf does not have it
   */
  changeBook(req: BookChanges): Promise<Book>;

  /**
   * RemoveBook takes a book off the shelf.
   * @http DELETE /{isbn}
   * @throws not_found when the shelf does not have it
   * @throws failed_precondition while it is lent
   */
  removeBook(req: BookRef): Promise<void>;

  /**
   * LendBook gives a book to a reader.
   * @http POST /{isbn}/loan
   * @throws not_found when the shelf does not have it
   * @throws conflict when someone else has it
   */
  lendBook(req: LendRequest): Promise<Book>;

  /**
   * ReturnBook takes a book back.
   * @http DELETE /{isbn}/loan
   * @throws not_found when the shelf does not have it
   * @throws failed_precondition when nobody has it
   */
  returnBook(req: BookRef): Promise<Book>;
}
