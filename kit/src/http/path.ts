import { type PathPattern, isPattern, pathPattern } from './path-pattern.ts';

/** A path template, taken apart. */
export interface PathTemplate {
  /** The names between braces, in order. */
  readonly names: readonly string[];
  /** The same for all templates that match the same paths, in the router's own notation. */
  readonly shape: string;
  /** How paths are matched that the router's notation has no words for. */
  readonly pattern?: PathPattern;
}

const parameter = /\{([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)(?:=([^{}]*))?\}/g;

/**
 * Reads `/users/{id}`, and templates of `google.api.http`: `/v1/{name=shelves/*}:publish`. Throws a TypeError for what
 * is no path or no template.
 */
export function parsePath(path: string): PathTemplate {
  if (!path.startsWith('/')) throw new TypeError(`the path ${path} must begin with /`);
  const names = [...path.matchAll(parameter)].map((match) => match[1] ?? '');
  const plain = path.replaceAll(parameter, (_, _name, inner: string | undefined) => inner ?? 'x');
  if (/[{}?#\s]/.test(plain) || hasStrayStar(plain)) {
    throw new TypeError(`the path ${path} is not a valid template`);
  }
  if (/\}\{/.test(path)) throw new TypeError(`the path ${path} has two names side by side`);
  if (new Set(names).size < names.length) throw new TypeError(`the path ${path} repeats a name`);
  const simple = path.replace(/\{([^{}=]*)=\*\}/g, '{$1}');
  if (!isPattern(simple) || (names.length === 0 && !simple.includes('*'))) {
    return { names, shape: shapeOf(simple) };
  }
  const shape = `=${path.replaceAll(parameter, (_, _name, inner: string | undefined) => inner ?? '*')}`;
  return { names, shape, pattern: pathPattern(path) };
}

/** An asterisk is a part of its own, and `**` the last one. */
function hasStrayStar(path: string): boolean {
  const parts = path.replace(/:[^/]*$/, '').split('/');
  return parts.some(
    (part, index) =>
      part.includes('*') && part !== '*' && (part !== '**' || index < parts.length - 1),
  );
}

function shapeOf(path: string): string {
  let count = 0;
  return path.replaceAll(':', '::').replaceAll(parameter, () => `:p${count++}`);
}
