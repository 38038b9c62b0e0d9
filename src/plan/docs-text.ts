import type { Method } from '../ir/types.ts';

/** What is said of a method in a doc comment: its words, then its tags. */
export function methodDocs({ docs, errors }: Method): string {
  const tags = [
    ...errors.map((error) => `@throws ${error.code} ${error.when}`.trimEnd()),
    ...(docs.deprecated === undefined ? [] : [`@deprecated ${docs.deprecated}`.trimEnd()]),
  ];
  const text = docs.text || (docs.summary ?? '');
  return [text, tags.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** One line about a method, for lists and tools. */
export function methodSummary(method: Method): string {
  return method.docs.summary ?? method.docs.text.split('\n')[0] ?? '';
}
