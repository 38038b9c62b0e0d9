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
import { type ApplyInput, applyChanges } from '../../../src/project/apply.ts';
import type { Change } from '../../../src/project/change.ts';
import { type Disk, openDisk } from '../../../src/project/disk.ts';
import { type MemoryDisk, createMemoryDisk } from '../../../src/project/memory-disk.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const before = {
  'keep.ts': 'keep',
  'old/deep/gone.ts': 'gone',
  'update.ts': 'before',
  'package.json': '{}',
  '.microgen/manifest.json': 'before',
};

const changes: readonly Change[] = [
  { kind: 'create', path: 'new/deep/a.ts', owner: 'generator', content: bytes('a') },
  { kind: 'keep-user', path: 'keep.ts', owner: 'user', orphaned: false },
  { kind: 'remove', path: 'old/deep/gone.ts', owner: 'generator', before: bytes('gone') },
  {
    kind: 'merge',
    path: 'package.json',
    owner: 'shared',
    content: bytes('{"a":1}'),
    before: bytes('{}'),
    kept: [],
  },
  {
    kind: 'update',
    path: 'update.ts',
    owner: 'generator',
    content: bytes('after'),
    before: bytes('before'),
    backup: true,
  },
  {
    kind: 'update',
    path: '.microgen/manifest.json',
    owner: 'generator',
    content: bytes('after'),
    before: bytes('before'),
    backup: false,
  },
];

function input(disk: Disk): ApplyInput {
  return { disk, name: 'out', changes, runId: '1', backupId: 'then' };
}

const after = {
  '.microgen/backup/then/update.ts': 'before',
  '.microgen/manifest.json': 'after',
  'keep.ts': 'keep',
  'new/deep/a.ts': 'a',
  'package.json': '{"a":1}',
  'update.ts': 'after',
};

/** The calls that write, which can fail. */
const writes = ['makeFolder', 'write', 'rename', 'removeFile', 'removeFolder'] as const;

/** A disk whose nth writing call fails, once. */
function failing(
  disk: Disk,
  nth: number,
): { readonly disk: Disk; readonly hasFailed: () => boolean } {
  let calls = 0;
  const broken = Object.fromEntries(
    writes.map((name) => [
      name,
      (...args: readonly never[]) => {
        calls += 1;
        if (calls === nth)
          throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: name });
        return (disk[name] as (...args: readonly never[]) => void)(...args);
      },
    ]),
  );
  return { disk: { ...disk, ...broken }, hasFailed: () => calls >= nth };
}

/** After a success, what could not be cleaned up is no matter. */
function filesOf(disk: MemoryDisk, withStaging: boolean): Readonly<Record<string, string>> {
  const files = Object.entries(disk.files());
  return Object.fromEntries(
    files.filter(([path]) => withStaging || !path.startsWith('.microgen/staging-1/')),
  );
}

describe('applying changes', () => {
  it('does what they say and leaves nothing else behind', () => {
    const disk = createMemoryDisk(before);
    expect(applyChanges(input(disk))).toEqual([]);
    expect(disk.files()).toEqual(after);
    expect(disk.kindOf('old')).toBeUndefined();
    expect(disk.list('.microgen').toSorted()).toEqual(['backup', 'manifest.json']);
  });

  it('leaves the project as before or as after, whichever call fails', () => {
    let nth = 0;
    for (let isDone = false; !isDone;) {
      nth += 1;
      const memory = createMemoryDisk(before);
      const { disk, hasFailed } = failing(memory, nth);
      const messages = applyChanges(input(disk)).map(({ message }) => message);
      const isUndone = messages.length > 0;
      const isTold = messages.every((message) => message.includes('the disk is full'));
      expect({ nth, isTold, files: filesOf(memory, isUndone) }).toEqual({
        nth,
        isTold: true,
        files: isUndone ? before : after,
      });
      isDone = !hasFailed();
    }
    expect(nth).toBeGreaterThan(15);
  });

  it('undoes and throws on when the fault is not the disk’s', () => {
    const memory = createMemoryDisk(before);
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        if (to === 'update.ts' && from.includes('new-')) throw new TypeError('ours');
        memory.rename(from, to);
      },
    };
    expect(() => applyChanges(input(disk))).toThrow('ours');
    expect(memory.files()).toEqual(before);
  });

  it('says where a file is that could not be put back', () => {
    const memory = createMemoryDisk(before);
    let isDown = false;
    const disk: Disk = {
      ...memory,
      rename: (from, to) => {
        isDown ||= to === 'update.ts';
        if (isDown) throw Object.assign(new Error('gone'), { code: 'EIO', syscall: 'rename' });
        memory.rename(from, to);
      },
    };
    const diagnostics = applyChanges(input(disk));
    const kept = diagnostics.filter(({ code }) => code === 'undo-failed');
    expect(kept.map(({ message }) => message)).toContain(
      'could not put package.json back after a failed run: gone',
    );
    expect(kept[0]?.help).toContain('.microgen/staging-1/old-');
  });

  it('does nothing when there is nothing to do', () => {
    const disk = createMemoryDisk({});
    expect(
      applyChanges({ ...input(disk), changes: [{ kind: 'unchanged', path: 'a', owner: 'user' }] }),
    ).toEqual([]);
    expect(disk.list('')).toEqual([]);
  });
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

  it('makes the project folder and what is above it', () => {
    const disk = openDisk(join(folder, 'x/y/z'));
    expect(applyChanges({ ...input(disk), changes: [create] })).toEqual([]);
    expect(readFileSync(join(folder, 'x/y/z/a/b.ts'), 'utf8')).toBe('b');
    expect(readdirSync(join(folder, 'x/y/z/.microgen'))).toEqual([]);
  });

  it('takes back the folders above when it fails', () => {
    const disk = openDisk(join(folder, 'x/y/z'));
    const failed = { ...disk, write: () => disk.removeFile('not/there') };
    expect(applyChanges({ ...input(failed), changes: [create] })).toMatchObject([
      { code: 'write-failed' },
    ]);
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
    expect(applyChanges({ ...input(openDisk(folder)), changes: [update] })).toEqual([]);
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
    expect(applyChanges({ ...input(openDisk(folder)), changes: [update] })).toEqual([]);
    expect(readFileSync(join(folder, 'real/a.ts'), 'utf8')).toBe('new');
  });

  it('says that the folder cannot be written to', () => {
    writeFileSync(join(folder, 'file'), '');
    const disk = openDisk(join(folder, 'file/below'));
    expect(applyChanges({ ...input(disk), changes: [create] })).toMatchObject([
      { code: 'out-not-writable' },
    ]);
  });
});
