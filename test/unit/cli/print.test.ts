import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { exitCodeOf } from '../../../src/cli/exit-code.ts';
import { jsonText } from '../../../src/cli/print-json.ts';
import { planText } from '../../../src/cli/print-plan.ts';
import type { Change } from '../../../src/project/change.ts';
import { type Findings, resultOf } from '../../../src/project/result.ts';

const bytes = new Uint8Array();
const writing = { content: bytes, before: bytes };

const changes: readonly Change[] = [
  { kind: 'create', path: 'a\u001b[2J.ts', owner: 'generator', content: bytes },
  { kind: 'update', path: 'b.ts', owner: 'generator', ...writing, backup: true },
  { kind: 'unchanged', path: 'c.ts', owner: 'generator' },
  { kind: 'keep-user', path: 'd.ts', owner: 'user', orphaned: false },
  { kind: 'keep-user', path: 'e.ts', owner: 'user', orphaned: true },
  { kind: 'merge', path: 'package.json', owner: 'shared', ...writing, kept: ['scripts.dev'] },
  { kind: 'remove', path: 'z.ts', owner: 'generator', before: bytes },
];

const conflict: Change = {
  kind: 'conflict',
  path: 'x.ts',
  owner: 'generator',
  ...writing,
  cause: 'edited',
};

const result = (findings: Partial<Findings> = {}) => ({
  ...resultOf({ started: performance.now(), mode: 'write', diagnostics: [], ...findings }),
  ms: 7,
});

const style = { colors: picocolors.createColors(false), verbose: false };

describe('the plan', () => {
  it('says what happened to each file, the counts, the time and what is next', () => {
    expect(planText(result({ changes, next: ['cd hello', 'npm install'] }), style)).toBe(
      [
        '  created       a␛[2J.ts',
        '  updated       b.ts  the old content is kept under .microgen/backup/',
        '  kept (yours)  e.ts  no longer generated: take what you need out of it, then delete it',
        '  merged        package.json  yours stays: scripts.dev',
        '  removed       z.ts',
        '',
        '1 created, 1 updated, 1 unchanged, 2 kept (yours), 1 merged, 1 removed in 7 ms',
        '',
        'next:',
        '  cd hello',
        '  npm install',
        '',
      ].join('\n'),
    );
  });

  it('says what it would do where nothing was written', () => {
    const text = planText(result({ changes, mode: 'dry-run' }), style);
    expect(text).toContain('  to create     a␛[2J.ts\n');
    expect(text).toContain('1 to merge, 1 to remove (nothing was written) in 7 ms\n');
  });

  it('is one line when there is nothing to do', () => {
    const current = result({ changes: changes.slice(2, 4) });
    expect(planText(current, style)).toBe('nothing to do: 2 files are current (7 ms)\n');
    expect(planText(current, { ...style, verbose: true })).toBe(
      '  unchanged     c.ts\n  kept (yours)  d.ts\nnothing to do: 2 files are current (7 ms)\n',
    );
  });

  it('shows what a run was refused for, and its lines', () => {
    const refused = result({
      changes: [...changes, conflict],
      diagnostics: [diagnose('edited-by-hand', { path: 'x.ts' })],
      diff: ({ kind }) =>
        kind === 'conflict' ? '--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-\u001bold\n+new\n' : '',
    });
    expect(planText(refused, style)).toBe(
      [
        '  conflict      x.ts',
        '    --- a/x.ts',
        '    +++ b/x.ts',
        '    @@ -1 +1 @@',
        '    -␛old',
        '    +new',
        '',
        'refused: nothing was changed in 7 ms',
        '',
      ].join('\n'),
    );
  });

  it('is nothing when the contract is at fault', () =>
    expect(planText(result({ diagnostics: [diagnose('idl-required', {})] }), style)).toBe(''));

  it('has colours only when asked for', () => {
    const colored = planText(result({ changes }), {
      ...style,
      colors: picocolors.createColors(true),
    });
    expect(colored).toContain('\u001b[32mcreated');
    expect(planText(result({ changes }), style)).not.toContain('\u001b');
  });
});

describe('the outcome', () => {
  const edited = diagnose('edited-by-hand', { path: 'x.ts' });
  it.each([
    ['nothing to do', {}, 'done', 0],
    ['written', { changes }, 'done', 0],
    ['a check that finds something', { changes, mode: 'check' }, 'pending', 2],
    ['a check that finds nothing', { changes: changes.slice(2, 5), mode: 'check' }, 'done', 0],
    [
      'a check that finds an edit',
      { changes: [conflict], diagnostics: [edited], mode: 'check' },
      'pending',
      2,
    ],
    [
      'a check of a broken contract',
      { diagnostics: [diagnose('read-failed', { path: 'x', reason: 'y' })], mode: 'check' },
      'failed',
      1,
    ],
    ['an edit', { changes: [conflict], diagnostics: [edited] }, 'failed', 1],
    ['wrong usage', { diagnostics: [diagnose('idl-required', {})], isUsage: true }, 'usage', 64],
  ] as const)('%s', (_, findings, outcome, exitCode) => {
    expect(result(findings).outcome).toBe(outcome);
    expect(exitCodeOf(outcome)).toBe(exitCode);
  });
});

it('is the same as JSON', () => {
  const json = JSON.parse(jsonText(result({ changes, next: ['npm install'] }), 0));
  expect(Object.keys(json)).toEqual([
    'schemaVersion',
    'ok',
    'exitCode',
    'outcome',
    'wrote',
    'changes',
    'counts',
    'diagnostics',
    'ms',
    'next',
  ]);
  expect(json).toMatchObject({
    schemaVersion: 'microgen.result.v1',
    ok: true,
    exitCode: 0,
    wrote: true,
  });
  expect(json.changes[0]).toEqual({ path: 'a\u001b[2J.ts', kind: 'create', owner: 'generator' });
  expect(json.counts).toEqual({
    create: 1,
    update: 1,
    unchanged: 1,
    'keep-user': 2,
    merge: 1,
    insert: 0,
    remove: 1,
    conflict: 0,
  });
});
