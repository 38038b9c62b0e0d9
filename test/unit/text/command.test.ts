import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { microgenCommand } from '../../../src/text/command.ts';

describe('a command that is shown', () => {
  it('has its flags in the order given, without those that are not', () => {
    const flags = { idl: undefined, tests: false, force: true, out: 'hello' };
    expect(microgenCommand('generate', flags)).toBe('microgen -tests=false -force -out hello');
    expect(microgenCommand('extend', { check: true })).toBe('microgen extend -check');
    expect(microgenCommand('diff')).toBe('microgen diff');
  });

  it('can be typed as it stands', () => {
    const flags = { prefix: '', out: "Ada's app" };
    expect(microgenCommand('generate', flags)).toBe("microgen -prefix '' -out 'Ada'\\''s app'");
  });

  it.each([
    diagnose('project-drift', { path: 'idl.ts', state: 'is missing', out: 'my app' }),
    diagnose('service-unknown', { name: 'A', available: ['B'], out: 'my app' }),
    diagnose('contract-differs', { file: 'idl.ts', changes: ['x'], out: 'my app' }),
    diagnose('run-unfinished', { out: 'my app' }),
  ])('can be typed where a diagnostic says it', ({ help }) => {
    expect(help).toContain("-out 'my app'");
  });
});
