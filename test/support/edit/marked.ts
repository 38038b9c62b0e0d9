import { parseModule } from '../../../src/edit/parse-module.ts';

/** A text before and after an edit. */
export interface Marked {
  readonly before: string;
  readonly after: string;
}

/** Reads a text whose inserted parts stand between `⟦` and `⟧`. */
export function marked(text: string): Marked {
  if (!/⟦[^⟧]*⟧/.test(text)) throw new Error('nothing is marked as inserted');
  return { before: text.replace(/⟦[^⟧]*⟧/g, ''), after: text.replace(/[⟦⟧]/g, '') };
}

/** What the parser says of a text. */
export function faultsIn(text: string): readonly string[] {
  const { parseDiagnostics = [] } = parseModule(text) as {
    parseDiagnostics?: readonly { readonly messageText: unknown }[];
  };
  return parseDiagnostics.map(({ messageText }) => JSON.stringify(messageText));
}

/** What stands between the longest common start and the longest common end; `undefined` where something was lost. */
export function insertedInto(before: string, after: string): string | undefined {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const rest = before.slice(start);
  return after.endsWith(rest) ? after.slice(start, after.length - rest.length) : undefined;
}
