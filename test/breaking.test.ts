import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../src/index.ts';
import { repository } from './support/modules.ts';

const CONTRACT = `export interface User {
  id: string;
  name: string;
}
export interface UserService {
  getUser(id: string): Promise<User>;
  putUser(req: User): Promise<void>;
}
`;
const SAFE = CONTRACT.replace('name: string', 'name: string;\n  nick?: string');
const BREAKING = CONTRACT.replace('name: string', 'name: number');
const REMOVED = CONTRACT.replace(/ {2}getUser.*\n/, '');
const BASELINE = '.microgen/contract.json';

/** A dozen breaking changes, each of its own field. */
const MANY = (type: string): string =>
  CONTRACT.replace(
    'name: string;',
    Array.from({ length: 12 }, (_, n) => `f${n}: ${type};`).join(' '),
  );

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen breaking '));
  write('idl.ts', CONTRACT);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

function run(program: string, args: readonly string[]) {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { code: status, out: stdout, err: stderr };
}

const microgen = (...args: readonly string[]) =>
  run(process.execPath, [join(repository, 'bin/microgen.js'), ...args]);

function git(...args: readonly string[]): void {
  const { code, err } = run('git', args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
}

/** A generated project, in which nothing is left to say. */
function project(): void {
  expect(microgen('-idl', 'idl.ts')).toMatchObject({ code: 0, err: '' });
}

function committed(): void {
  project();
  git('init', '-q', '-b', 'main');
  commit();
}

function commit(): void {
  git('add', '-A');
  git('commit', '-qm', 'one');
}

const warnings = (err: string) => err.match(/^(?:\S+ - )?warning .*/gm) ?? [];

describe('regenerating', () => {
  it('is silent about the first generation, and about what is safe', () => {
    project();
    write('idl.ts', SAFE);
    for (const flags of [['-dry-run'], ['-diff'], [], []]) {
      expect(microgen(...flags)).toMatchObject({ code: 0, err: '' });
    }
  });

  it('warns of what breaks clients, at its place, and once', () => {
    committed();
    write('idl.ts', BREAKING);
    const { code, err } = microgen();
    expect(code).toBe(0);
    expect(warnings(err)).toHaveLength(1);
    expect(err).toMatch(
      /^idl\.ts:3:3 - warning breaking-change: User\.name: a text became a number/,
    );
    expect(err).toMatch(/\n3 {4}name: number;\n/);
    expect(err).toMatch(/help: .* `microgen diff -against git:HEAD` lists every change\.\n/);
    const again = microgen();
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/^nothing to do: /);
    expect(read('.microgen/manifest.json')).not.toContain('"warnings"');
  });

  it.each(['-dry-run', '-diff'])('warns with %s, as often as it is asked', (flag) => {
    project();
    write('idl.ts', BREAKING);
    for (const _ of [1, 2]) {
      const { code, err } = microgen(flag);
      expect(code).toBe(0);
      expect(warnings(err)).toHaveLength(1);
      expect(err).toContain('`microgen diff` lists every change.');
    }
    expect(microgen().err).toContain('breaking-change');
  });

  it('says what is gone, without a place that is not there', () => {
    project();
    write('idl.ts', REMOVED);
    expect(microgen().err).toMatch(
      /^warning breaking-change: UserService\.getUser: it was removed: GET \/getuser, which breaks HTTP clients, code on the SDK and AI tools \(method-removed\)\nhelp: /,
    );
  });

  it('tells of a prefix, which is no part of the contract', () => {
    project();
    const { code, err } = microgen('-prefix', 'api');
    expect(code).toBe(0);
    expect(err).toMatch(
      /^warning breaking-change: -prefix: the prefix none -> api, which breaks HTTP clients \(prefix-changed\)/,
    );
    expect(microgen()).toMatchObject({ code: 0, err: '' });
  });

  it('names no command that would find nothing to compare with, and then every change itself', () => {
    write('idl.ts', MANY('string'));
    project();
    write('idl.ts', MANY('number'));
    const shown = microgen('-dry-run');
    expect(warnings(shown.err)).toHaveLength(11);
    expect(shown.err).toContain('`microgen diff` lists every change.');
    const { code, err } = microgen();
    expect([code, warnings(err).length]).toEqual([0, 12]);
    expect(err).not.toContain('git:HEAD');
    expect(err).toMatch(/^help: Add a field of the new type beside the old one\.$/m);
  });

  it('names ten changes, and counts the others', () => {
    write('idl.ts', MANY('string'));
    committed();
    write('idl.ts', MANY('number'));
    const { code, err } = microgen();
    expect(code).toBe(0);
    expect(err).toMatch(
      /^warning more-breaking-changes: 2 more changes break those who use the contract as it was\nhelp: `microgen diff -against git:HEAD` lists every change\.\n/,
    );
    expect(warnings(err)).toHaveLength(11);
    write('idl.ts', MANY('string').replace('f11: string', 'f11: number'));
    expect(warnings(microgen().err)[0]).toMatch(/: one more change breaks those/);
  });

  it.each<[string, () => void]>([
    ['is missing', () => rmSync(join(folder, BASELINE))],
    ['is broken', () => write(BASELINE, '<<<<<<< HEAD\n')],
    ['is of a newer microgen', () => write(BASELINE, read(BASELINE).replace('.v1"', '.v7"'))],
  ])('does not stop where the last contract %s', (_, harm) => {
    project();
    harm();
    write('idl.ts', BREAKING);
    expect(microgen('-force')).toMatchObject({ code: 0, err: '' });
    expect(microgen('-check')).toMatchObject({ code: 0, err: '' });
  });

  it('says nothing of it when it is refused for something else', () => {
    project();
    write('idl.ts', BREAKING);
    write('AGENTS.md', 'mine');
    const { code, err } = microgen();
    expect(code).toBe(1);
    expect(err).toContain('error edited-by-hand');
    expect(err).not.toContain('breaking-change');
    expect(microgen('-force').err).toContain('breaking-change');
  });

  it('tells programs the same', async () => {
    project();
    write('idl.ts', BREAKING);
    const { outcome, diagnostics } = await generate({ cwd: folder, out: '.' });
    expect(outcome).toBe('done');
    expect(diagnostics).toMatchObject([
      {
        code: 'breaking-change',
        severity: 'warning',
        span: { path: 'idl.ts', line: 3, column: 3 },
      },
    ]);
  });
});

describe('microgen -check -breaking -against BASE', () => {
  const check = (base: string, ...more: readonly string[]) =>
    microgen('-check', '-breaking', '-against', base, ...more);

  it('goes with a change through a repository', () => {
    committed();
    expect(check('git:HEAD')).toMatchObject({ code: 0, err: '' });
    write('idl.ts', BREAKING);
    const changed = check('git:HEAD');
    expect(changed.code).toBe(2);
    expect(changed.err).toContain('`microgen diff -against git:HEAD` lists every change.');
    expect(changed.out).toMatch(
      /\n\d+ to update, .*; one change breaks clients in \d+ ms\n[^]*to bring it up to date:\n/,
    );
    expect(microgen().code).toBe(0);
    commit();
    expect(microgen('-check')).toMatchObject({ code: 0, err: '' });
    expect(check('git:HEAD')).toMatchObject({ code: 0, err: '' });
    const { code, out, err } = check('git:HEAD~1');
    expect(code).toBe(2);
    expect(warnings(err)).toHaveLength(1);
    expect(out).toMatch(/^\d+ files are current; one change breaks clients \(\d+ ms\)\n$/);
    expect(check('git:HEAD~1', '-quiet')).toEqual({ code: 2, out: '', err: '' });
  });

  it('finds what is not current although nothing breaks', () => {
    committed();
    write('idl.ts', SAFE);
    const { code, out, err } = check('git:HEAD');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).not.toContain('clients');
    expect(microgen().code).toBe(0);
    expect(check('git:HEAD')).toMatchObject({ code: 0, err: '' });
  });

  it('finds an edited file and a change at once', () => {
    committed();
    write('idl.ts', BREAKING);
    write('AGENTS.md', 'mine');
    const { code, err } = check('git:HEAD');
    expect(code).toBe(2);
    expect(err).toContain('error edited-by-hand');
    expect(err).toContain('warning breaking-change');
  });

  it('is silent without -breaking', () => {
    committed();
    write('idl.ts', BREAKING);
    expect(microgen('-check')).toMatchObject({ code: 2, err: '' });
    expect(microgen('-check', '-breaking=false')).toMatchObject({ code: 2, err: '' });
  });

  it('takes a file, a folder and a document', () => {
    project();
    write('old.ts', BREAKING);
    expect(microgen('-idl', 'old.ts', '-out', 'old').code).toBe(0);
    for (const base of ['old.ts', 'old', `old/${BASELINE}`]) {
      const { code, err } = check(base);
      expect(code).toBe(2);
      expect(err).toContain('User.name: a number became a text');
      expect(err).toContain(`\`microgen diff -against ${base}\``);
    }
    expect(check('idl.ts')).toMatchObject({ code: 0, err: '' });
  });

  it('names all changes', () => {
    write('idl.ts', MANY('string'));
    committed();
    write('idl.ts', MANY('number'));
    const { err, out } = check('git:HEAD');
    expect(warnings(err)).toHaveLength(12);
    expect(out).toContain('; 12 changes break clients in');
  });

  it('is one JSON document', () => {
    committed();
    write('idl.ts', BREAKING);
    expect(microgen().code).toBe(0);
    const { code, out, err } = check('git:HEAD', '-json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exitCode: 2,
      outcome: 'pending',
      wrote: false,
      counts: { update: 0 },
      diagnostics: [{ code: 'breaking-change', severity: 'warning', span: { line: 3 } }],
    });
  });

  it('writes nothing', () => {
    committed();
    write('idl.ts', BREAKING);
    check('git:HEAD');
    expect(run('git', ['status', '--porcelain']).out).toBe(' M idl.ts\n');
  });

  it.each<[string, string, RegExp]>([
    ['a commit that does not exist', 'git:nope', /^error git-unknown-ref: [^]*help: /],
    ['what does not exist', 'gone', /^error baseline-not-found: -against gone [^]*help: /],
    ['a folder that is no project', 'service', /^error baseline-missing: [^]*help: /],
    ['a document that is none', 'package.json', /^error baseline-broken: [^]*help: /],
    ['a contract with a fault', 'bad.ts', /^bad\.ts:1:21 - error syntax-error: /],
  ])('fails over %s', (_, base, says) => {
    committed();
    write('bad.ts', 'export interface A {');
    const { code, out, err } = check(base);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(JSON.parse(check(base, '-json').out)).toMatchObject({ exitCode: 1, outcome: 'failed' });
  });

  it('fails over a commit from before there were contracts to compare', () => {
    git('init', '-q', '-b', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'nothing');
    project();
    expect(check('git:main')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error git-no-file: [^]*help: /),
    });
  });

  it.each<[readonly string[], RegExp]>([
    [['-breaking', '-against', 'x'], /^error usage: -breaking needs -check\nhelp: /],
    [['-check', '-breaking'], /^error usage: -breaking needs -against\nhelp: /],
    [
      ['-against', 'x'],
      /^error usage: -against needs -breaking\nhelp: .*`microgen diff -against BASE`/,
    ],
    [['-check', '-against', 'x'], /^error usage: -against needs -breaking/],
    [['-check', '-breaking', '-against', 'git:'], /^error usage: -against git: names no commit/],
    [['-check', '-breaking', '-against'], /^error usage: -against needs a value/],
  ])('has to be asked as a whole: %j', (args, says) => {
    const { code, out, err } = microgen('-idl', 'idl.ts', ...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toMatch(says);
    expect(existsSync(join(folder, '.microgen'))).toBe(false);
  });
});
