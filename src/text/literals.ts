import { isIdentifier } from './identifiers.ts';
import { group, hang } from './layout.ts';

/** A TypeScript string literal in the quotes that need fewer escapes, single ones at a draw. */
export function stringLiteral(value: string): string {
  const quote = count(value, "'") > count(value, '"') ? '"' : "'";
  const body = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(quote, `\\${quote}`)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnit);
  return quote + body + quote;
}

/** A property name as an object literal or type has it: quoted only where it must be. */
export function propertyKey(name: string): string {
  return isIdentifier(name) ? name : stringLiteral(name);
}

/** `value.name`, or `value['na-me']`. */
export function propertyAccess(target: string, name: string): string {
  return isIdentifier(name) ? `${target}.${name}` : `${target}[${stringLiteral(name)}]`;
}

/** Code that stands in a value as it is. */
export interface Verbatim {
  readonly [CODE]: string;
}

const CODE = Symbol('code');

/** Makes code part of a value for `valueLiteral`. */
export function verbatim(code: string): Verbatim {
  return { [CODE]: code };
}

/** A JSON value as a TypeScript expression, its lists and objects as groups. */
export function valueLiteral(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (Array.isArray(value)) {
    return group(['[', ']'], value.map(valueLiteral), {
      broken: isTable(value),
      fill: value.length > 1 && value.every((item) => typeof item === 'number'),
    });
  }
  if (typeof value === 'object' && value !== null) {
    if (CODE in value) return String(value[CODE]);
    const entries = Object.entries(value).map(([key, item]) => {
      // In a literal, `__proto__: x` would set the prototype; the computed form makes a property.
      const name = key === '__proto__' ? "['__proto__']" : propertyKey(key);
      return entryText(name, item);
    });
    return group(['{', '}'], entries, { padded: true });
  }
  // The formatter writes exponents without a plus sign.
  return typeof value === 'number' ? String(value).replace('e+', 'e') : String(value);
}

/** `key: value`; a long text moves to the next line, unless its key is as short as the indent. */
function entryText(name: string, item: unknown): string {
  const value = valueLiteral(item);
  const hangs = typeof item === 'string' && name.length >= 5;
  return hangs ? hang(`${name}:`, value) : `${name}: ${value}`;
}

/** Several rows of several cells each: the formatter always gives these a line a row. */
function isTable(list: readonly unknown[]): boolean {
  const wide = (item: unknown): boolean =>
    typeof item === 'object' && item !== null && Object.keys(item).length > 1;
  const alike = list.every(Array.isArray) || !list.some(Array.isArray);
  return list.length > 1 && alike && list.every(wide);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
