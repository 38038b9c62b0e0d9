import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { protoRules } from '../../../src/ir/compare-proto/rules.ts';
import { peers } from '../peers.ts';
import type { Files, Pair } from './pair.ts';

const buf = join(peers, 'node_modules/@bufbuild/buf/bin/buf');

/** The folder and the package of a pair. */
export function pairId(index: number): string {
  return `p${String(index).padStart(4, '0')}`;
}

/** The files of a side as a compiler finds them: in a folder and a package of the pair's own. */
export function placed(side: Files, index: number): Files {
  const id = pairId(index);
  return Object.fromEntries(
    Object.entries(side).map(([name, text]) => [
      `${id}/${name}`,
      text.replaceAll('PACKAGE', id).replaceAll('FOLDER', id),
    ]),
  );
}

/** Rules that have to do with other languages: they are no concern of a TypeScript service. */
export const foreign =
  /^(?:FILE_SAME_(?!PACKAGE|SYNTAX)|FIELD_SAME_CPP|FIELD_SAME_JAVA|MESSAGE_NO_REMOVE)/;

/** What `buf breaking` finds in all pairs at once, in the categories FILE, WIRE_JSON and WIRE: rules by pair. */
export function bufFindings(
  folder: string,
  pairs: readonly Pair[],
): readonly ReadonlySet<string>[] {
  const [before, after] = (['before', 'after'] as const).map((side) => {
    const root = join(folder, side);
    for (const [index, pair] of pairs.entries()) {
      for (const [name, text] of Object.entries(placed(pair[side], index))) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
    }
    return root;
  });
  const use = { version: 'v2', breaking: { use: ['FILE', 'WIRE_JSON', 'WIRE'] } };
  const args = [after ?? '', '--against', before ?? '', '--error-format', 'json'];
  const config = ['--config', JSON.stringify(use), '--against-config', JSON.stringify(use)];
  const ran = spawnSync(process.execPath, [buf, 'breaking', ...args, ...config], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 2 ** 26,
    // Nothing of what it keeps is kept.
    env: { ...process.env, BUF_CACHE_DIR: join(folder, 'cache') },
  });
  if (ran.status !== 100 && ran.status !== 0) throw new Error(ran.stderr + ran.stdout);
  const found = pairs.map(() => new Set<string>());
  for (const line of ran.stdout.split('\n').filter((text) => text !== '')) {
    const { path, type, message } = JSON.parse(line) as Record<string, string>;
    const id = /p(\d{4})\//.exec(`${path ?? ''} ${message ?? ''}`)?.[1];
    // What ships with compilers is imported by one pair, and by another no more.
    if (message?.includes('file "google/protobuf/') === true) continue;
    if (id === undefined) throw new Error(`buf says of no pair: ${line}`);
    if (type !== undefined && !foreign.test(type)) found[Number(id)]?.add(type);
  }
  return found;
}

/** The categories that `buf` has each rule in. */
export function bufRules(folder: string): ReadonlyMap<string, readonly string[]> {
  const config = JSON.stringify({
    version: 'v2',
    breaking: { use: ['FILE', 'WIRE_JSON', 'WIRE'] },
  });
  const args = ['config', 'ls-breaking-rules', '--configured-only', '--format', 'json'];
  writeFileSync(join(folder, 'buf.yaml'), config);
  const ran = spawnSync(process.execPath, [buf, ...args], { encoding: 'utf8', cwd: folder });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const lines = ran.stdout.split('\n').filter((text) => text !== '');
  return new Map(
    lines.map((line) => {
      const { id, categories } = JSON.parse(line) as { id: string; categories: readonly string[] };
      return [id, categories.filter((name) => /^(?:FILE|WIRE_JSON|WIRE)$/.test(name)).toSorted()];
    }),
  );
}

/** Our own table in the same form. */
export function ownRules(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(protoRules).map(([id, { levels }]) => [id, [...levels].toSorted()]),
  );
}
