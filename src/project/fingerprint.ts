import { hashText, normalisedText } from './hash.ts';
import { programOf } from './fingerprint-typescript.ts';

/** What bodies mean that are known beforehand: those that every project carries, parsed by the build. */
export type KnownMeanings = ReadonlyMap<string, string>;

/**
 * A hash of what a generated text means, equal before and after a formatter: TypeScript by its syntax
 * tree and comments, JSON by value, Markdown by its words. `undefined` where layout is meaning (YAML) or
 * the text does not parse: such a file is compared byte for byte.
 */
export function fingerprint(
  path: string,
  text: string,
  known: KnownMeanings = new Map(),
): string | undefined {
  const { header, body } = withoutHeader(normalisedText(text));
  const meaning = known.get(body) ?? meaningHash(path, body);
  return meaning === undefined ? undefined : hashText(`${header}\n${meaning}`);
}

/** The fingerprint of a body without the line that says whose it is. */
export function meaningHash(path: string, body: string): string | undefined {
  const meaning = meaningOf(path, body);
  return meaning === undefined ? undefined : hashText(meaning);
}

/** The header differs from project to project, the body behind it may not. */
function withoutHeader(text: string): { readonly header: string; readonly body: string } {
  if (!text.startsWith('// ')) return { header: '', body: text };
  const end = text.indexOf('\n') + 1;
  return { header: text.slice(0, end).trimEnd(), body: text.slice(end) };
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
