import { isObject } from '../../../src/text/json.ts';

/** A value as somebody writes it in TypeScript. */
export function literal(value: unknown): string {
  if (typeof value === 'bigint') return `${String(value)}n`;
  if (value instanceof Date) return `new Date(${String(value.getTime())})`;
  if (value instanceof Uint8Array) return `new Uint8Array([${value.join(', ')}])`;
  if (value instanceof Set) return `new Set(${literal([...value])})`;
  if (value instanceof Map) return `new Map(${literal([...value])})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (!isObject(value)) return value === undefined ? 'undefined' : JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, own]) => `${name}: ${literal(own)}`)
    .join(', ')} }`;
}
