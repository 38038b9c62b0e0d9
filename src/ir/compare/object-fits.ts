import type { MapType, ObjectType, Type } from '../types.ts';
import type { Question } from './question.ts';

/** A record fits an object that may lack all its fields: its keys are not known. */
export function mapFits(question: Question, wide: Type, narrow: MapType): boolean {
  if (wide.kind === 'object') {
    const isOpen = question.grammar !== 'request' || wide.additional !== undefined;
    const types = wide.fields.map((field) => field.type);
    return (
      narrow.form === 'record' &&
      isOpen &&
      wide.fields.every((field) => field.optional) &&
      [...types, ...(wide.additional ? [wide.additional] : [])].every((type) =>
        question.ask(type, narrow.value),
      )
    );
  }
  if (wide.kind !== 'map' || wide.form !== narrow.form) return false;
  return question.ask(wide.key, narrow.key) && question.ask(wide.value, narrow.value);
}

/** An object fits a record where every name and every value of it does, and another object field by field. */
export function objectFits(question: Question, wide: Type, narrow: ObjectType): boolean {
  if (wide.kind === 'map') {
    const types = narrow.fields.map((field) => field.type);
    const names = narrow.fields.map(({ name }): Type => ({ kind: 'literal', value: name }));
    return (
      wide.form === 'record' &&
      names.every((name) => question.ask(wide.key, name)) &&
      [...types, ...(narrow.additional ? [narrow.additional] : [])].every((type) =>
        question.ask(wide.value, type),
      )
    );
  }
  if (wide.kind !== 'object') return false;
  return (
    wide.fields.every((field) => {
      const own = narrow.fields.find((one) => one.name === field.name);
      if (own === undefined) return field.optional;
      return (field.optional || !own.optional) && question.ask(field.type, own.type);
    }) && restFits(question, wide, narrow)
  );
}

/** The properties of a narrow object that a wide one does not name. */
function restFits(question: Question, wide: ObjectType, narrow: ObjectType): boolean {
  const known = new Set(wide.fields.map((field) => field.name));
  const others = narrow.fields.filter((field) => !known.has(field.name)).map(({ type }) => type);
  const all = [...others, ...(narrow.additional ? [narrow.additional] : [])];
  const { additional } = wide;
  if (additional === undefined) return question.grammar !== 'request' || all.length === 0;
  return all.every((type) => question.ask(additional, type));
}
