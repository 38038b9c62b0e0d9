import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges } from '../../../src/project/apply/apply.ts';
import type { Change } from '../../../src/project/change.ts';
import { type Disk, openDisk } from '../../../src/project/disk.ts';
import { createMemoryDisk } from '../../../src/project/memory-disk.ts';
import { foldersAbove } from '../../../src/project/paths.ts';
import {
  after,
  applyInput,
  before,
  bytes,
  disturbed,
  stateOf,
  stateOfFiles,
  systemFault,
} from '../../support/apply-case.ts';

const codes = ['ENOSPC', 'EACCES', 'EIO', 'EXDEV'];

describe('applying changes', () => {
  it('does what they say and leaves nothing else behind', () => {
    const disk = createMemoryDisk(before);
    expect(applyChanges(applyInput(disk))).toEqual([]);
    expect(disk.files()).toEqual(after);
    expect(stateOf(disk)).toEqual(stateOfFiles(after));
  });

  it.each(codes.flatMap((code) => [false, true].map((halfWritten) => ({ code, halfWritten }))))(
    'leaves the project as before or as after, whichever call fails with %o',
    ({ code, halfWritten }) => {
      const ends = new Set<string>();
      for (let nth = 1, isDone = false; !isDone; nth += 1) {
        const memory = createMemoryDisk(before);
        const happen = () => systemFault(code);
        const { disk, hasHappened } = disturbed(memory, {
          nth,
          happen,
          counted: 'all',
          halfWritten,
        });
        const found = applyChanges(applyInput(disk));
        isDone = !hasHappened();
        const goal = found.length > 0 ? before : after;
        expect([nth, stateOf(memory)]).toEqual([nth, stateOfFiles(goal)]);
        expect(found.length).toBeLessThanOrEqual(1);
        ends.add(found[0]?.code ?? 'done');
      }
      expect([...ends].toSorted()).toEqual(['done', 'out-not-writable', 'write-failed']);
    },
  );

  it.each(codes)('leaves nothing of a first generation, whichever call fails with %s', (code) => {
    for (let nth = 1, isDone = false; !isDone; nth += 1) {
      const memory = createMemoryDisk({});
      const happen = () => systemFault(code);
      const { disk, hasHappened } = disturbed(memory, { nth, happen, counted: 'all' });
      const change = {
        kind: 'create',
        owner: 'user',
        path: 'a/b.ts',
        content: bytes('b'),
      } as const;
      const found = applyChanges({ ...applyInput(disk), changes: [change], seen: undefined });
      isDone = !hasHappened();
      const goal = found.length > 0 ? {} : { 'a/b.ts': 'b' };
      expect([nth, stateOf(memory)]).toEqual([nth, stateOfFiles(goal)]);
    }
  });

  it.each(['update.ts', 'new/deep/a.ts', 'old/deep/gone.ts'])(
    'keeps what its user puts into %s while it is at work, and takes the rest back',
    (path) => {
      const memory = createMemoryDisk(before);
      const disk: Disk = {
        ...memory,
        rename: (from, to) => {
          memory.rename(from, to);
          if (!to.endsWith('/journal.json')) return;
          for (const folder of foldersAbove(path)) {
            if (memory.kindOf(folder) === undefined) memory.makeFolder(folder);
          }
          memory.write(path, bytes('theirs'));
        },
      };
      expect(applyChanges(applyInput(disk))).toMatchObject([{ code: 'changed-meanwhile' }]);
      expect(stateOf(memory)).toEqual(stateOfFiles({ ...before, [path]: 'theirs' }));
    },
  );

  it('takes back a call that did what it says has failed', () => {
    const memory = createMemoryDisk(before);
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        memory.rename(from, to);
        if (to === 'update.ts' && from.includes('new-')) throw systemFault('EIO');
      },
    };
    expect(applyChanges(applyInput(disk))).toMatchObject([{ code: 'write-failed' }]);
    expect(stateOf(memory)).toEqual(stateOfFiles(before));
  });

  it('names the project where a fault names no file', () => {
    const disk: Disk = {
      ...createMemoryDisk(before),
      rename: () => {
        throw systemFault('ENOSPC');
      },
    };
    const [found] = applyChanges(applyInput(disk));
    expect(found?.message).toBe('cannot write out: the disk is full');
  });

  it('does not touch a project with a read-only file that is to change', () => {
    const memory = createMemoryDisk(before);
    memory.write('mine.ts', bytes('mine'), 0o444);
    const [found, ...more] = applyChanges(applyInput(memory));
    expect([found?.message, more]).toEqual(['cannot write mine.ts: the file is read-only', []]);
    expect(stateOf(memory)).toEqual(stateOfFiles(before));
  });

  it('takes back and throws on when the fault is not the disk’s', () => {
    const memory = createMemoryDisk(before);
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        if (to === 'update.ts' && from.includes('new-')) throw new TypeError('ours');
        memory.rename(from, to);
      },
    };
    expect(() => applyChanges(applyInput(disk))).toThrow('ours');
    expect(memory.files()).toEqual(before);
  });

  it('says where a file is that could not be put back', () => {
    const memory = createMemoryDisk(before);
    let isDown = false;
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        isDown ||= to === 'update.ts';
        if (isDown) throw systemFault('EIO');
        memory.rename(from, to);
      },
    };
    const diagnostics = applyChanges(applyInput(disk));
    const kept = diagnostics.filter(({ code }) => code === 'undo-failed');
    expect(kept.map(({ message }) => message)).toContain(
      'could not put package.json back after a failed run: no luck: EIO',
    );
    expect(kept[0]?.help).toContain('.microgen/apply/old-');
    expect(memory.kindOf('.microgen/apply/journal.json')).toBe('file');
  });

  it('does nothing when there is nothing to do', () => {
    const disk = createMemoryDisk({});
    const changes: readonly Change[] = [{ kind: 'unchanged', path: 'a', owner: 'user' }];
    expect(applyChanges({ ...applyInput(disk), changes })).toEqual([]);
    expect(disk.list('')).toEqual([]);
  });

  it.each(['update.ts', 'mine.ts', 'new/deep/a.ts', '.microgen/manifest.json'])(
    'does nothing when %s was changed meanwhile',
    (path) => {
      const disk = createMemoryDisk({ ...before, [path]: 'changed' });
      expect(applyChanges(applyInput(disk))).toMatchObject([{ code: 'changed-meanwhile' }]);
      expect(disk.files()).toEqual({ ...before, [path]: 'changed' });
    },
  );
});

describe('on the real disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'microgen-apply-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const create: Change = {
    kind: 'create',
    path: 'a/b.ts',
    owner: 'generator',
    content: bytes('b'),
  };

  const applied = (disk: Disk, change: Change) =>
    applyChanges({ ...applyInput(disk), changes: [change], seen: undefined });

  it('makes the project folder and what is above it', () => {
    const disk = openDisk(join(folder, 'x/y/z'));
    expect(applied(disk, create)).toEqual([]);
    expect(readFileSync(join(folder, 'x/y/z/a/b.ts'), 'utf8')).toBe('b');
    expect(readdirSync(join(folder, 'x/y/z'))).toEqual(['a']);
  });

  it('takes back the folders above when it fails', () => {
    const disk = openDisk(join(folder, 'x/y/z'));
    const failed = { ...disk, rename: () => disk.removeFile('not/there') };
    expect(applied(failed, create)).toMatchObject([{ code: 'write-failed' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps the mode of an executable file', () => {
    writeFileSync(join(folder, 'a.sh'), 'old');
    chmodSync(join(folder, 'a.sh'), 0o755);
    const update: Change = {
      kind: 'update',
      path: 'a.sh',
      owner: 'generator',
      content: bytes('new'),
      before: bytes('old'),
      backup: false,
    };
    expect(applied(openDisk(folder), update)).toEqual([]);
    expect(readFileSync(join(folder, 'a.sh'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'a.sh')).mode & 0o777).toBe(0o755);
  });

  it('writes to what a link inside the project leads to', () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/a.ts'), 'old');
    symlinkSync('real/a.ts', join(folder, 'a.ts'));
    const update: Change = {
      kind: 'update',
      path: 'a.ts',
      owner: 'generator',
      content: bytes('new'),
      before: bytes('old'),
      backup: false,
    };
    expect(applied(openDisk(folder), update)).toEqual([]);
    expect(readFileSync(join(folder, 'real/a.ts'), 'utf8')).toBe('new');
  });

  it('says that the folder cannot be written to', () => {
    writeFileSync(join(folder, 'file'), '');
    const disk = openDisk(join(folder, 'file/below'));
    expect(applied(disk, create)).toMatchObject([{ code: 'out-not-writable' }]);
  });

  it('names the folder that it cannot write to', () => {
    const disk = openDisk(folder);
    const failing: Disk = {
      ...disk,
      write: (path) => {
        throw Object.assign(systemFault('EACCES'), { path: join(folder, path) });
      },
    };
    expect(applied(failing, create)).toMatchObject([
      { message: `cannot write to ${join(folder, '.microgen')}: permission denied` },
    ]);
  });
});
