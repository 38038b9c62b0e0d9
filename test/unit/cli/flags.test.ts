import { describe, expect, it } from 'vitest';
import { flags } from '../../../src/cli/flags.ts';
import { gnuArguments } from '../../../src/cli/go-flags.ts';
import { type Values, parseValues } from '../../../src/cli/program.ts';
import { requestOf } from '../../../src/cli/request.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';

/** Colours are on unless a flag says otherwise. */
function valuesOf(line: string): Values {
  const { color, ...values } = parseValues(gnuArguments(line.split(' ').filter(Boolean)));
  return color === false ? { ...values, color } : values;
}

function refusal(action: () => unknown): UsageError {
  try {
    action();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('flags', () => {
  it.each(['-idl x', '-idl=x', '--idl x', '--idl=x', '-idl x -idl=x'])('%s', (line) =>
    expect(valuesOf(line)).toEqual({ idl: 'x' }),
  );

  it.each([
    ['-docs', { docs: true }],
    ['--docs', { docs: true }],
    ['-docs=true', { docs: true }],
    ['-docs=T', { docs: true }],
    ['-docs=1', { docs: true }],
    ['-docs=false', { docs: false }],
    ['--docs=FALSE', { docs: false }],
    ['-docs=0', { docs: false }],
    ['-no-docs', { docs: false }],
    ['--no-docs', { docs: false }],
    ['-no-color', { color: false }],
    ['--no-color', { color: false }],
    ['-no-color=false', {}],
    ['-dry-run', { dryRun: true }],
    ['', {}],
  ])('%s', (line, expected) => expect(valuesOf(line)).toEqual(expected));

  it('are accepted switched off before what they switch exists', () => {
    expect(
      valuesOf(
        '-idl idl.ts -out . -import example.com/hello-svc -config=false -model=false -db=false',
      ),
    ).toEqual({
      idl: 'idl.ts',
      out: '.',
      import: 'example.com/hello-svc',
    });
    expect(valuesOf('--no-config --no-model -no-db')).toEqual({});
  });

  it('keep a value that holds = or starts with a dash', () => {
    expect(valuesOf('-kit=file:../kit?a=b')).toEqual({ kit: 'file:../kit?a=b' });
    expect(valuesOf('-out=-dir')).toEqual({ out: '-dir' });
    expect(valuesOf('-out -')).toEqual({ out: '-' });
    expect(valuesOf('-prefix=')).toEqual({ prefix: '' });
  });

  it('may all be said at once', () => {
    const line = flags
      .filter((flag) => !('later' in flag))
      .map((flag) => ('value' in flag ? `-${flag.name} x` : `-${flag.name}`))
      .join(' ');
    expect(Object.keys(valuesOf(line))).toHaveLength(flags.length - 3);
  });

  it.each([
    ['-idll x', 'unknown flag -idll', 'Did you mean -idl?'],
    ['-dryrun', 'unknown flag -dryrun', 'Did you mean -dry-run?'],
    ['-chekc', 'unknown flag -chekc', 'Did you mean -check?'],
    ['-transports http', 'unknown flag -transports', 'shows every command and flag'],
    ['-no-idl', 'unknown flag -no-idl', ''],
    ['-no-prefix', 'unknown flag -no-prefix', ''],
    ['-no-docs=true', '-no-docs takes no value', 'Say -docs=true.'],
    ['-idl', '-idl needs a value', 'Write -idl PATH'],
    ['-idl=', '-idl needs a value', 'Write -idl PATH'],
    ['-idl -out .', '-idl needs a value, and -out is a flag', '-idl=PATH'],
    ['-docs=maybe', '-docs is true or false, not "maybe"', '-docs=false'],
    ['-docs false', 'unexpected argument "false"', ''],
    ['idl.ts', 'unexpected argument "idl.ts"', '-idl idl.ts'],
    ['-out . more', 'unexpected argument "more"', 'flags only'],
    ['--', 'unexpected argument "--"', ''],
    ['-', 'unexpected argument "-"', ''],
    ['---idl x', 'unexpected argument "---idl"', ''],
    ['-idl a -idl b', '-idl a and -idl b contradict each other', 'Say one'],
    ['-docs -no-docs', '-docs and -no-docs contradict each other', 'Say one'],
    ['-config', '-config comes later: this version has no config output yet', '-config=false'],
    ['-config=true', '-config comes later', 'Leave it out'],
    ['-model', '-model comes later: this version has no model output yet', ''],
    ['-db=1', '-db comes later: this version has no database output yet', ''],
  ])('refuse %j', (line, message, help) => {
    const error = refusal(() => valuesOf(line));
    expect(error.message).toContain(message);
    expect(error.help).toContain(help);
  });
});

const request = (line: string) => requestOf(valuesOf(line), '/work');

describe('the request', () => {
  it('writes into the working folder by default', () =>
    expect(request('')).toMatchObject({
      cwd: '/work',
      out: '.',
      mode: 'write',
      diff: false,
      force: false,
    }));

  it.each([
    ['-check', 'check', false],
    ['-check -diff', 'check', true],
    ['-dry-run', 'dry-run', false],
    ['-diff', 'dry-run', true],
    ['-dry-run -diff -force', 'dry-run', true],
    ['-force', 'write', false],
  ])('%s', (line, mode, diff) => expect(request(line)).toMatchObject({ mode, diff }));

  it.each(['-check -force', '-check -dry-run', '-quiet -verbose'])('refuses %s', (line) => {
    const [first, second] = line.split(' ');
    expect(refusal(() => request(line)).message).toBe(`${first} and ${second} exclude each other`);
  });
});
