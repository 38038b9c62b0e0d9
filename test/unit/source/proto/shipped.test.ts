import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseProto } from '../../../../src/source/proto/parse.ts';
import { loadShipped } from '../../../../src/source/proto/shipped.ts';
import { filesBelow, repository } from '../../../support/modules.ts';

const folder = 'src/source/proto/well-known/';
const names = filesBelow(folder).map((path) => path.slice(folder.length));

it.each(names)('ships %s as it is, and can read it', (name) => {
  const shipped = loadShipped();
  const text = readFileSync(join(repository, folder, name), 'utf8');
  expect(shipped(name)).toBe(text);
  const { file, diagnostics, sources } = parseProto({
    path: 'entry.proto',
    reader: { readText: (path) => (path === 'entry.proto' ? `import "${name}";` : undefined) },
    shipped,
  });
  expect(diagnostics).toEqual([]);
  expect(file?.dependency).toEqual([name]);
  expect(sources.map(({ path }) => path)).toEqual(['entry.proto']);
});

it('ships what docs/proto.md lists', () => {
  const doc = readFileSync(join(repository, 'docs/proto.md'), 'utf8');
  const rows = [...doc.matchAll(/^\| `(google\/[\w/]+)`\s*\| (.*?)\s*\|$/gm)];
  const listed = rows.flatMap(([, parent, files = '']) =>
    [...files.matchAll(/`(\w+)`/g)].map(([, name]) => `${parent}/${name}.proto`),
  );
  expect(listed.toSorted()).toEqual([...names].toSorted());
});

it('ships no file of another name', () => {
  const shipped = loadShipped();
  for (const name of ['', 'constructor', '__proto__', 'any.proto', '/google/protobuf/any.proto']) {
    expect(shipped(name)).toBeUndefined();
  }
});
