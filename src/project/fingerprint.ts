import { hashText, normalisedText } from './hash.ts';
import { programOf } from './fingerprint-typescript.ts';

/**
 * A hash of what a generated text means, equal before and after a formatter: TypeScript by its syntax
 * tree and comments, JSON by value, Markdown by its words. `undefined` where layout is meaning (YAML) or
 * the text does not parse: such a file is compared byte for byte.
 */
export function fingerprint(path: string, text: string): string | undefined {
  const meaning = meaningOf(path, normalisedText(text));
  return meaning === undefined ? undefined : hashText(meaning);
}

function meaningOf(path: string, text: string): string | undefined {
  switch (/\.[a-z]+$/.exec(path)?.[0]) {
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs':
      return programOf(path, text);
    case '.json':
      return jsonOf(text);
    case '.md':
      return text.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim();
    default:
      return undefined;
  }
}

function jsonOf(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
