import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../src/project/apply/apply.ts';
import { recoverProject, unfinishedRun } from '../../../src/project/apply/recover.ts';
import type { Disk } from '../../../src/project/disk.ts';
import { type MemoryDisk, createMemoryDisk } from '../../../src/project/memory-disk.ts';
import {
  Killed,
  after,
  applyInput,
  before,
  bytes,
  disturbed,
  stateOf,
  stateOfFiles,
  systemFault,
} from '../../support/apply-case.ts';

/** Runs something that may die on its way. */
function mayDie(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

/** Dies: its lock is a dead process's from then on. */
function bury(memory: MemoryDisk): void {
  for (const name of memory.list('.microgen')) {
    if (!name.startsWith('lock-')) continue;
    memory.removeFile(`.microgen/${name}`);
    memory.write(`.microgen/${name.replace(/-\d+-/, '-1000-')}`, new Uint8Array());
  }
}

/** A run that dies at its nth call. */
function killedAt(nth: number): { readonly memory: MemoryDisk; readonly hasDied: boolean } {
  const memory = createMemoryDisk(before);
  const { disk, hasHappened } = disturbed(memory, {
    nth,
    happen: () => new Killed(),
    counted: 'all',
  });
  mayDie(() => applyChanges(applyInput(disk)));
  bury(memory);
  return { memory, hasDied: hasHappened() };
}

const ends = [stateOfFiles(before), stateOfFiles(after)];

describe('a run that died', () => {
  it('is finished or gone after the next one, at whichever call it died', () => {
    const seen = new Set<string>();
    for (let nth = 1; ; nth += 1) {
      const { memory, hasDied } = killedAt(nth);
      if (!hasDied) break;
      const found = recoverProject(memory, 'out');
      expect(found.map(({ code }) => code).filter((code) => code !== 'run-recovered')).toEqual([]);
      const end = ends.findIndex((one) => String(one) === String(stateOf(memory)));
      expect([nth, end === -1 ? stateOf(memory) : 'one of both']).toEqual([nth, 'one of both']);
      expect(memory.list('.microgen').filter((name) => /^(?:lock-|apply$)/.test(name))).toEqual([]);
      seen.add(`${end} ${found.map(({ message }) => message).join('')}`);
    }
    expect([...seen].toSorted()).toEqual([
      '0 ',
      '1 ',
      '1 the last run was interrupted; it is finished now',
    ]);
  });

  it('is so too when the recovery dies, at whichever call', () => {
    for (let nth = 1; ; nth += 1) {
      const { memory, hasDied } = killedAt(nth);
      if (!hasDied) break;
      for (let second = 1; ; second += 1) {
        const copy = copyOf(memory);
        const { disk, hasHappened } = disturbed(copy, {
          nth: second,
          happen: () => new Killed(),
          counted: 'writing',
        });
        mayDie(() => recoverProject(disk, 'out'));
        bury(copy);
        recoverProject(copy, 'out');
        const isEnd = ends.some((one) => String(one) === String(stateOf(copy)));
        expect([nth, second, isEnd || stateOf(copy)]).toEqual([nth, second, true]);
        if (!hasHappened()) break;
      }
    }
  });

  it('is tried again when the recovery fails', () => {
    const { memory } = killedBefore('update.ts');
    const failing: Disk = {
      ...memory,
      rename: () => {
        throw systemFault('EIO');
      },
    };
    expect(recoverProject(failing, 'out')).toMatchObject([{ code: 'recovery-failed' }]);
    expect(recoverProject(memory, 'out')).toMatchObject([{ code: 'run-recovered' }]);
    expect(stateOf(memory)).toEqual(stateOfFiles(after));
  });

  it('leaves alone what was changed since', () => {
    const { memory } = killedBefore('update.ts');
    memory.write('update.ts', bytes('theirs'));
    memory.write('mine.ts', bytes('mine, later'));
    const [found] = recoverProject(memory, 'out');
    expect(found?.message).toBe(
      'the last run was interrupted; it is finished now, but for what was changed since and stays as it is: mine.ts, update.ts',
    );
    expect(memory.files()).toEqual({
      ...after,
      'update.ts': 'theirs',
      'mine.ts': 'mine, later',
    });
  });

  it('is taken back where what it needs to go on is gone', () => {
    const { memory } = killedBefore('update.ts');
    for (const name of memory.list('.microgen/apply')) {
      if (name.startsWith('new-')) memory.removeFile(`.microgen/apply/${name}`);
    }
    const [found] = recoverProject(memory, 'out');
    expect(found?.message).toBe('the last run was interrupted; it is taken back now');
    expect(stateOf(memory)).toEqual(stateOfFiles(before));
  });

  it('is said to be there by who only looks', () => {
    const { memory } = killedBefore('update.ts');
    expect(unfinishedRun(memory, 'out')).toMatchObject([{ code: 'run-unfinished' }]);
    expect(unfinishedRun(createMemoryDisk(before), 'out')).toEqual([]);
  });

  it.each([
    ['not JSON', '{'],
    ['another document', '{"schemaVersion":"microgen.apply.v9","steps":[],"folders":[]}'],
    [
      'a way out of the project',
      JSON.stringify({
        schemaVersion: 'microgen.apply.v1',
        steps: [{ kind: 'write', path: '../x', after: '0'.repeat(64) }],
        folders: [],
      }),
    ],
  ])('is not believed when its journal holds %s', (_name, text) => {
    const memory = createMemoryDisk({ ...before, '.microgen/apply/journal.json': text });
    expect(recoverProject(memory, 'out')).toMatchObject([{ code: 'journal-broken' }]);
    expect(memory.files()).toEqual({ ...before, '.microgen/apply/journal.json': text });
  });
});

/** A run that dies right before it moves a file into place. */
function killedBefore(path: string): { readonly memory: MemoryDisk } {
  const memory = createMemoryDisk(before);
  let isDead = false;
  const dying = (name: 'rename' | 'removeFile' | 'write') => (first: string, second: never) => {
    isDead ||= name === 'rename' && (second as string) === path;
    if (isDead) throw new Killed();
    return (memory[name] as (a: string, b: never) => void)(first, second);
  };
  const disk: Disk = {
    ...memory,
    rename: dying('rename') as Disk['rename'],
    removeFile: dying('removeFile') as Disk['removeFile'],
  };
  mayDie(() => applyChanges(applyInput(disk)));
  bury(memory);
  return { memory };
}

function copyOf(memory: MemoryDisk): MemoryDisk {
  return createMemoryDisk(memory.files());
}
