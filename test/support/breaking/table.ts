import { answerRows } from './answer-rows.ts';
import { boundRows } from './bound-rows.ts';
import { methodRows } from './method-rows.ts';
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
  const names = declaredNames(`${row.before} ${row.after}`);
  const own = new RegExp(`\\b(${names.join('|')})\\b`, 'g');
  const base = `/${id.toLowerCase()}`;
  return row[side]
    .replace(/@http \//g, `@http ${base}/`)
    .replace(/(?<!\*\/ )interface (?=Svc)/g, `/** @http ${base} */ interface `)
    .replace(/(\/\*\*[^*]*\*\/ )?\b(interface|type|enum) (?=[A-Z])/g, '\n$1export $2 ')
    .replace(own, `${id}$1`)
    .replaceAll('%', id);
}
