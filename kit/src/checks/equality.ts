import type { Known } from './known.ts';

/**
 * Whether two items of a list are equal as JSON values (JSON Schema core section 4.2.2), or, decoded, as the
 * values that they stand for.
 */
export function hasDuplicates(items: readonly unknown[], known: Known): boolean {
  if (items.length < 2) return false;
  const seen = new Set(items.map((item) => canonical(item, known)));
  return seen.size < items.length;
}

/** Equal for equal values, whatever the order of their keys. What is deep is not longer for it: see {@link digest}. */
export function canonical(value: unknown, known: Known): string {
  // The digits of base 16 take time in step with their number, those of base 10 more.
  if (typeof value === 'bigint') return `${value.toString(16)}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof Uint8Array) return `bytes ${value.join()}`;
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) {
    return collectionText(value, known);
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${canonical(item, known)}`,
  );
  return digest(`{${entries.toSorted().join(',')}}`);
}

type Collection = readonly unknown[] | ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>;

function collectionText(value: Collection, known: Known): string {
  const memory = known();
  const found = memory.get(value);
  if (found !== undefined) return found;
  const items = [...value].map((item) => canonical(item, known));
  const text = digest(
    Array.isArray(value) ? `[${items.join()}]` : `entries ${items.toSorted().join()}`,
  );
  memory.set(value, text);
  return text;
}

/** A long text as a short one: two hashes of 32 bits (FNV-1a and a multiplicative one) and its length. */
function digest(text: string): string {
  if (text.length < 64) return text;
  let one = 0x811c9dc5;
  let other = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other + unit, 0x9e3779b1) ^ (other >>> 15);
  }
  return `digest ${text.length} ${one} ${other}`;
}
