import type { Docs, Json } from '../types.ts';

/** A JSON Schema 2020-12 document or a part of one. */
export type JsonSchema = { readonly [keyword: string]: Json };

/** The schema of a type that stands within another. */
export type Recurse<T> = (type: T) => JsonSchema;

/** What an author said of a thing, as annotations in front of its schema. */
export function annotations(docs: Docs): JsonSchema {
  const text = [docs.text, reasonOf(docs)].filter((part) => part !== '').join('\n\n');
  return {
    ...(text === '' ? {} : { description: text }),
    ...(docs.deprecated === undefined ? {} : { deprecated: true }),
    ...(docs.examples.length === 0 ? {} : { examples: docs.examples }),
  };
}

function reasonOf({ deprecated = '' }: Docs): string {
  return deprecated === '' ? '' : `Deprecated: ${deprecated}`;
}

/** A schema with what is said of it in this place: one description behind the other. */
export function annotated(docs: Docs, schema: JsonSchema): JsonSchema {
  const own = annotations(docs);
  const merged = { ...own, ...schema };
  if (typeof own.description !== 'string' || typeof schema.description !== 'string') return merged;
  return { ...merged, description: `${own.description}\n\n${schema.description}` };
}
