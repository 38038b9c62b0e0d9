import { describe, expect, it } from 'vitest';
import { type Manifest, isSealed, renderManifest } from '../../../src/project/manifest.ts';
import { manifestChange } from '../../../src/project/manifest-change.ts';
import { parseManifest } from '../../../src/project/parse-manifest.ts';

const hash = 'a'.repeat(64);

const manifest: Manifest = {
  microgen: '1.2.3',
  source: 'typescript',
  sources: [{ path: '../idl.ts', sha256: hash }],
  options: {
    name: 'hello',
    idl: '../idl.ts',
    prefix: '',
    docs: true,
    tests: false,
    skill: true,
    kit: 'vendor',
  },
  services: ['HelloService'],
  models: [],
  middleware: [],
  artifacts: [
    { path: 'a.ts', owner: 'generator', template: 'a', sha256: hash, fingerprint: hash },
    {
      path: 'package.json',
      owner: 'shared',
      template: 'json',
      sha256: hash,
      values: { type: 'module' },
    },
  ],
};

const text = renderManifest(manifest);
const seal: string = JSON.parse(text).seal;
const sealed: Manifest = { ...manifest, seal };

describe('the manifest', () => {
  it('is read as it was written', () => {
    expect(parseManifest(text).manifest).toEqual(sealed);
    expect(isSealed(sealed)).toBe(true);
    expect(isSealed({ ...sealed, artifacts: [] })).toBe(false);
    expect(renderManifest(parseManifest(text).manifest ?? manifest)).toBe(text);
  });

  it('has this shape', () => {
    expect(JSON.parse(text)).toEqual({ schemaVersion: 'microgen.project.v1', ...sealed });
    expect(Object.keys(JSON.parse(text))).toEqual([
      'schemaVersion',
      'microgen',
      'source',
      'sources',
      'options',
      'services',
      'models',
      'middleware',
      'artifacts',
      'seal',
    ]);
    expect(text).toMatch(/^\{\n {2}"schemaVersion": "microgen\.project\.v1",\n[^]*\n\}\n$/);
  });

  it('may lack options that its microgen did not have, and have options that this one lacks', () => {
    const other = text.replace('"docs": true', '"later": { "x": 1 }');
    const { docs, ...rest } = manifest.options;
    expect(docs).toBe(true);
    expect(parseManifest(other).manifest?.options).toEqual(rest);
  });

  it.each([
    ['<<<<<<< HEAD\n', 'manifest-broken', 'expected a value'],
    ['{\n', 'manifest-broken', 'found the end'],
    ['[]', 'manifest-edited', 'the manifest is not an object'],
    ['{}', 'manifest-edited', 'schemaVersion is not microgen.project.v1'],
    [text.replace('project.v1', 'project.v2'), 'manifest-too-new', 'microgen.project.v2'],
    [text.replace('project.v1', 'project.v0'), 'manifest-edited', 'schemaVersion'],
    [
      text.replace('"a.ts"', '"../a.ts"'),
      'manifest-edited',
      'artifacts[0].path leaves the project',
    ],
    [text.replace('"a.ts"', '"/a.ts"'), 'manifest-edited', 'artifacts[0].path leaves the project'],
    [
      text.replace('"a.ts"', '"C:/a.ts"'),
      'manifest-edited',
      'artifacts[0].path leaves the project',
    ],
    [text.replace('"a.ts"', '"a\\\\..\\\\b.ts"'), 'manifest-edited', 'artifacts[0].path leaves'],
    [text.replace('"a.ts"', '"b/./a.ts"'), 'manifest-edited', 'artifacts[0].path leaves'],
    [text.replace('"package.json"', '"a.ts"'), 'manifest-edited', 'names a.ts twice'],
    [text.replace('"generator"', '"nobody"'), 'manifest-edited', 'artifacts[0].owner is none of'],
    [text.replace(hash, 'abc'), 'manifest-edited', 'sources[0].sha256 is not a SHA-256'],
    [text.replace('"docs": true', '"docs": "yes"'), 'manifest-edited', 'options.docs is neither'],
    [text.replace('"models": []', '"models": [1]'), 'manifest-edited', 'models[0] is not text'],
    [text.replace('"models": []', '"models": {}'), 'manifest-edited', 'models is not a list'],
  ])('tells what is wrong with %#', (broken, code, reason) => {
    const { diagnostic } = parseManifest(broken, 'out/.microgen/manifest.json');
    expect(diagnostic).toMatchObject({ code, severity: 'error' });
    expect(diagnostic?.message).toContain('out/.microgen/manifest.json');
    expect(diagnostic?.message).toContain(reason);
    expect(diagnostic?.help).toMatch(/Restore it|Use the microgen/);
  });
});

describe('its change', () => {
  const before = new TextEncoder().encode(text);
  const change = { kind: 'create', path: 'x', owner: 'user', content: before } as const;
  const kindOf = (next: Manifest, changes: readonly (typeof change)[] = []) =>
    manifestChange({ next, last: sealed, before, changes }).kind;

  it('is a creation in a new project', () =>
    expect(manifestChange({ next: manifest, changes: [] }).kind).toBe('create'));
  it('is none when it says the same', () => {
    expect(kindOf(manifest)).toBe('unchanged');
    expect(kindOf(manifest, [change])).toBe('unchanged');
  });
  it('is none when only the version differs and the run does nothing', () =>
    expect(kindOf({ ...manifest, microgen: '2.0.0' })).toBe('unchanged'));
  it('is an update when somebody edited the manifest', () => {
    const last = { ...sealed, services: ['Other'] };
    expect(manifestChange({ next: last, last, before, changes: [] }).kind).toBe('update');
  });
  it('is an update when the run of another version does something', () =>
    expect(kindOf({ ...manifest, microgen: '2.0.0' }, [change])).toBe('update'));
  it('is an update when the contract has changed', () =>
    expect(kindOf({ ...manifest, sources: [] })).toBe('update'));
});
