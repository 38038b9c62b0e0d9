import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { projectCodes } from '../../../src/diagnostics/codes/project.ts';
import { generate } from '../../../src/generate.ts';
import { applyChanges } from '../../../src/project/apply/apply.ts';
import { recoverProject, unfinishedRun } from '../../../src/project/apply/recover.ts';
import { takeLock } from '../../../src/project/apply/lock.ts';
import { type Disk, openDisk } from '../../../src/project/disk.ts';
import { renderManifest } from '../../../src/project/manifest.ts';
import { hashBytes } from '../../../src/project/hash.ts';
import { type MemoryDisk, createMemoryDisk } from '../../../src/project/memory-disk.ts';
import { readNumbers } from '../../../src/project/numbers-lock.ts';
import { openProject } from '../../../src/project/open-project.ts';
import { parseManifest } from '../../../src/project/parse-manifest.ts';
import { reconcile } from '../../../src/project/reconcile.ts';
import { resolveOptions } from '../../../src/project/resolve-options.ts';
import { scanProject } from '../../../src/project/scan.ts';
import { CONTRACT } from '../../support/kill/states.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-codes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Code = keyof typeof projectCodes;
type Found = readonly { readonly code: string }[];

const bytes = (text: string) => new TextEncoder().encode(text);

function reconciled(
  owner: 'generator' | 'shared',
  isKnown: boolean,
  sources: readonly string[] = [],
): Found {
  const path = owner === 'shared' ? 'package.json' : 'a.txt';
  const file = {
    path,
    owner,
    reason: '',
    template: 't',
    content: owner === 'shared' ? '{}' : 'new',
  };
  const input = {
    disk: new Map(),
    force: false,
    sources: new Set(sources),
    fingerprint: () => undefined,
  };
  const known = reconcile({ ...input, files: [file], last: [] }).artifacts;
  const disk = new Map([[path, bytes('mine')]]);
  return reconcile({ ...input, files: [file], last: isKnown ? known : [], disk }).diagnostics;
}

function fail(): never {
  throw Object.assign(new Error('broken'), { code: 'EIO', syscall: 'rename' });
}

/** Applies two updates on a disk whose renames fail from the nth on, or where a file was changed meanwhile. */
function applied(failsAt: number, changed?: string): Found {
  const memory = createMemoryDisk({ 'a.ts': 'a', 'b.ts': 'b', '.microgen/manifest.json': '' });
  let renames = 0;
  const disk: Disk = {
    ...memory,
    rename: (from, to) => {
      renames += 1;
      if (renames >= failsAt) fail();
      memory.rename(from, to);
    },
  };
  const change = {
    kind: 'update',
    owner: 'generator',
    content: bytes('new'),
    backup: false,
  } as const;
  const changes = ['a.ts', 'b.ts'].map((path) => ({ ...change, path, before: memory.read(path) }));
  if (changed !== undefined) memory.write(changed, bytes('changed'));
  const seen = hashBytes(bytes(''));
  return applyChanges({ disk, name: 'out', changes, seen, backupId: '1' });
}

/** A project whose folder takes no file. */
function lockless(): Found {
  const disk: Disk = { ...createMemoryDisk(), write: fail };
  const change = { kind: 'create', owner: 'user', path: 'a', content: bytes('a') } as const;
  return applyChanges({ disk, name: 'out', changes: [change], backupId: '1' });
}

/** What a run that died left: a journal, and a file that was to become `b`, and did. */
function left(journal: string, now = 'b'): MemoryDisk {
  return createMemoryDisk({ '.microgen/apply/journal.json': journal, 'a.ts': now });
}

/** It came from `a`, and nothing is kept that leads anywhere. */
function journalOf(wanted: string): string {
  const step = { kind: 'write', path: 'a.ts', before: hashBytes(bytes('b')) };
  const after = hashBytes(bytes(wanted));
  const steps = [{ ...step, ...(wanted === 'b' ? { before: hashBytes(bytes('a')) } : {}), after }];
  return JSON.stringify({
    schemaVersion: 'microgen.apply.v1',
    steps: wanted === 'b' ? steps : [...steps, { kind: 'remove', path: 'x.ts', before: after }],
    folders: [],
  });
}

function busy(): Found {
  const disk = createMemoryDisk({ '.microgen/x': '' });
  const { lock } = takeLock(disk);
  const found = takeLock(disk, 0).holder;
  lock?.release();
  return found === undefined ? [] : [diagnose('project-busy', { out: 'out', holder: found })];
}

async function printed(args: readonly string[], brokenTerminal = false): Promise<Found> {
  const texts: string[] = [];
  let isBroken = brokenTerminal;
  const out = (text: string) => {
    if (isBroken) {
      isBroken = false;
      throw new TypeError('broken');
    }
    texts.push(text);
  };
  await run(args, {
    cwd: folder,
    env: {},
    isTty: { stdout: false, stderr: false },
    out,
    err: () => undefined,
  });
  return JSON.parse(texts.join('')).diagnostics;
}

function opened(out: string): Found {
  const { project, diagnostics } = openProject({ cwd: folder, out, idl: 'idl.ts' }, '2.0.0');
  return project?.diagnostics ?? diagnostics ?? [];
}

function withManifest(): string {
  const manifest = {
    microgen: '1.0.0',
    source: 'typescript',
    sources: [],
    options: { name: 'x', idl: 'idl.ts' },
  } as const;
  mkdirSync(join(folder, '.microgen'));
  const rest = { services: [], models: [], middleware: [], artifacts: [] };
  writeFileSync(join(folder, '.microgen/manifest.json'), renderManifest({ ...manifest, ...rest }));
  return '.';
}

/** A first generation beside a package.json and a tsconfig.json. */
async function settled(packageJson: string, tsconfig?: string): Promise<Found> {
  writeFileSync(join(folder, 'idl.ts'), CONTRACT);
  writeFileSync(join(folder, 'package.json'), packageJson);
  if (tsconfig !== undefined) writeFileSync(join(folder, 'tsconfig.json'), tsconfig);
  return (await generate({ cwd: folder, out: '.', idl: 'idl.ts' })).diagnostics;
}

function scanned(path: string, prepare: () => void): Found {
  prepare();
  return scanProject(openDisk(folder), [path]).diagnostics;
}

function fileAt(path: string): string {
  writeFileSync(join(folder, path), '');
  return path;
}

const given = (options: Readonly<Record<string, string>>): Found =>
  resolveOptions({ given: options, idl: 'idl.ts', folderName: 'x' }).diagnostics;

const parsed = (text: string): Found => [parseManifest(text).diagnostic ?? { code: 'none' }];

/** Something that really happens, for every code. */
const cases: Readonly<Record<Code, () => Found | Promise<Found>>> = {
  'edited-by-hand': () => reconciled('generator', true),
  'not-generated': () => reconciled('generator', false),
  'contract-in-the-way': () => reconciled('generator', false, ['a.txt']),
  'shared-file-broken': () => reconciled('shared', false),
  'idl-required': () => resolveOptions({ given: {}, folderName: 'x' }).diagnostics,
  'path-blocked': () => scanned('a', () => mkdirSync(join(folder, 'a'))),
  'link-leaves-project': () => scanned('a/b', () => symlinkSync('..', join(folder, 'a'))),
  'out-not-a-folder': () => opened(fileAt('file')),
  'out-not-writable': () => lockless(),
  'read-failed': async () =>
    (await generate({ cwd: folder, out: '.', idl: `${'x'.repeat(5000)}.ts` })).diagnostics,
  'write-failed': () => applied(3),
  'undo-failed': () => applied(3),
  'changed-meanwhile': () => applied(9, 'b.ts'),
  'project-busy': () => busy(),
  'run-unfinished': () => unfinishedRun(left('{}'), 'out'),
  'journal-broken': () => recoverProject(left('{}'), 'out'),
  'run-recovered': () => recoverProject(left(journalOf('b')), 'out'),
  'recovery-failed': () => recoverProject(left(journalOf('c')), 'out'),
  'recovery-refused': () => recoverProject(left(journalOf('b'), 'theirs'), 'out'),
  'became-modules': () => settled('{}'),
  'stays-commonjs': () => settled('{"type":"commonjs"}'),
  'tsconfig-differs': () => settled('{}', '{}'),
  'service-left-behind': async () => {
    await settled('{"type":"module"}');
    writeFileSync(join(folder, 'idl.ts'), CONTRACT.replaceAll('Service', 'Servant'));
    return (await generate({ cwd: folder, out: '.' })).diagnostics;
  },
  'manifest-broken': () => parsed('{'),
  'manifest-edited': () => parsed('{}'),
  'not-utf8': async () => {
    const bytesOf = Buffer.from('{"name":"x","author":"\xe9"}', 'latin1');
    writeFileSync(join(folder, 'package.json'), bytesOf);
    writeFileSync(join(folder, 'idl.ts'), 'export interface A { a(): Promise<void> }');
    const { diagnostics } = await generate({ cwd: folder, out: '.', idl: 'idl.ts' });
    expect(readFileSync(join(folder, 'package.json'))).toEqual(bytesOf);
    return diagnostics;
  },
  'manifest-changed': () => {
    const path = join(folder, withManifest(), '.microgen/manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seal": "', '"seal": "0'));
    return opened('.');
  },
  'manifest-too-new': () => parsed('{"schemaVersion":"microgen.project.v99"}'),
  'other-version': () => opened(withManifest()),
  'new-option': () => opened(withManifest()),
  'invalid-package-name': () => given({ import: 'A' }),
  'invalid-prefix': () => given({ prefix: '*' }),
  'invalid-proto-path': () => given({ protoPath: 'protos' }),
  'invalid-protocols': () => given({ protocols: 'grpc' }),
  'numbers-broken': () => {
    const disk = createMemoryDisk({ 'pb/numbers.lock.json': '{}' });
    const { diagnostic } = readNumbers(disk, 'pb/numbers.lock.json');
    return diagnostic === undefined ? [] : [diagnostic];
  },
  'numbers-missing': async () => {
    writeFileSync(join(folder, 'idl.ts'), CONTRACT);
    const request = { cwd: folder, out: '.', idl: 'idl.ts' };
    await generate({ ...request, options: { protocols: 'http,grpc' } });
    rmSync(join(folder, 'pb/numbers.lock.json'));
    const found = (await generate(request)).diagnostics;
    expect((await generate({ ...request, force: true })).diagnostics).toEqual([]);
    return found;
  },
  'invalid-kit': () => given({ kit: '' }),
  usage: () => printed(['-json', '-x']),
  'internal-error': () => printed(['-json', '-check', '-out', fileAt('file')], true),
};

describe('every code of a project happens', () => {
  it.each(Object.entries(cases))('%s', async (code, happen) => {
    const found = await happen();
    expect(found.map((diagnostic) => diagnostic.code)).toContain(code);
  });

  it('and there are no others', () =>
    expect(Object.keys(cases).toSorted()).toEqual(Object.keys(projectCodes).toSorted()));
});

const codesOf = (paths: readonly string[]) =>
  scanProject(openDisk(folder), paths).diagnostics.map(({ code }) => code);

describe('links', () => {
  it('inside the project are followed', () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/a.ts'), 'x');
    symlinkSync('real', join(folder, 'link'));
    symlinkSync('real/a.ts', join(folder, 'a.ts'));
    expect(codesOf(['link/a.ts', 'a.ts', 'link/new.ts'])).toEqual([]);
    expect([...scanProject(openDisk(folder), ['link/a.ts']).files.keys()]).toEqual(['link/a.ts']);
  });

  it.each(['..', '/', '/nowhere/at/all', 'loop', './gone'])(
    'that lead to %s are refused',
    (target) => {
      symlinkSync(target, join(folder, 'loop'));
      expect(codesOf(['loop/a.ts'])).toEqual(['link-leaves-project']);
      expect(codesOf(['loop'])).toEqual(['link-leaves-project']);
    },
  );

  it('may be the project folder itself', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    writeFileSync(join(folder, 'real/a.ts'), 'x');
    const { files, diagnostics } = scanProject(openDisk(join(folder, 'link')), ['a.ts']);
    expect([[...files.keys()], diagnostics]).toEqual([['a.ts'], []]);
  });
});
