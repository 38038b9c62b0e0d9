import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './docs/markdown.ts';
import { repository } from './support/modules.ts';

const CONTRACT = `export interface HelloService { hello(name: string): Promise<string> }\n`;
const SAFE = `export interface HelloService { hello(name: string): Promise<string>; bye(): Promise<void> }\n`;
const BREAKING = `export interface HelloService { hello(name: number): Promise<string> }\n`;

let base: string;
let committed: string;

/** A shell that has what a job's image and an installed package give it. */
function shell(folder: string, command: string): number | null {
  const env = {
    ...process.env,
    PATH: [join(base, 'bin'), process.env['PATH']].join(delimiter),
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  return spawnSync('sh', ['-c', command], { cwd: folder, env }).status;
}

function must(folder: string, command: string): void {
  expect([command, shell(folder, command)]).toEqual([command, 0]);
}

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'microgen-ci-'));
  mkdirSync(join(base, 'bin'));
  const command = join(base, 'bin/microgen');
  writeFileSync(
    command,
    `#!/bin/sh\nexec "${process.execPath}" "${repository}/bin/microgen.js" "$@"\n`,
  );
  chmodSync(command, 0o755);
  committed = join(base, 'committed');
  mkdirSync(committed);
  writeFileSync(join(committed, 'idl.ts'), CONTRACT);
  must(committed, 'git init -q -b main && microgen -quiet -idl idl.ts -out .');
  must(
    committed,
    'git add -A && git commit -qm one && git update-ref refs/remotes/origin/main HEAD',
  );
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The commands of microgen in a job of docs/ci.md, as the job's own shell runs them. */
function commandsOf(kind: 'github' | 'gitlab'): readonly string[] {
  const block = blocksOf('docs/ci.md').find(({ words }) => words[0] === kind);
  const lines = block?.text.match(/^ +- (?:run: )?(microgen .*)$/gm) ?? [];
  const commands = lines.map((line) => line.replace(/^ +- (?:run: )?/, ''));
  expect(commands).toHaveLength(2);
  return commands.map((command) => command.replace('${{ github.base_ref }}', 'main'));
}

/** The exit codes of a job's two commands. */
function codes(kind: 'github' | 'gitlab', prepare: (folder: string) => void): readonly unknown[] {
  const folder = mkdtempSync(join(base, 'job-'));
  cpSync(committed, folder, { recursive: true });
  prepare(folder);
  return commandsOf(kind).map((command) => shell(folder, command));
}

function regenerated(contract: string): (folder: string) => void {
  return (folder) => {
    writeFileSync(join(folder, 'idl.ts'), contract);
    must(folder, 'microgen -quiet -out . && git add -A && git commit -qm two');
  };
}

describe.each(['github', 'gitlab'] as const)('the job for %s', (kind) => {
  it.each([
    ['passes what is current', () => undefined, [0, 0]],
    ['passes a safe change', regenerated(SAFE), [0, 0]],
    ['fails for a breaking change that was committed', regenerated(BREAKING), [0, 2]],
    [
      'fails for what is stale',
      (folder: string) => writeFileSync(join(folder, 'idl.ts'), SAFE),
      [2, 2],
    ],
    [
      'fails for what was edited',
      (folder: string) => appendFileSync(join(folder, 'AGENTS.md'), 'mine'),
      [2, 2],
    ],
    [
      'fails for a broken manifest',
      (folder: string) => writeFileSync(join(folder, '.microgen/manifest.json'), '{'),
      [1, 1],
    ],
  ])('%s', (_name, prepare, expected) => {
    expect(codes(kind, prepare)).toEqual(expected);
  });
});

it('the hook lets what is current be committed, and nothing else', () => {
  const folder = mkdtempSync(join(base, 'hook-'));
  cpSync(committed, folder, { recursive: true });
  const hook = blocksOf('docs/ci.md').find(({ words }) => words[0] === 'hook')?.text ?? '';
  const path = join(folder, '.git/hooks/pre-commit');
  mkdirSync(join(folder, '.git/hooks'), { recursive: true });
  writeFileSync(path, hook);
  chmodSync(path, 0o755);
  writeFileSync(join(folder, 'notes.md'), 'mine');
  must(folder, 'git add -A && git commit -qm notes');
  writeFileSync(join(folder, 'idl.ts'), SAFE);
  expect(shell(folder, 'git add -A && git commit -qm stale')).not.toBe(0);
  must(folder, 'microgen -quiet -out . && git add -A && git commit -qm current');
  expect(readFileSync(join(folder, 'idl.ts'), 'utf8')).toBe(SAFE);
});
