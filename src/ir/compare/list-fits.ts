import type { ListType, TupleType, Type } from '../types.ts';
import { constraintsAccept } from './constraints.ts';
import type { Question } from './question.ts';

/** In code a list that may be written to is wanted as one: who holds it may write. */
export function listFits(question: Question, wide: ListType, narrow: ListType): boolean {
  const isSource = question.grammar === 'source';
  if (isSource && narrow.readonly && !wide.readonly) return false;
  return (isSource || constraintsAccept(wide, narrow)) && question.ask(wide.items, narrow.items);
}

/** A tuple fits a list of whatever its items have in common, and another tuple item by item. */
export function tupleFits(question: Question, wide: Type, narrow: TupleType): boolean {
  const isSource = question.grammar === 'source';
  if (wide.kind === 'list') {
    const types = narrow.items.map((item) => item.type);
    const bounds = { constraints: lengthsOf(narrow) };
    return (
      !(isSource && narrow.readonly && !wide.readonly) &&
      (isSource || constraintsAccept(wide, bounds)) &&
      [...types, ...(narrow.rest ? [narrow.rest] : [])].every((type) =>
        question.ask(wide.items, type),
      )
    );
  }
  if (wide.kind !== 'tuple' || (isSource && narrow.readonly && !wide.readonly)) return false;
  return lengthsFit(wide, narrow) && itemsFit(question, wide, narrow);
}

function lengthsOf(tuple: TupleType): { readonly minItems: number; readonly maxItems?: number } {
  const minItems = tuple.items.filter((item) => !item.optional).length;
  return tuple.rest === undefined ? { minItems, maxItems: tuple.items.length } : { minItems };
}

/** Whether every length that a narrow tuple has is one that a wide one may have. */
export function lengthsFit(wide: TupleType, narrow: TupleType): boolean {
  const [most, least] = [lengthsOf(wide), lengthsOf(narrow)];
  return (
    least.minItems >= most.minItems &&
    (least.maxItems ?? Number.POSITIVE_INFINITY) <= (most.maxItems ?? Number.POSITIVE_INFINITY)
  );
}

function itemsFit(question: Question, wide: TupleType, narrow: TupleType): boolean {
  const count = Math.max(wide.items.length, narrow.items.length) + 1;
  return Array.from({ length: count }, (_, index) => index).every((index) => {
    const own = narrow.items[index]?.type ?? narrow.rest;
    const wanted = wide.items[index]?.type ?? wide.rest;
    return own === undefined || (wanted !== undefined && question.ask(wanted, own));
  });
}
