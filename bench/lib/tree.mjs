import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} dir
 * @returns {string[]} every file below it, sorted
 */
export function filesOf(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/**
 * @param {string} dir
 * @returns {string} changes when a file appears, goes or is written, even with the same content
 */
export function stateOf(dir) {
  return filesOf(dir)
    .map((path) => `${path} ${statSync(path, { bigint: true }).mtimeNs}`)
    .join('\n');
}

/**
 * @param {string} dir
 * @returns {{ files: number, lines: number }} lines of the text files, packed archives apart
 */
export function sizeOf(dir) {
  const files = filesOf(dir);
  const texts = files.filter((path) => !path.endsWith('.tgz'));
  const lines = texts.reduce((sum, path) => sum + lineCount(readFileSync(path)), 0);
  return { files: files.length, lines };
}

/** @param {Uint8Array} bytes */
export function lineCount(bytes) {
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines += 1;
  return lines;
}
