import { sortedBy } from '../../text/order.ts';

/** What OpenAPI takes as a key of its components, which is a good name everywhere else too. */
export const SCHEMA_KEY = /^[A-Za-z0-9._-]+$/;

/**
 * The keys under which declarations stand in `$defs` and in OpenAPI's components: their names, where `$` is `_`
 * and any other character that a key cannot have is its code point. Each is another one, and a name that
 * is a key already keeps it.
 *
 * @param taken keys that are used otherwise
 */
export function schemaKeys(
  names: readonly string[],
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const used = new Set(taken);
  const isPlain = (name: string): boolean => SCHEMA_KEY.test(name);
  const rest = sortedBy(
    names.filter((name) => !isPlain(name)),
    (name) => name,
  );
  for (const name of [...names.filter(isPlain), ...rest]) {
    const key = freeKey(keyOf(name), used);
    used.add(key);
    keys.set(name, key);
  }
  return keys;
}

/** `Größe$` is `Gr_f6_df_e_`. */
function keyOf(name: string): string {
  const plain = name.replaceAll('$', '_').replace(/[^A-Za-z0-9._-]+/gu, (characters) => {
    const points = Array.from(characters, (one) => (one.codePointAt(0) ?? 0).toString(16));
    return `_${points.join('_')}_`;
  });
  return plain === '' ? '_' : plain;
}

function freeKey(wish: string, used: ReadonlySet<string>): string {
  let key = wish;
  for (let count = 2; used.has(key); count += 1) key = `${wish}_${count}`;
  return key;
}
