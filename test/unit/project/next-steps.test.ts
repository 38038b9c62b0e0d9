import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/project/change.ts';
import { nextSteps } from '../../../src/project/next-steps.ts';

const bytes = new Uint8Array();
const create: Change = { kind: 'create', path: 'package.json', owner: 'shared', content: bytes };
const update: Change = {
  kind: 'update',
  path: 'a.ts',
  owner: 'generator',
  content: bytes,
  before: bytes,
  backup: false,
};
const sample = 'curl http://127.0.0.1:8080/say';
const request = { cwd: '/', out: '.' };

describe('the next commands', () => {
  it('of a new project lead to an answer', () =>
    expect(nextSteps({ changes: [create], request, out: 'my dir', sample })).toEqual([
      "cd 'my dir'",
      'npm install',
      'npm run dev',
      sample,
    ]));

  it('of an update are a look at whether it compiles', () =>
    expect(nextSteps({ changes: [update], request, out: '.', sample })).toEqual([
      'npm run typecheck',
    ]));

  it('of a look are the same run for good', () => {
    const options = { import: 'x', prefix: '', docs: false, tests: true, kit: undefined };
    const look = { ...request, mode: 'check', idl: 'a b.ts', options } as const;
    expect(nextSteps({ changes: [update], request: look, out: '.', sample })).toEqual([
      "microgen -idl 'a b.ts' -import x -prefix '' -docs=false -tests -out .",
    ]);
  });

  it('of nothing are none', () =>
    expect(
      nextSteps({
        changes: [{ kind: 'unchanged', path: 'a', owner: 'user' }],
        request,
        out: '.',
        sample,
      }),
    ).toEqual([]));
});
