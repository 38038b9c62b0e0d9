/** Matches paths that a part-by-part router cannot: values of several parts, and a verb behind a colon. */
export interface PathPattern {
  /** Whether it ends in `:verb`: then it is asked before patterns whose last value may hold a colon. */
  readonly hasVerb: boolean;
  /** How many parts are fixed texts: the more, the earlier it is asked. */
  readonly literals: number;
  /** The values of its names in order, percent-decoded; undefined where the path is another one. */
  match(path: string): readonly string[] | undefined;
}

/** Whether a template says more than names of single parts. */
export function isPattern(path: string): boolean {
  return /[*=]|\}:|:[^/{}]*$/.test(path);
}

const variable = /\{[^{}=]*(?:=([^{}]*))?\}/g;

/**
 * Compiles `/v1/{name=shelves/*}/books/{id}:publish`, or the last part `**`, which is any number of parts.
 * Source: google/api/http.proto, which names the decoding too: a value of several parts keeps its `%2F`.
 */
export function pathPattern(path: string): PathPattern {
  const isMany: boolean[] = [];
  const source = path
    .split(variable)
    .map((text, index) => {
      // Every other piece is what stands behind a `=`; of a plain name, nothing.
      if (index % 2 === 0) return partsSource(text);
      const inner = text ?? '*';
      isMany.push(inner !== '*');
      return `(${partsSource(inner)})`;
    })
    .join('');
  const regexp = new RegExp(`^${source}$`);
  return {
    hasVerb: /:[^/{}]*$/.test(path),
    literals: path
      .replaceAll(variable, (_, inner: string | undefined) => inner ?? '*')
      .split('/')
      .filter((part) => part !== '' && !part.startsWith('*')).length,
    match: (given) => {
      const found = regexp.exec(given);
      if (found === null) return undefined;
      return found.slice(1).map((value, index) => decoded(value, isMany[index] === true));
    },
  };
}

function partsSource(text: string): string {
  return text
    .split(/(\*{1,2})/)
    .map((part) => {
      if (part === '*') return '[^/]+';
      return part === '**' ? '.*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })
    .join('');
}

function decoded(value: string, isMany: boolean): string {
  if (!value.includes('%')) return value;
  if (!isMany) return decodeURIComponent(value);
  return value
    .split(/(%2f)/i)
    .map((part, index) => (index % 2 === 1 ? part : decodeURIComponent(part)))
    .join('');
}
