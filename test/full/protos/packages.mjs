import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../command.mjs';

const cache = join(tmpdir(), 'microgen-public-protos');

/** A text without the folder of the downloads. */
export function withoutCache(text) {
  return text.replaceAll(`${cache}/`, '');
}

/**
 * The folder of a published package, as it is packed: downloaded once, nothing of it is run.
 *
 * @param {string} spec `name@version`
 */
export function packageFolder(spec) {
  const folder = join(cache, spec.replaceAll('/', '+'));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const packed = must(making, 'npm', 'pack', '--silent', '--ignore-scripts', spec);
  must(making, 'tar', '-xzf', packed, '--strip-components=1');
  renameSync(making, folder);
  return folder;
}
