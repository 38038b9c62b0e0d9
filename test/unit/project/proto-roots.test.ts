import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../../src/project/open-project.ts';
import { protoRoots } from '../../../src/project/proto-roots.ts';

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'microgen-roots-'));
  mkdirSync(join(cwd, 'out'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** What becomes of `-idl` and `-proto-path` in a run that writes to `out`. */
function rootsOf(idl: string, protoPath: string | undefined, from = cwd) {
  const request = { cwd: from, out: join(cwd, 'out'), idl, options: { protoPath } };
  const { project } = openProject(request, '0.0.0');
  if (project === undefined) throw new Error('this project can be opened');
  return { ...protoRoots(from, project), remembered: project.options.protoPath };
}

describe('import roots', () => {
  it('are none where nothing is said', () => {
    expect(rootsOf('protos/a.proto', undefined)).toEqual({ roots: [], remembered: '' });
    expect(rootsOf('protos/a.proto', '')).toEqual({ roots: [], remembered: '' });
  });

  it('are remembered as the project sees them, and named as the contract is', () => {
    expect(rootsOf('protos/acme/a.proto', ' protos ,third_party,protos')).toEqual({
      roots: ['protos', 'third_party'],
      name: 'acme/a.proto',
      remembered: '../protos,../third_party',
    });
    const absolute = cwd.replaceAll('\\', '/');
    expect(rootsOf(`${absolute}/protos/a.proto`, 'protos')).toEqual({
      roots: [`${absolute}/protos`],
      name: 'a.proto',
      remembered: '../protos',
    });
  });

  it('give the contract its name from above the working folder, too', () => {
    expect(rootsOf('a.proto', '..', join(cwd, 'out'))).toEqual({
      roots: ['..'],
      name: 'out/a.proto',
      remembered: '..',
    });
  });

  it('need not hold the contract', () => {
    expect(rootsOf('a.proto', 'protos')).toEqual({ roots: ['protos'], remembered: '../protos' });
  });
});
