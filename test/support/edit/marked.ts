import { faultsOf, parseModule } from '../../../src/edit/parse-module.ts';

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
  return faultsOf(parseModule(text)).map(({ messageText }) => JSON.stringify(messageText));
}
