import type { Json } from './types.ts';

/** A text that equal JSON values share, whatever the order of their keys (JSON Schema core section 4.2.2). */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`,
  );
  return `{${entries.toSorted().join(',')}}`;
}

/** Whether a list holds two equal JSON values. */
export function hasDuplicates(items: readonly Json[]): boolean {
  return items.length > 1 && new Set(items.map(canonical)).size < items.length;
}
