/** A path template that stands for parts of a path, taken apart. */
export interface PathTemplate {
  /** The names between braces, in order. */
  readonly names: readonly string[];
  /** In the router's own notation. */
  readonly notation: string;
}

const parameter = /\{([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\}/g;

/** Reads `/users/{id}`. Throws a TypeError for what is no path or no such template. */
export function parsePath(path: string): PathTemplate {
  if (!path.startsWith('/')) throw new TypeError(`the path ${path} must begin with /`);
  const names = [...path.matchAll(parameter)].map((match) => match[1] ?? '');
  const fixed = path.replaceAll(parameter, '');
  if (/[{}*?#\s]/.test(fixed)) throw new TypeError(`the path ${path} is not a valid template`);
  if (/\}\{/.test(path)) throw new TypeError(`the path ${path} has two names side by side`);
  if (new Set(names).size < names.length) throw new TypeError(`the path ${path} repeats a name`);
  let count = 0;
  const notation = path.replaceAll(':', '::').replaceAll(parameter, () => `:p${count++}`);
  return { names, notation };
}

/** The names of a path, whatever stands for their values. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}=]*)/g)].map((match) => match[1] ?? '');
}

/** The same for all paths that match the same requests: names do not show. `{name=a/*}` is `a/*`. */
export function pathShape(path: string): string {
  return path.replaceAll(/\{[^{}=]*(?:=([^{}]*))?\}/g, (_, pattern?: string) => pattern ?? '*');
}

/**
 * How literal each part of a path is, from its start: of two paths that match a request, the one that is more literal
 * in the first part where they differ is meant.
 */
export function literalness(path: string): readonly number[] {
  const shape = pathShape(path);
  const [, segments = shape, verb] = /^(.*\*)(:[^/]+)$/s.exec(shape) ?? [];
  const kinds = segments.split('/').map((segment) => {
    if (segment === '**') return 3;
    return segment === '*' ? 2 : segment.includes('*') ? 1 : 0;
  });
  return [...kinds, verb === undefined ? 1 : 0];
}

/** The path without its percent escapes, an escaped slash apart; undefined when malformed. */
export function decodedPath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return path
      .split(/(%2f)/i)
      .map((part, index) => (index % 2 === 1 ? part : decodeURIComponent(part)))
      .join('');
  } catch {
    return undefined;
  }
}
