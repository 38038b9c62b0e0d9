import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { extend } from '../../../src/extend.ts';
import { checkExtend } from '../../../src/extend/check-extend.ts';
import { generate } from '../../../src/generate.ts';
import { applyChanges } from '../../../src/project/apply/apply.ts';
import { type Disk, openDisk } from '../../../src/project/disk.ts';
import { hashBytes } from '../../../src/project/hash.ts';
import { untilUndisturbed } from '../../../src/project/undisturbed.ts';
import { Killed, bytes } from '../../support/apply-case.ts';
import { CONTRACT } from '../../support/kill/states.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-unfinished-'));
  writeFileSync(join(folder, 'idl.ts'), CONTRACT);
  const { outcome } = await generate({ cwd: folder, out: '.', idl: 'idl.ts' });
  if (outcome !== 'done') throw new Error(outcome);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (mode: 'write' | 'check' | 'dry-run') => generate({ cwd: folder, out: '.', mode });

const manifest = '.microgen/manifest.json';

/** Dies with one of two files in place. */
function interrupt(): void {
  const disk = openDisk(folder);
  const dying: Disk = {
    ...disk,
    rename: (from, to) => {
      if (to === 'b.txt') throw new Killed();
      disk.rename(from, to);
    },
    removeFile: () => {
      throw new Killed();
    },
  };
  const changes = ['a.txt', 'b.txt'].map((path) => {
    return { kind: 'create', owner: 'user', path, content: bytes(path) } as const;
  });
  const seen = hashBytes(disk.read(manifest));
  expect(() => applyChanges({ disk: dying, name: '.', changes, seen, backupId: 'x' })).toThrow(
    Killed,
  );
  for (const name of disk.list('.microgen').filter((each) => each.startsWith('lock-'))) {
    const dead = name.replace(/^lock-\d+-(\d+)-\d+-/, 'lock-1000-$1-1-');
    disk.rename(`.microgen/${name}`, `.microgen/${dead}`);
  }
}

function contents(): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => [path, readFileSync(path, 'latin1')] as const);
}

const codesOf = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  diagnostics.map(({ code }) => code);

describe('a run that is not finished', () => {
  it('is told by those that only look, and left as it is', async () => {
    interrupt();
    // Half of one project and half of another is no ground to accuse anybody of an edit.
    writeFileSync(join(folder, 'cmd/generated_routes.ts'), 'half');
    const left = contents();
    const checked = await run('check');
    expect([checked.outcome, codesOf(checked)]).toEqual(['failed', ['run-unfinished']]);
    expect(codesOf(await run('dry-run'))).toEqual(['run-unfinished']);
    expect(codesOf(checkExtend({ cwd: folder, out: '.' }))).toEqual(['run-unfinished']);
    expect(contents()).toEqual(left);
  });

  it('is finished by the next that writes, which then does its own', async () => {
    interrupt();
    rmSync(join(folder, 'tsconfig.json'));
    const result = await run('write');
    expect([result.outcome, codesOf(result)]).toEqual(['done', ['run-recovered']]);
    expect(result.counts.create).toBe(1);
    expect(['a.txt', 'b.txt'].map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual([
      'a.txt',
      'b.txt',
    ]);
    expect(readdirSync(join(folder, '.microgen')).toSorted()).toEqual([
      'contract.json',
      'manifest.json',
    ]);
    expect(codesOf(await run('check'))).toEqual([]);
  });

  it('is what an append asked for that is asked for again: there is nothing left to do', async () => {
    const target = { kind: 'service', name: 'HelloService' } as const;
    const append = () => extend({ cwd: folder, out: '.', mode: 'write', target, diff: false });
    expect(codesOf(await append())).toEqual(['target-exists']);
    interrupt();
    const result = await append();
    expect([result.outcome, codesOf(result)]).toEqual(['done', ['run-recovered']]);
  });

  it('stops the next where its user has changed what is at stake', async () => {
    interrupt();
    writeFileSync(join(folder, 'a.txt'), 'mine');
    const result = await run('write');
    expect([result.outcome, codesOf(result)]).toEqual(['failed', ['recovery-refused']]);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('mine');
  });
});

describe('a run that another one overtakes', () => {
  const changed = () => writeFileSync(join(folder, manifest), `${Math.random()}`);
  const refusal = { diagnostics: [diagnose('edited-by-hand', { path: 'a.ts' })] };
  const done = { diagnostics: [] };

  /** How often the work is done, when the first time is disturbed. */
  async function timesOf(mode: string, first: typeof refusal | typeof done): Promise<number> {
    let times = 0;
    await untilUndisturbed({ cwd: folder, out: '.', mode }, () => {
      times += 1;
      if (times > 1) return Promise.resolve(done);
      changed();
      return Promise.resolve(first);
    });
    return times;
  }

  it('is run again when it is refused, or only looks', async () => {
    expect(await timesOf('write', refusal)).toBe(2);
    expect(await timesOf('check', done)).toBe(2);
  });

  it('is not run again when it is what wrote', async () => {
    expect(await timesOf('write', done)).toBe(1);
  });

  it('is refused in the end when that does not end, and does not forget what it recovered', async () => {
    const recovered = diagnose('run-recovered', { how: 'finished' });
    const busy = diagnose('changed-meanwhile', { path: 'a.ts' });
    let times = 0;
    const { diagnostics } = await untilUndisturbed({ cwd: folder, out: '.' }, () => {
      times += 1;
      return Promise.resolve({ diagnostics: times === 1 ? [recovered, busy] : [busy] });
    });
    expect([times, codesOf({ diagnostics })]).toEqual([5, ['run-recovered', 'changed-meanwhile']]);
  });
});
