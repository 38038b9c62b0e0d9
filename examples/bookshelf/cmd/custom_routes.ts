// Created once by microgen; this file is yours and is never overwritten.
import { Context, type Service } from '@microgen/kit';
import type { Book } from '../idl.ts';
import type { Services } from './generated_services.ts';

/** `GET /catalogue.csv`: the whole shelf for a spreadsheet, written page by page. */
export function registerCustomRoutes(app: Service, services: Services): void {
  const { bookshelfService } = services;
  app.handle(
    'GET',
    '/catalogue.csv',
    async (request, response) => {
      const ctx = Context.background({ logger: app.logger });
      response.setHeader('content-type', 'text/csv; charset=utf-8');
      response.write('isbn,title,authors,genre,year\r\n');
      let after: string | undefined;
      do {
        const position = after === undefined ? {} : { after };
        const page = await bookshelfService.listBooks({ limit: 100, ...position }, ctx);
        for (const book of page.items) response.write(csvLine(book));
        after = page.next;
      } while (after !== undefined);
      response.end();
    },
    'catalogue',
  );
}

/** RFC 4180. */
function csvLine({ isbn, title, authors, genre, year }: Book): string {
  const cells = [isbn, title, authors.join('; '), genre, String(year)];
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
