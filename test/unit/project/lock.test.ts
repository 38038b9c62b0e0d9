import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../../src/project/apply/lock.ts';
import { openDisk } from '../../../src/project/disk.ts';
import { createMemoryDisk } from '../../../src/project/memory-disk.ts';
import { repository } from '../../support/modules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The file of a lock. */
function lockOf(claim: { pid: number; start?: string; host?: string; age?: number }): string {
  const { pid, start = '0', host = here, age = 0 } = claim;
  return `.microgen/lock-${Date.now() - age}-${pid}-${start}-${host}-abcdef`;
}

/** What comes of taking a project with a lock in it, and what is left after giving it back. */
function taken(file: string): { readonly isTaken: boolean; readonly left: readonly string[] } {
  const disk = createMemoryDisk({ 'a.ts': '', [file]: '' });
  const { lock } = takeLock(disk, 0);
  lock?.release();
  return { isTaken: lock !== undefined, left: disk.list('') };
}

const free = { isTaken: true, left: ['a.ts'] };
const busy = { isTaken: false, left: ['a.ts', '.microgen'] };

/** Of a process that has come to its end. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const knowsStarts = existsSync('/proc/self/stat');

describe('a lock', () => {
  it('is had by one, and leaves nothing behind', () => {
    const disk = createMemoryDisk({});
    const first = takeLock(disk);
    const second = takeLock(disk, 0);
    expect(second.lock).toBeUndefined();
    expect(second.holder).toMatch(`-${process.pid}-`);
    first.lock?.release();
    expect(disk.list('')).toEqual([]);
    expect(takeLock(disk, 0).lock).toBeDefined();
  });

  it.each([
    ['that ended', () => lockOf({ pid: deadPid() }), free],
    ['that runs', () => lockOf({ pid: process.pid }), busy],
    ['on another machine', () => lockOf({ pid: deadPid(), host: '00000000' }), busy],
    [
      'on another machine, long ago',
      () => lockOf({ pid: process.pid, host: '00000000', age: 700_000 }),
      free,
    ],
  ])('of a process %s', (_name, file, goal) => expect(taken(file())).toEqual(goal));

  it.runIf(knowsStarts)('of a process whose number another has now, is a dead one’s', () =>
    expect(taken(lockOf({ pid: process.pid, start: '1' }))).toEqual(free),
  );

  it.runIf(knowsStarts)('of a process that runs is not too old at any age', () => {
    const disk = createMemoryDisk({ 'a.ts': '' });
    takeLock(disk);
    const [name = ''] = disk.list('.microgen');
    expect(taken(`.microgen/${name.replace(/^lock-\d+/, 'lock-1000')}`)).toEqual(busy);
  });

  it.runIf(knowsStarts)(
    'of a killed process that nobody has taken note of is a dead one’s',
    async () => {
      const child = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
      try {
        const pid = await new Promise<number>((resolve) =>
          child.stdout.once('data', (line) => resolve(Number(line))),
        );
        // A shell takes note of its children; what it becomes does not.
        const name = () => readFileSync(`/proc/${child.pid}/comm`, 'latin1');
        await expect.poll(name, { timeout: 10_000 }).toBe('sleep\n');
        process.kill(pid, 'SIGKILL');
        const stat = () => readFileSync(`/proc/${pid}/stat`, 'latin1');
        await expect.poll(stat, { timeout: 10_000 }).toMatch(/\) Z /);
        expect(taken(lockOf({ pid }))).toEqual(free);
      } finally {
        child.kill();
      }
    },
  );

  it('is not what another file is', () =>
    expect(taken('.microgen/lock-me')).toEqual({ isTaken: true, left: busy.left }));
});

/** Bundled, for Node does not run TypeScript in every version. */
async function workerScript(): Promise<string> {
  const file = join(folder, 'worker.mjs');
  const input = join(repository, 'test/support/kill/lock-worker.ts');
  const build = await rolldown({ input, platform: 'node' });
  await build.write({ file, format: 'esm' });
  await build.close();
  return file;
}

/** Runs a worker to its end; gives the signal or the code of it. */
function work(...args: readonly string[]): Promise<number | string | null> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
}

describe('many processes at once', () => {
  it('have the project one after the other, killed ones among them', async () => {
    const script = await workerScript();
    const root = join(folder, 'deep/project');
    const log = join(folder, 'log');
    writeFileSync(log, '');
    const ends = ['', 'killed', '', 'killed', '', 'killed'];
    const ended = await Promise.all(ends.map((end) => work(script, root, log, '12', end)));
    expect(ended).toEqual(ends.map((end) => (end === '' ? 0 : 'SIGKILL')));

    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2 * 12 * ends.length);
    for (let line = 0; line < lines.length; line += 2) {
      expect([line, lines[line + 1]]).toEqual([line, lines[line]?.replace('in', 'out')]);
    }

    const { lock } = takeLock(openDisk(root), 0);
    lock?.release();
    expect(existsSync(root) ? readdirSync(root) : []).toEqual([]);
  });
});
