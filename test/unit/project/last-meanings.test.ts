import { expect, it } from 'vitest';
import type { RenderedFile } from '../../../src/plan/artifact.ts';
import { hashText } from '../../../src/project/hash.ts';
import { lastMeanings } from '../../../src/project/last-meanings.ts';
import { type Manifest, renderManifest } from '../../../src/project/manifest.ts';

const MEANING = 'b'.repeat(64);
const file: RenderedFile = {
  path: 'a.ts',
  owner: 'generator',
  reason: 'a file',
  template: 'a',
  content: 'export const a = 1;\n',
};
const plain: Manifest = {
  microgen: '1.2.3',
  source: 'typescript',
  sources: [],
  options: {},
  services: [],
  models: [],
  middleware: [],
  artifacts: [
    {
      path: 'a.ts',
      owner: 'generator',
      template: 'a',
      sha256: hashText('export const a = 1;\n'),
      fingerprint: MEANING,
    },
  ],
};
const { seal } = JSON.parse(renderManifest(plain)) as { readonly seal: string };
const manifest: Manifest = { ...plain, seal };

it('knows what a file means that is the same again', () => {
  expect(lastMeanings(manifest, '1.2.3')(file)).toBe(MEANING);
});

it.each<[string, Manifest | undefined, string, Partial<RenderedFile>]>([
  ['of another content', manifest, '1.2.3', { content: 'export const a = 2;\n' }],
  ['of bytes', manifest, '1.2.3', { content: new TextEncoder().encode('export const a = 1;\n') }],
  ['of another template', manifest, '1.2.3', { template: 'b' }],
  ['at another place', manifest, '1.2.3', { path: 'b.ts' }],
  ['of another version', manifest, '1.2.4', {}],
  ['of a manifest that was edited', { ...manifest, services: ['A'] }, '1.2.3', {}],
  ['of a new project', undefined, '1.2.3', {}],
])('does not know a file %s', (_what, known, version, other) => {
  expect(lastMeanings(known, version)({ ...file, ...other })).toBeUndefined();
});
