import { answerPartRows } from './answer-part-rows.ts';
import { answerRows } from './answer-rows.ts';
import { boundRows } from './bound-rows.ts';
import { keptRows } from './kept-rows.ts';
import { methodRows } from './method-rows.ts';
import { mixedRows } from './mixed-rows.ts';
import { requestRows } from './request-rows.ts';
import { type Row, declaredNames } from './row.ts';
import { serviceRows } from './service-rows.ts';

/** Every change with its verdicts. Lists in a query and bodies that may be left out are not among them. */
export const table: readonly Row[] = [
  ...serviceRows,
  ...methodRows,
  ...requestRows,
  ...boundRows,
  ...answerRows,
  ...answerPartRows,
  ...keptRows,
  ...mixedRows,
];

/** What a row's names begin with, and its routes and tools hold: it tells the rows of one contract apart. */
export function rowId(index: number): string {
  return `R${String(index).padStart(3, '0')}`;
}

/** All rows of one side as one contract. */
export function contractOf(side: 'before' | 'after'): string {
  return table.map((row, index) => rowText(row, side, rowId(index))).join('\n');
}

/** A row's contract with its own names, base paths and tools. */
export function rowText(row: Row, side: 'before' | 'after', id: string): string {
  const base = `/${id.toLowerCase()}`;
  const text = row[side]
    .replace(/@http \//g, `@http ${base}/`)
    .replace(/(?<!\*\/ )interface (?=Svc)/g, `/** @http ${base} */ interface `)
    .replace(/(\/\*\*[^*]*\*\/ )?\b(interface|type|enum) (?=[A-Z])/g, '\n$1export $2 ')
    .replaceAll('%', id);
  return ownNames(row, text, id);
}

/** A text with the names that a row declares as its own: `Req` is `R012Req`. */
export function ownNames(row: Row, text: string, id: string): string {
  const names = declaredNames(`${row.before} ${row.after}`);
  return text.replace(new RegExp(`\\b(${names.join('|')})\\b`, 'g'), `${id}$1`);
}
