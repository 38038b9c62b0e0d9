/** A path template, taken apart. */
export interface PathTemplate {
  /** The names between braces, in order. */
  readonly names: readonly string[];
  /** The same for all templates that match the same paths, in the router's own notation. */
  readonly shape: string;
}

const parameter = /\{([A-Za-z_$][\w$]*)\}/g;

/** Reads `/users/{id}`. Throws a TypeError for what is no path or no template. */
export function parsePath(path: string): PathTemplate {
  if (!path.startsWith('/')) throw new TypeError(`the path ${path} must begin with /`);
  const names = [...path.matchAll(parameter)].map((match) => match[1] ?? '');
  const fixed = path.replaceAll(parameter, '');
  if (/[{}*?#\s]/.test(fixed)) throw new TypeError(`the path ${path} is not a valid template`);
  if (/\}\{/.test(path)) throw new TypeError(`the path ${path} has two names side by side`);
  if (new Set(names).size < names.length) throw new TypeError(`the path ${path} repeats a name`);
  return { names, shape: shapeOf(path) };
}

function shapeOf(path: string): string {
  let count = 0;
  return path.replaceAll(':', '::').replaceAll(parameter, () => `:p${count++}`);
}
