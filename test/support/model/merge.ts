type Value = unknown;
type Entries = Readonly<Record<string, Value>>;

/** The rules of docs/regeneration.md for package.json, on values. */
export function mergedJson(text: string, wanted: string, last: string | undefined): string {
  const [disk, want, before] = [text, wanted, last ?? '{}'].map((one) => JSON.parse(one));
  const merged = merged1(disk, want, before, (key) => {
    const isDeep = isEntries(want[key]) || (want[key] === undefined && isEntries(before[key]));
    if (!isDeep || (key in disk && !isEntries(disk[key]))) return undefined;
    const inner = merged1(disk[key] ?? {}, want[key] ?? {}, before[key] ?? {});
    return key in disk || Object.keys(inner).length > 0 ? { value: inner } : {};
  });
  return same(merged, disk) ? text : JSON.stringify(merged);
}

function merged1(
  disk: Entries,
  wanted: Entries,
  last: Entries,
  deep?: (key: string) => { readonly value?: Value } | undefined,
): Entries {
  const result: Record<string, Value> = { ...disk };
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(last)])) {
    const inner = deep?.(key);
    const next = inner === undefined ? ruled(disk[key], wanted[key], last[key]) : inner.value;
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}

/** What becomes of one value; `undefined` is absent. */
function ruled(disk: Value, wanted: Value, last: Value): Value {
  if (disk === undefined) return last === undefined ? wanted : undefined;
  return last !== undefined && same(disk, last) ? wanted : disk;
}

function isEntries(value: Value): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are equal, whatever the order of their keys. */
export function same(a: Value, b: Value): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: Value): Value {
  if (!isEntries(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
