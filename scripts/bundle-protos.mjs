import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The `.proto` files that ship with microgen, as JSON: text by the name that imports give it. */
export function bundleProtos(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.proto'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, '/'))
    .toSorted();
  const texts = names.map((name) => [
    name,
    readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'),
  ]);
  return `${JSON.stringify(Object.fromEntries(texts))}\n`;
}
