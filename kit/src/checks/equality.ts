/**
 * Whether two items of a list are equal as JSON values (JSON Schema core section 4.2.2), or, decoded, as the
 * values that they stand for.
 */
export function hasDuplicates(items: readonly unknown[]): boolean {
  const seen = new Set(items.map(canonical));
  return seen.size < items.length;
}

/** Equal for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof Uint8Array) return `bytes ${value.join()}`;
  if (value instanceof Set || value instanceof Map) {
    return `entries ${[...value].map(canonical).toSorted().join()}`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`,
  );
  return `{${entries.toSorted().join(',')}}`;
}
