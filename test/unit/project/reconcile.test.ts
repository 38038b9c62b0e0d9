import { describe, expect, it } from 'vitest';
import type { RenderedFile } from '../../../src/plan/artifact.ts';
import { fingerprint } from '../../../src/project/fingerprint.ts';
import type { ManifestArtifact } from '../../../src/project/manifest.ts';
import { reconcile } from '../../../src/project/reconcile.ts';

const encoder = new TextEncoder();

function file(
  owner: RenderedFile['owner'],
  content: string | Uint8Array,
  path = 'a.ts',
): RenderedFile {
  const template = typeof content === 'string' ? 'some/template' : 'bytes';
  return { path, owner, reason: 'a test', template, content };
}

interface Case {
  readonly files?: readonly RenderedFile[];
  readonly last?: readonly RenderedFile[];
  readonly disk?: Readonly<Record<string, string | Uint8Array>>;
  readonly force?: boolean;
  readonly sources?: readonly string[];
}

function run({ files = [], last = [], disk = {}, force = false, sources = [] }: Case) {
  return reconcile({
    files,
    last: artifactsOf(last),
    disk: new Map(
      Object.entries(disk).map(([path, content]) => [
        path,
        typeof content === 'string' ? encoder.encode(content) : content,
      ]),
    ),
    force,
    sources: new Set(sources),
    fingerprint,
  });
}

/** What the manifest says after files were generated into an empty folder. */
function artifactsOf(files: readonly RenderedFile[]): readonly ManifestArtifact[] {
  const input = { files, last: [], disk: new Map(), force: false, sources: new Set<string>() };
  return reconcile({ ...input, fingerprint }).artifacts;
}

function kinds(test: Case): readonly string[] {
  return run(test).changes.map(({ kind }) => kind);
}

const one = file('generator', 'export const a = 1;\n');
const two = file('generator', 'export const a = 2;\n');

describe('a generator-owned file', () => {
  it('is created when absent', () => expect(kinds({ files: [one] })).toEqual(['create']));
  it('is created again when the user deleted it', () =>
    expect(kinds({ files: [one], last: [one] })).toEqual(['create']));
  it('is unchanged when it is as rendered, known or not', () => {
    const disk = { 'a.ts': 'export const a = 1;\n' };
    expect(kinds({ files: [one], last: [one], disk })).toEqual(['unchanged']);
    expect(kinds({ files: [one], disk })).toEqual(['unchanged']);
  });
  it('is updated when it is as last generated', () =>
    expect(kinds({ files: [two], last: [one], disk: { 'a.ts': 'export const a = 1;\n' } })).toEqual(
      ['update'],
    ));
  it('is updated when only its layout is another, unless somebody reformatted it', () => {
    const spread = file('generator', 'export const a =\n  1;\n');
    const disk = { 'a.ts': 'export const a = 1;\n' };
    expect(kinds({ files: [spread], last: [one], disk })).toEqual(['update']);
    const reformatted = { 'a.ts': 'export const a = 1\n' };
    expect(kinds({ files: [spread], last: [one], disk: reformatted })).toEqual(['unchanged']);
  });
  it('is unchanged when a hand made it what is rendered now', () =>
    expect(kinds({ files: [two], last: [one], disk: { 'a.ts': 'export const a = 2;\n' } })).toEqual(
      ['unchanged'],
    ));

  it('is a conflict when it was edited by hand', () => {
    const { changes, diagnostics } = run({
      files: [two],
      last: [one],
      disk: { 'a.ts': 'export const a = 3;\n' },
    });
    expect(changes).toMatchObject([{ kind: 'conflict', cause: 'edited' }]);
    expect(diagnostics).toMatchObject([{ code: 'edited-by-hand', severity: 'error' }]);
  });

  it('is a conflict when something stands there that was never generated', () => {
    const { changes, diagnostics } = run({ files: [one], disk: { 'a.ts': 'mine' } });
    expect(changes).toMatchObject([{ kind: 'conflict', cause: 'not-ours' }]);
    expect(diagnostics).toMatchObject([{ code: 'not-generated' }]);
  });

  it('was the user’s before: what stands there is theirs', () => {
    const mine = file('user', 'export const a = 1;\n');
    const { diagnostics } = run({
      files: [two],
      last: [mine],
      disk: { 'a.ts': 'export const a = 1;\n' },
    });
    expect(diagnostics).toMatchObject([{ code: 'not-generated' }]);
  });

  it('is overwritten with a backup by force', () => {
    const { changes, diagnostics } = run({
      files: [two],
      last: [one],
      disk: { 'a.ts': 'mine' },
      force: true,
    });
    expect(changes).toMatchObject([{ kind: 'update', backup: true }]);
    expect(diagnostics).toEqual([]);
  });

  it('needs no backup by force when it was not edited', () =>
    expect(
      run({ files: [two], last: [one], disk: { 'a.ts': 'export const a = 1;\n' }, force: true })
        .changes,
    ).toMatchObject([{ kind: 'update', backup: false }]));

  it.each([
    ['CRLF', 'export const a = 1;\r\n'],
    ['a BOM', '\uFEFFexport const a = 1;\n'],
    ['another format', 'export const a = 1'],
    ['more room', '\nexport const  a =\n  1;\n\n'],
  ])('stays as it is on disk with %s', (_, text) => {
    expect(kinds({ files: [one], last: [one], disk: { 'a.ts': text } })).toEqual(['unchanged']);
    expect(kinds({ files: [two], last: [one], disk: { 'a.ts': text } })).toEqual(['update']);
  });

  it('that is binary is compared byte for byte', () => {
    const bytes = file('generator', Uint8Array.of(13, 10, 0), 'a.tgz');
    const at = (content: Uint8Array) =>
      kinds({ files: [bytes], last: [bytes], disk: { 'a.tgz': content } });
    expect(at(Uint8Array.of(13, 10, 0))).toEqual(['unchanged']);
    expect(at(Uint8Array.of(10, 0))).toEqual(['conflict']);
  });

  it('is never written over the contract, not even by force', () => {
    const { changes, diagnostics } = run({
      files: [one],
      disk: { 'a.ts': 'the contract' },
      sources: ['a.ts'],
      force: true,
    });
    expect(changes).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'contract-in-the-way' }]);
  });
});

describe('a user-owned file', () => {
  const first = file('user', 'export const mine = 1;\n');
  const later = file('user', 'export const mine = 2;\n');
  it('is created when absent, also when the user deleted it', () => {
    expect(kinds({ files: [first] })).toEqual(['create']);
    expect(kinds({ files: [first], last: [first] })).toEqual(['create']);
  });
  it('is kept when present, whatever it holds and whatever force says', () =>
    expect(kinds({ files: [later], last: [first], disk: { 'a.ts': '' }, force: true })).toEqual([
      'keep-user',
    ]));
  it('is remembered as it was created', () =>
    expect(run({ files: [later], last: [first], disk: { 'a.ts': '' } }).artifacts).toEqual(
      artifactsOf([first]),
    ));
});

const wanted = (text: string) => ({ ...file('shared', text, 'package.json'), template: 'json' });

describe('a shared file', () => {
  it('is created when absent', () =>
    expect(kinds({ files: [wanted('{"a":1}\n')] })).toEqual(['create']));
  it('is merged with memory of what was set', () => {
    const { changes, artifacts } = run({
      files: [wanted('{"a":2,"b":2}')],
      last: [wanted('{"a":1,"b":1}')],
      disk: { 'package.json': '{"a":1,"b":9}' },
    });
    expect(changes).toMatchObject([{ kind: 'merge', kept: ['b'] }]);
    expect(changes[0]).toHaveProperty('content', encoder.encode('{"a":2,"b":9}'));
    expect(artifacts).toMatchObject([{ values: { a: 2, b: 2 } }]);
  });
  it('is unchanged when the merge has nothing to do', () =>
    expect(
      kinds({ files: [wanted('{"a":1}')], disk: { 'package.json': '{"a":1,"z":[]}' } }),
    ).toEqual(['unchanged']));
  it('is told when it is broken', () =>
    expect(
      run({ files: [wanted('{"a":1}')], disk: { 'package.json': '{' } }).diagnostics,
    ).toMatchObject([{ code: 'shared-file-broken' }]));
});

describe('a file that is no longer planned', () => {
  it('is removed when it is as generated, a formatter aside', () => {
    expect(kinds({ last: [one], disk: { 'a.ts': 'export const a = 1;\n' } })).toEqual(['remove']);
    expect(kinds({ last: [one], disk: { 'a.ts': 'export const a = 1' } })).toEqual(['remove']);
  });
  it('is kept, reported and forgotten when a user’s hand was on it', () => {
    const edited = run({ last: [one], disk: { 'a.ts': 'mine' } });
    expect(edited.changes).toMatchObject([{ kind: 'keep-user', orphaned: true }]);
    expect(edited.artifacts).toEqual([]);
    const mine = run({ last: [file('user', 'x')], disk: { 'a.ts': 'x' } });
    expect(mine.changes).toMatchObject([{ kind: 'keep-user', orphaned: true }]);
  });
  it('is nothing when it is gone', () => expect(kinds({ last: [one] })).toEqual([]));
  it('is left alone when it has become the contract', () =>
    expect(
      kinds({ last: [one], disk: { 'a.ts': 'export const a = 1;\n' }, sources: ['a.ts'] }),
    ).toEqual([]));
});

it('gives the same answer whatever the order of its input', () => {
  const files = ['b/x.ts', 'a.ts', 'B.ts', 'a/z.ts'].map((path) =>
    file('generator', `// ${path}\n`, path),
  );
  expect(run({ files })).toEqual(run({ files: files.toReversed() }));
  expect(run({ files }).changes.map(({ path }) => path)).toEqual([
    'B.ts',
    'a.ts',
    'a/z.ts',
    'b/x.ts',
  ]);
});
