import { decodedPath, pathShape } from './path.ts';

/** Where a value stands in a path, in parts from its start. */
interface Place {
  readonly name: string;
  readonly from: number;
  /** Behind its last part; open where it takes all that is left. */
  readonly to: number | undefined;
}

/** Whether a path needs a {@link PathPattern}: values of several parts, `*`, `**`, a verb behind a value. */
export function isPattern(path: string): boolean {
  return /\*|\{[^{}]*=|\}:[^/{}]+$/.test(path);
}

/**
 * A template of `google.api.http`: `/v1/{name=shelves/*}:publish`. `*` is any one part and `**` all that are left,
 * which may be none; a verb is what stands behind the last colon. A value of one part is percent-decoded; one of
 * several keeps `%2F`, which would read as another part.
 */
export class PathPattern {
  readonly names: readonly string[];
  readonly #fixed: readonly string[];
  readonly #isOpen: boolean;
  readonly #verb: string;
  readonly #places: readonly Place[];

  /** Throws a TypeError for what is no template. */
  constructor(path: string) {
    const [, template = path, verb = ''] = /^(.*[*}])(:[^/{}]+)$/s.exec(path) ?? [];
    const segments = pathShape(template).slice(1).split('/');
    check(path, template, segments);
    this.#verb = verb;
    this.#isOpen = segments.at(-1) === '**';
    const fixed = this.#isOpen ? segments.slice(0, -1) : segments;
    this.#fixed = fixed.map((segment) => decodedPath(segment) ?? segment);
    this.#places = placesOf(template);
    this.names = this.#places.map(({ name }) => name);
    if (new Set(this.names).size < this.names.length) {
      throw new TypeError(`the path ${path} repeats a name`);
    }
  }

  /** The values of a well-formed path by their names; undefined when the path is another one. */
  match(path: string): Record<string, string> | undefined {
    if (!path.endsWith(this.#verb)) return undefined;
    const bare = path.slice(0, path.length - this.#verb.length);
    const literals = partsOf(decodedPath(bare) ?? bare);
    if (!this.#fits(literals)) return undefined;
    const raw = partsOf(bare);
    const values = this.#places.map(({ name, from, to }) => {
      const isOne = to === from + 1;
      const value = isOne
        ? decodeURIComponent(raw[from] ?? '')
        : literals.slice(from, to).join('/');
      return [name, value] as const;
    });
    return Object.fromEntries(values);
  }

  #fits(parts: readonly string[]): boolean {
    const { length } = this.#fixed;
    if (this.#isOpen ? parts.length < length : parts.length !== length) return false;
    return this.#fixed.every((segment, index) =>
      segment === '*' ? parts[index] !== '' : parts[index] === segment,
    );
  }
}

function partsOf(path: string): readonly string[] {
  return path.slice(1).split('/');
}

function check(path: string, template: string, segments: readonly string[]): void {
  if (!path.startsWith('/')) throw new TypeError(`the path ${path} must begin with /`);
  const variables = [...template.matchAll(/\{([^{}=]*)(?:=[^{}]*)?\}/g)];
  const rest = template
    .slice(1)
    .replaceAll(/\{[^{}]*\}/g, '*')
    .split('/');
  const isValid =
    variables.every(([, name = '']) => /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(name)) &&
    [...rest, ...segments].every((part) => /^(?:\*\*?|[^*{}?#\s]+)$/.test(part)) &&
    segments.indexOf('**') === (segments.includes('**') ? segments.length - 1 : -1);
  if (!isValid) throw new TypeError(`the path ${path} is not a valid template`);
}

function placesOf(template: string): readonly Place[] {
  const places: Place[] = [];
  let from = 0;
  // A slash within braces is followed by their end.
  for (const part of template.slice(1).split(/\/(?![^{}]*\})/)) {
    const [, name, pattern = '*'] = /^\{([^{}=]*)(?:=([^{}]*))?\}$/.exec(part) ?? [];
    const { length } = name === undefined ? [part] : pattern.split('/');
    if (name !== undefined) {
      places.push({ name, from, to: pattern.endsWith('**') ? undefined : from + length });
    }
    from += length;
  }
  return places;
}
