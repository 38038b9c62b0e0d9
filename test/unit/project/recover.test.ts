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
  if (memory.kindOf('.microgen') === undefined) return;
  for (const name of memory.list('.microgen')) {
    if (!name.startsWith('lock-')) continue;
    memory.removeFile(`.microgen/${name}`);
    // It began another time than this process, and long ago where the system does not tell.
    const dead = name.replace(/^lock-\d+-(\d+)-\d+-/, 'lock-1000-$1-1-');
    memory.write(`.microgen/${dead}`, new Uint8Array());
  }
}

/** A run that dies at its nth call. */
function killedAt(
  nth: number,
  halfWritten = false,
): { readonly memory: MemoryDisk; readonly hasDied: boolean } {
  const memory = createMemoryDisk(before);
  const { disk, hasHappened } = disturbed(memory, {
    nth,
    happen: () => new Killed(),
    counted: 'all',
    halfWritten,
  });
  mayDie(() => applyChanges(applyInput(disk)));
  bury(memory);
  return { memory, hasDied: hasHappened() };
}

/** All but the locks of the dead, which go. */
function projectOf(memory: MemoryDisk): object {
  const files = Object.entries(memory.files());
  return Object.fromEntries(files.filter(([path]) => !path.startsWith('.microgen/lock-')));
}

const ends = [stateOfFiles(before), stateOfFiles(after)];

describe('a run that died', () => {
  it.each([
    ['at whichever call it died', false],
    ['also when it died in the midst of writing a file', true],
  ])('is finished or gone after the next one, %s', (_name, halfWritten) => {
    const seen = new Set<string>();
    for (let nth = 1; ; nth += 1) {
      const { memory, hasDied } = killedAt(nth, halfWritten);
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
          counted: 'all',
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

  // What was in place already has no new content left to be staged: all of it is taken back then.
  it.each([
    ['update.ts', after],
    ['mine.ts', before],
    ['new/deep/a.ts', before],
    ['old/deep/gone.ts', after],
  ])(
    'stays as it is when its user changed %s since, until that is out of the way',
    (path, goal) => {
      const { memory } = killedBefore('update.ts');
      if (memory.kindOf('old/deep') === undefined) memory.makeFolder('old');
      if (memory.kindOf('old/deep') === undefined) memory.makeFolder('old/deep');
      memory.write(path, bytes('theirs'));
      const files = projectOf(memory);
      expect(recoverProject(memory, 'out')).toMatchObject([
        { code: 'recovery-refused', message: expect.stringContaining(path) },
      ]);
      expect(projectOf(memory)).toEqual(files);
      memory.removeFile(path);
      expect(recoverProject(memory, 'out')).toMatchObject([{ code: 'run-recovered' }]);
      expect(stateOf(memory)).toEqual(stateOfFiles(goal));
    },
  );

  it('keeps what its user writes while it is finished', () => {
    const { memory } = killedBefore('update.ts');
    let isFirst = true;
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        memory.rename(from, to);
        if (isFirst) memory.write('.microgen/manifest.json', bytes('theirs'));
        isFirst = false;
      },
    };
    expect(recoverProject(disk, 'out')).toMatchObject([{ code: 'recovery-refused' }]);
    expect(memory.files()).toMatchObject({
      '.microgen/manifest.json': 'theirs',
      'update.ts': 'after',
    });
    memory.removeFile('.microgen/manifest.json');
    recoverProject(memory, 'out');
    expect(stateOf(memory)).toEqual(stateOfFiles(after));
  });

  it('is taken back where what it needs to go on is gone', () => {
    const { memory } = killedBefore('update.ts');
    // One of them was deleted since.
    memory.removeFile('mine.ts');
    for (const name of memory.list('.microgen/apply')) {
      if (name.startsWith('new-')) memory.removeFile(`.microgen/apply/${name}`);
    }
    const [found] = recoverProject(memory, 'out');
    expect(found?.message).toBe('the last run was interrupted; it is taken back now');
    expect(stateOf(memory)).toEqual(stateOfFiles(before));
  });

  it('cannot be finished when nothing is whole that it needs', () => {
    const { memory } = killedBefore('update.ts');
    for (const name of memory.list('.microgen/apply')) {
      if (name !== 'journal.json') memory.write(`.microgen/apply/${name}`, bytes('torn'));
    }
    const files = projectOf(memory);
    const failed = 'the last run was interrupted, and finishing it fails at .microgen/apply/new-';
    expect(recoverProject(memory, 'out')).toMatchObject([
      {
        code: 'recovery-failed',
        message: expect.stringMatching(`^${failed}\\d: it is not as the run left it$`),
      },
    ]);
    expect(projectOf(memory)).toEqual(files);
    for (const name of memory.list('.microgen/apply')) {
      if (name !== 'journal.json') memory.removeFile(`.microgen/apply/${name}`);
    }
    expect(recoverProject(memory, 'out')).toMatchObject([
      { message: expect.stringMatching(`^${failed}\\d: it is gone$`) },
    ]);
  });

  it('says so when what it staged cannot be removed', () => {
    const memory = createMemoryDisk({ ...before, '.microgen/apply/new-0/x': '' });
    expect(recoverProject(memory, 'out')).toMatchObject([{ code: 'recovery-failed' }]);
  });

  it('says so when the project takes no files', () => {
    const { memory } = killedBefore('update.ts');
    const disk: Disk = {
      ...memory,
      write: () => {
        throw systemFault('EROFS');
      },
    };
    expect(recoverProject(disk, 'out')).toMatchObject([
      { code: 'recovery-failed', message: expect.stringContaining(' out: the file system') },
    ]);
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
    [
      'a way into git',
      JSON.stringify({
        schemaVersion: 'microgen.apply.v1',
        steps: [{ kind: 'write', path: '.git/hooks/pre-commit', after: '0'.repeat(64) }],
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
