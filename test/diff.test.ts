import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diff } from '../src/index.ts';
import { repository } from './support/modules.ts';

const bin = join(repository, 'bin/microgen.js');

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

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen diff '));
  write('idl.ts', CONTRACT);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function runIn(cwd: string, program: string, args: readonly string[], env = {}): Ran {
  const ran = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const microgen = (...args: readonly string[]) => runIn(folder, process.execPath, [bin, ...args]);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

/** Runs git for somebody who has no settings of their own. */
function git(...args: readonly string[]): string {
  const env = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const { code, out, err } = runIn(folder, 'git', args, env);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
  return out.trim();
}

function generate(...args: readonly string[]): void {
  const { code, out, err } = microgen(...args);
  if (code !== 0) throw new Error(out + err);
}

/** A project in a folder with a space in its name, committed as it was generated. */
function committed(): void {
  git('init', '-q', '-b', 'main');
  write('my project/idl.ts', CONTRACT);
  generate('-idl', 'my project/idl.ts', '-out', 'my project');
  git('add', '-A');
  git('commit', '-qm', 'one');
}

const errorsIn = (text: string) => text.match(/\berror [a-z-]+: /g) ?? [];

describe('.microgen/contract.json', () => {
  const path = '.microgen/contract.json';

  it('is written, and a rerun has nothing to do', () => {
    generate('-idl', 'idl.ts');
    const { mtimeMs } = statSync(join(folder, path));
    for (const args of [[], ['-check'], ['-docs']]) {
      expect(microgen(...args)).toMatchObject({ code: 0, out: expect.stringMatching(/^nothing/) });
    }
    expect(statSync(join(folder, path)).mtimeMs).toBe(mtimeMs);
    expect(JSON.parse(read(path))).toMatchObject({
      schemaVersion: 'microgen.contract.v1',
      file: 'idl.ts',
      services: [{ name: 'UserService', at: '5:18' }],
    });
  });

  it('is the same from wherever microgen is run', () => {
    write('contracts/idl.ts', CONTRACT);
    generate('-idl', 'contracts/idl.ts', '-out', 'a');
    const elsewhere = join(folder, 'contracts');
    const ran = runIn(elsewhere, process.execPath, [bin, '-idl', 'idl.ts', '-out', '../b']);
    expect(ran.code).toBe(0);
    expect(read(`b/${path}`)).toBe(read(`a/${path}`));
    expect(read(`a/${path}`)).toContain('"file": "../contracts/idl.ts"');
  });

  it('follows its places, and is then current again', () => {
    generate('-idl', 'idl.ts');
    write('idl.ts', `// A line above.\n${CONTRACT}`);
    expect(microgen('-check').code).toBe(2);
    const { out } = microgen();
    expect(out).toContain('.microgen/contract.json');
    expect(microgen('-check').code).toBe(0);
    expect(microgen('diff').out).toMatch(/^nothing changed against \.microgen\/contract\.json/);
  });

  it('is written again where it was deleted', () => {
    generate('-idl', 'idl.ts');
    const before = read(path);
    rmSync(join(folder, path));
    expect(microgen('-check').code).toBe(2);
    generate();
    expect(read(path)).toBe(before);
  });
});

describe('microgen diff', () => {
  it('compares the source with the last generation', () => {
    generate('-idl', 'idl.ts');
    const before = readdirSync(folder, { recursive: true }).length;
    write('idl.ts', SAFE);
    const safe = microgen('diff');
    expect({ code: safe.code, err: safe.err }).toEqual({ code: 0, err: '' });
    expect(safe.out).toContain('User.nick: it was added, optional: a text');
    expect(safe.out).toContain('optional-field-added in requests  - -> idl.ts:4:3');
    write('idl.ts', BREAKING);
    const breaking = microgen('diff', '-out', '.');
    expect(breaking.code).toBe(2);
    expect(breaking.out).toMatch(
      /^breaking\n {2}http {6}source {4}tools\n {2}breaking {2}breaking {2}breaking {2}User\.name: a text became a number\n {32}type-changed in requests {2}idl\.ts:3:3 -> idl\.ts:3:3\n {32}help: /,
    );
    expect(breaking.out).toMatch(
      /\n2 changes against \.microgen\/contract\.json: 2 breaking, 0 safe in \d+ ms\n$/,
    );
    expect(readdirSync(folder, { recursive: true }).length).toBe(before);
  });

  it('compares two files, with no project', () => {
    write('new.ts', BREAKING);
    const { code, out, err } = microgen('diff', '-idl', 'new.ts', '-against', 'idl.ts');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).toContain('idl.ts:3:3 -> new.ts:3:3');
    expect(microgen('diff', '-idl=idl.ts', '--against=idl.ts')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^nothing changed against idl\.ts/),
    });
  });

  it('compares with another project, and with its document', () => {
    generate('-idl', 'idl.ts', '-out', 'old');
    write('new.ts', BREAKING);
    for (const base of ['old', './old/', join(folder, 'old'), 'old/.microgen/contract.json']) {
      const { code, out } = microgen('diff', '-idl', 'new.ts', '-against', base);
      expect(code).toBe(2);
      expect(out).toContain('-> new.ts:3:3');
    }
    expect(microgen('diff', '-idl', 'new.ts', '-against', 'old').out).toContain(
      'idl.ts:3:3 -> new.ts:3:3',
    );
  });

  it('takes the options of the project for both sides', () => {
    generate('-idl', 'idl.ts', '-out', 'p', '-prefix', 'api');
    write('new.ts', CONTRACT);
    expect(microgen('diff', '-out', 'p', '-idl', 'new.ts', '-against', 'idl.ts').code).toBe(0);
    expect(microgen('diff', '-out', 'p').code).toBe(0);
    const { code, out } = microgen('diff', '-idl', 'new.ts', '-against', 'p');
    expect(code).toBe(2);
    expect(out).toContain('-prefix: the prefix api -> none');
  });

  it('prints nothing with -quiet, and one document with -json', () => {
    write('new.ts', BREAKING);
    const files = ['-idl', 'new.ts', '-against', 'idl.ts'];
    expect(microgen('diff', ...files, '-quiet')).toEqual({ code: 2, out: '', err: '' });
    const { code, out, err } = microgen('diff', ...files, '-json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 'microgen.diff.v1',
      ok: false,
      exitCode: 2,
      outcome: 'breaking',
      base: 'idl.ts',
      next: 'new.ts',
      counts: { breaking: 2, safe: 0 },
      changes: [
        {
          code: 'type-changed',
          subject: 'User.name',
          position: 'request',
          breaking: true,
          verdicts: { http: 'breaking', source: 'breaking', tools: 'breaking' },
          before: { path: 'idl.ts', line: 3, column: 3 },
          after: { path: 'new.ts', line: 3, column: 3 },
        },
        { position: 'response', verdicts: { http: 'breaking', source: 'breaking' } },
      ],
      diagnostics: [],
    });
  });

  it('is explained', () => {
    const help = microgen('help', 'diff');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/^Usage: microgen diff \[flags\]\n[^]*-against BASE[^]*Exit codes: /);
    for (const args of [
      ['diff', '-h'],
      ['diff', '-idl', 'x', '--help'],
    ]) {
      expect(microgen(...args)).toEqual(help);
    }
    expect(microgen('help').out).toMatch(/^ {2}diff /m);
  });

  it('is data for programs as well', async () => {
    write('new.ts', BREAKING);
    const result = await diff({ cwd: folder, out: '.', idl: 'new.ts', against: 'idl.ts' });
    expect(result).toMatchObject({ outcome: 'breaking', counts: { breaking: 2, safe: 0 } });
    expect(result.sources['new.ts']).toBe(BREAKING);
  });
});

describe('microgen diff -against git:REF', () => {
  it('reads a commit, by any name', () => {
    committed();
    write('my project/idl.ts', BREAKING);
    const commit = git('rev-parse', 'HEAD');
    git('tag', 'v1');
    for (const ref of ['HEAD', 'main', 'v1', commit, commit.slice(0, 8), 'refs/heads/main']) {
      const { code, out, err } = microgen('diff', '-out', 'my project', '-against', `git:${ref}`);
      expect({ code, err }).toEqual({ code: 2, err: '' });
      expect(out).toContain('my project/idl.ts:3:3 -> my project/idl.ts:3:3');
      expect(out).toContain(`against git:${ref}: 2 breaking`);
    }
  });

  it('looks at the commit only, whatever is uncommitted, and on a detached head', () => {
    committed();
    write('my project/idl.ts', BREAKING);
    generate('-out', 'my project');
    git('commit', '-qam', 'two');
    git('checkout', '-q', '--detach', 'HEAD~1');
    expect(read('my project/idl.ts')).toBe(CONTRACT);
    write('my project/.microgen/contract.json', 'in the middle of something');
    const inside = join(folder, 'my project');
    const against = (ref: string) =>
      runIn(inside, process.execPath, [bin, 'diff', '-against', `git:${ref}`]);
    expect(against('HEAD')).toMatchObject({ code: 0, err: '' });
    expect(against('main').code).toBe(2);
    expect(against('main~1').code).toBe(0);
    expect(read('my project/.microgen/contract.json')).toBe('in the middle of something');
  });

  interface Bad {
    readonly ref: string;
    readonly before?: () => void;
    readonly says: RegExp;
    readonly code?: number;
  }

  const cases: Readonly<Record<string, Bad>> = {
    'a commit that does not exist': {
      ref: 'git:orign/main',
      says: /error git-unknown-ref: git knows no commit by the name `orign\/main`[^]*help: [^]*fetch/,
    },
    'an option': {
      ref: 'git:--output=stolen',
      says: /error git-not-a-commit: `--output=stolen` does not name one commit[^]*help: Write a branch/,
    },
    'commits to leave out': { ref: 'git:^HEAD', says: /error git-not-a-commit: `\^HEAD` / },
    'a range': { ref: 'git:HEAD~1..HEAD', says: /error git-not-a-commit: `HEAD~1\.\.HEAD` / },
    'a range with all of both': { ref: 'git:HEAD...HEAD', says: /error git-not-a-commit: / },
    'all parents of a commit': { ref: 'git:HEAD^!', says: /error git-unknown-ref: / },
    'a path for a commit': { ref: 'git:HEAD:idl.ts', says: /error git-unknown-ref: / },
    'shell commands': {
      ref: 'git:HEAD; touch stolen',
      says: /error git-unknown-ref: [^]*`HEAD; touch stolen`/,
    },
    'a commit without the project': {
      ref: 'git:empty',
      before: () => {
        git('checkout', '-q', '--orphan', 'empty');
        git('rm', '-rqf', '--cached', '.');
        git('commit', '-q', '--allow-empty', '-m', 'nothing');
      },
      says: /error git-no-file: at `empty` there is no \.microgen\/contract\.json in my project[^]*help: /,
    },
    'no commit at all': {
      ref: 'git:',
      says: /error usage: -against git: names no commit[^]*git:origin\/main/,
      code: 64,
    },
  };

  it.each(Object.entries(cases))('tells of %s', (_, { ref, before, says, code = 1 }) => {
    committed();
    before?.();
    const ran = microgen('diff', '-out', 'my project', '-against', ref);
    expect(ran.err).toMatch(says);
    expect(errorsIn(ran.err)).toHaveLength(1);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(existsSync(join(folder, 'stolen'))).toBe(false);
    expect(existsSync(join(folder, 'my project/stolen'))).toBe(false);
  });

  it('tells that there is no repository', () => {
    generate('-idl', 'idl.ts');
    const env = { GIT_CEILING_DIRECTORIES: dirname(folder) };
    const args = [bin, 'diff', '-against', 'git:main'];
    const { code, err } = runIn(folder, process.execPath, args, env);
    expect(code).toBe(1);
    expect(err).toMatch(/error git-no-repository: \. is in no git repository[^]*help: /);
  });

  it('tells that there is no git', () => {
    committed();
    const args = [bin, 'diff', '-out', 'my project', '-against', 'git:main'];
    const { code, err } = runIn(folder, process.execPath, args, { PATH: '', Path: '' });
    expect(code).toBe(1);
    expect(err).toMatch(/error git-missing: git cannot be run[^]*help: Install git/);
  });
});

describe('what cannot be compared', () => {
  it('is not told beside warnings of the new contract', () => {
    write('new.ts', CONTRACT.replace('name: string', 'name: any'));
    write('old.ts', 'export interface A {');
    const against = (base: string) => microgen('diff', '-idl', 'new.ts', '-against', base).err;
    for (const base of ['gone', 'old.ts', 'git:HEAD']) {
      expect(against(base)).toMatch(/\berror [a-z]+-/);
      expect(against(base)).not.toContain('warning');
    }
    expect(against('idl.ts')).toContain('warning untyped-value');
  });

  interface Bad {
    readonly args: readonly string[];
    readonly before?: () => void;
    readonly code: number;
    readonly says: RegExp;
  }

  const document = '.microgen/contract.json';

  const cases: Readonly<Record<string, Bad>> = {
    nothing: {
      args: [],
      code: 64,
      says: /error diff-no-contract: there is no contract to look at: \. is no generated project[^]*help: /,
    },
    'a file with nothing': {
      args: ['-idl', 'idl.ts'],
      code: 1,
      says: /error baseline-missing: [^]*\.microgen\/contract\.json does not exist[^]*-against/,
    },
    'with what does not exist': {
      args: ['-idl', 'idl.ts', '-against', 'gone'],
      code: 1,
      says: /error baseline-not-found: -against gone does not exist[^]*git:REF/,
    },
    'with a folder that is no project': {
      args: ['-idl', 'idl.ts', '-against', 'empty'],
      before: () => mkdirSync(join(folder, 'empty')),
      code: 1,
      says: /error baseline-missing: [^]*empty\/\.microgen\/contract\.json does not exist/,
    },
    'with a broken contract': {
      args: ['-idl', 'idl.ts', '-against', 'old.ts'],
      before: () => write('old.ts', 'export interface A {'),
      code: 1,
      says: /^old\.ts:1:21 - error syntax-error: [^]*1 {2}export interface A \{/,
    },
    'a broken contract': {
      args: ['-idl', 'new.ts', '-against', 'idl.ts'],
      before: () => write('new.ts', CONTRACT.replace('name: string', 'name: Strin')),
      code: 1,
      says: /^new\.ts:3:9 - error unknown-type: /,
    },
    'with a document that is no JSON': {
      args: [],
      before: () => {
        generate('-idl', 'idl.ts');
        write(document, '<<<<<<< HEAD\n{}\n');
      },
      code: 1,
      says: /^\.microgen\/contract\.json:1:1 - error baseline-broken: [^]*help: Restore it/,
    },
    'with a document that was edited': {
      args: [],
      before: () => {
        generate('-idl', 'idl.ts');
        write(
          document,
          read(document)
            .replace('"POST /putuser"', '"/putuser"')
            .replace('"PUT /putuser"', '"/putuser"'),
        );
      },
      code: 1,
      says: /error baseline-broken: \.microgen\/contract\.json is not as microgen wrote it: the verb of services\[0\]\.methods\[1\]\.route/,
    },
    'with a document of a newer microgen': {
      args: [],
      before: () => {
        generate('-idl', 'idl.ts');
        write(document, read(document).replace('microgen.contract.v1', 'microgen.contract.v7'));
      },
      code: 1,
      says: /error baseline-too-new: [^]*microgen\.contract\.v7[^]*help: Use the microgen/,
    },
    'with an unknown flag': {
      args: ['-agianst', 'x'],
      code: 64,
      says: /error usage: unknown flag -agianst[^]*-against\?/,
    },
    'with a flag of another command': {
      args: ['-prefix', 'x'],
      code: 64,
      says: /error usage: unknown flag -prefix/,
    },
    'with a flag that lacks its value': {
      args: ['-against'],
      code: 64,
      says: /error usage: -against needs a value/,
    },
    'with a stray file': {
      args: ['old.ts'],
      code: 64,
      says: /error usage: unexpected argument "old\.ts"/,
    },
  };

  it.each(Object.entries(cases))('%s', (_, bad) => {
    bad.before?.();
    const { code, out, err } = microgen('diff', ...bad.args);
    expect(err).toMatch(bad.says);
    expect(errorsIn(err)).toHaveLength(1);
    expect({ code, out }).toEqual({ code: bad.code, out: '' });
    const json = microgen('diff', ...bad.args, '-json');
    expect({ code: json.code, err: json.err }).toEqual({ code: bad.code, err: '' });
    expect(JSON.parse(json.out)).toMatchObject({
      schemaVersion: 'microgen.diff.v1',
      ok: false,
      exitCode: bad.code,
      changes: [],
    });
  });
});

describe('a project that speaks gRPC', () => {
  const idl = join('idl.ts');

  it('is told what its clients over gRPC meet', () => {
    expect(microgen('-idl', idl, '-protocols', 'http,grpc', '-import', 'shop').code).toBe(0);
    write('idl.ts', SAFE);
    expect(microgen('diff').out).toMatch(/http +grpc +source +tools/);
    // What may be null is no message of its own.
    write('idl.ts', CONTRACT.replace('User>', 'User | null>'));
    const { changes } = JSON.parse(microgen('diff', '-json').out) as { changes: unknown[] };
    expect(changes).toMatchObject([
      { subject: 'UserService.getUser()', verdicts: { http: 'breaking', grpc: 'breaking' } },
    ]);
  });

  it('is told that it speaks it no more, or under another package', () => {
    expect(microgen('-idl', idl, '-protocols', 'http,grpc', '-import', 'shop').code).toBe(0);
    const gone = microgen('-protocols', 'http', '-dry-run');
    expect(gone.err).toMatch(
      /shop: it speaks HTTP only, which breaks gRPC clients \(grpc-removed\)/,
    );
    const renamed = microgen('-import', 'store', '-dry-run');
    expect(renamed.err).toMatch(/shop: the package shop\.v1 became store\.v1, .*grpc-package/);
  });
});

describe('a project of a .proto', () => {
  const PROTO = `syntax = "proto3";
package acme.v1;
enum Mood { MOOD_NONE = 0; MOOD_GOOD = 1; }
message User { string id = 1; string full_name = 2; int32 age = 3; Mood mood = 4; reserved 9; }
service UserService { rpc GetUser(User) returns (User); rpc PutUser(User) returns (User); }
`;

  /** Every change in a word, with its verdicts for HTTP, gRPC and code. */
  function told(next: string): readonly string[] {
    write('shop.proto', next);
    const { changes } = JSON.parse(microgen('diff', '-json').out) as {
      readonly changes: readonly {
        readonly code: string;
        readonly subject: string;
        readonly verdicts: Readonly<Record<string, string>>;
      }[];
    };
    return changes.map(({ code, subject, verdicts: { http, grpc, source } }) =>
      [code, subject, http, grpc, source].map((word) => word ?? '-').join(' '),
    );
  }

  it('is told of each change once, in the words of its language', () => {
    write('shop.proto', PROTO);
    expect(microgen('-idl', 'shop.proto', '-protocols', 'http,grpc').code).toBe(0);
    expect(told(PROTO)).toEqual([]);
    expect(told(PROTO.replace('full_name', 'name'))).toEqual([
      'proto-field-renamed User.fullName breaking safe breaking',
    ]);
    expect(told(PROTO.replace('int32 age', 'int64 age'))).toEqual([
      'proto-field-type-changed User.age breaking safe breaking',
    ]);
    expect(told(PROTO.replace('age = 3', 'age = 5'))).toEqual([
      'proto-field-removed User.age - breaking -',
    ]);
    expect(told(PROTO.replace(' MOOD_GOOD = 1;', ''))).toEqual([
      'proto-enum-value-removed Mood.MOOD_GOOD breaking breaking breaking',
    ]);
    expect(told(PROTO.replace(' reserved 9;', ''))).toEqual([
      'proto-reserved-removed User - breaking -',
    ]);
    expect(told(PROTO.replace('PutUser', 'SetUser'))).toEqual(
      expect.arrayContaining(['proto-rpc-removed UserService.putUser breaking breaking breaking']),
    );
  });

  it('says what only bytes show where somebody speaks gRPC', () => {
    write('shop.proto', PROTO);
    expect(microgen('-idl', 'shop.proto').code).toBe(0);
    expect(told(PROTO.replace(' reserved 9;', ''))).toEqual([]);
  });

  it('fails the check against another file', () => {
    write('shop.proto', PROTO);
    expect(microgen('-idl', 'shop.proto', '-protocols', 'http,grpc').code).toBe(0);
    write('old.proto', PROTO.replace('string id = 1', 'bytes id = 1'));
    const ran = microgen('-check', '-breaking', '-against', 'old.proto');
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(
      /User\.id: the field was bytes, and is string.*proto-field-type-changed/,
    );
  });
});
