import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import type { Colors } from '../../../src/diagnostics/colors.ts';
import { formatDiagnostic } from '../../../src/diagnostics/format.ts';
import { createLines } from '../../../src/diagnostics/lines.ts';
import type { Span } from '../../../src/diagnostics/span.ts';

/** A diagnostic on the first place where a text stands in a source, formatted. */
function formatted(source: string, text: string, path: string = 'idl.ts'): string {
  const start = source.indexOf(text);
  const span = createLines(source).span(path, start, start + text.length);
  return formatDiagnostic(diagnose('syntax-error', { message: 'no' }, { span }), { source });
}

const SPAN: Span = { path: 'idl.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };

function tagged(name: string): (text: string) => string {
  return (text) => `<${name}>${text}</${name}>`;
}

describe('a diagnostic', () => {
  test('says where, how bad, what and why, shows the line, and helps', () => {
    const source = 'interface A {\n  hello(): Promise<void>;\n  other(): Promise<void>;\n}\n';
    const lines = createLines(source);
    const at = (name: string): Span =>
      lines.span('idl.ts', source.indexOf(name), source.indexOf(name) + name.length);
    const diagnostic = diagnose(
      'duplicate-tool',
      { tool: 'a_b', takenBy: 'A.hello' },
      { span: at('other'), related: [{ span: at('hello'), message: 'it is here' }] },
    );
    expect(formatDiagnostic(diagnostic, { source })).toBe(
      `idl.ts:3:3 - error duplicate-tool: the tool name a_b is already taken by A.hello

3    other(): Promise<void>;
     ~~~~~

  idl.ts:2:3 - it is here

  2    hello(): Promise<void>;
       ~~~~~

help: Name one of them with \`@tool name\`, or leave it out of the tools with \`@tool false\`.`,
    );
  });

  test('without a place or a text is as much as there is', () => {
    const none = diagnose('syntax-error', { message: 'no' });
    expect(formatDiagnostic(none)).toBe('error syntax-error: no');
    const placed = diagnose('syntax-error', { message: 'no' }, { span: SPAN });
    expect(formatDiagnostic(placed)).toBe('idl.ts:1:1 - error syntax-error: no');
  });

  test('takes the text of other files from a lookup', () => {
    const related = [{ span: { ...SPAN, path: 'b.ts' }, message: 'there' }];
    const diagnostic = diagnose('syntax-error', { message: 'no' }, { span: SPAN, related });
    const texts: Record<string, string> = { 'idl.ts': 'here', 'b.ts': 'elsewhere' };
    expect(formatDiagnostic(diagnostic, { source: (path) => texts[path] })).toBe(
      'idl.ts:1:1 - error syntax-error: no\n\n1  here\n   ~\n\n  b.ts:1:1 - there\n\n  1  elsewhere\n     ~',
    );
    expect(formatDiagnostic(diagnostic, { source: 'here' })).not.toContain('elsewhere');
  });

  test('is coloured by what it is given', () => {
    const color: Colors = {
      red: tagged('red'),
      green: tagged('green'),
      yellow: tagged('yellow'),
      cyan: tagged('cyan'),
      dim: tagged('dim'),
      bold: tagged('bold'),
    };
    const warning = diagnose('unknown-tag', { tag: 'min', nearest: 'minimum' }, { span: SPAN });
    expect(formatDiagnostic(warning, { source: 'x', color })).toBe(
      `<cyan>idl.ts</cyan>:<yellow>1</yellow>:<yellow>1</yellow> - <yellow>warning</yellow> <dim>unknown-tag:</dim> @min means nothing here

<dim>1</dim>  x
   <red>~</red>

<bold>help:</bold> Did you mean @minimum?`,
    );
  });
});

describe('a code frame', () => {
  test.each<[string, string, string, string]>([
    [
      'tabs stay, so that the mark stays under its place',
      '\ta:\tbad',
      'bad',
      '1  \ta:\tbad\n   \t  \t~~~',
    ],
    ['wide characters take two columns', '名: 名前', '名前', '1  名: 名前\n       ~~~~'],
    [
      'accents that are put together take none',
      'e\u0301: bad',
      'bad',
      '1  e\u0301: bad\n      ~~~',
    ],
    [
      'the rest of a line where the place goes on',
      'a bad\nline',
      'bad\nline',
      '1  a bad\n     ~~~',
    ],
    ['a mark where there is nothing left', 'a', '', '1  a\n   ~'],
    ['no line end of any kind', 'a bad\r\nb', 'bad', '1  a bad\n     ~~~'],
    ['a byte order mark is not shown', '\ufeffbad', 'bad', '1  bad\n   ~~~'],
    ['a line separator is one character', 'a\u2028bad', 'bad', '1  a<U+2028>bad\n            ~~~'],
  ])('%s', (_, source, text, frame) => {
    expect(formatted(source, text)).toBe(
      `idl.ts:1:${source.replace('\ufeff', '').indexOf(text) + 1} - error syntax-error: no\n\n${frame}`,
    );
  });

  test('cuts a long line around the place', () => {
    const frame = formatted(`${'x'.repeat(500)} bad ${'y'.repeat(500)}`, 'bad')
      .split('\n')
      .slice(2);
    const [line = '', mark = ''] = frame;
    expect(line).toBe(`1  …${'x'.repeat(29)} bad ${'y'.repeat(66)}…`);
    expect(line.slice(mark.indexOf('~'), mark.length)).toBe('bad');
  });

  test('never cuts a character in two', () => {
    for (let lead = 100; lead < 104; lead++) {
      const text = formatted(
        `${'👋'.repeat(lead)}${'x'.repeat(lead % 2)}bad${'👋'.repeat(90)}`,
        'bad',
      );
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }
  });
});

test('nothing in a source, a path or a message steers a terminal', () => {
  const source = 'a \u001b[31mred\u001b[0m \u202e\u009b2J\u0007 bad';
  const start = source.indexOf('bad');
  const span = createLines(source).span('x\u001b]0;y\u0007.ts', start, start + 3);
  const message = 'say \u001b[2J\nnot';
  const text = formatDiagnostic(diagnose('syntax-error', { message }, { span }), { source });
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  expect(text).toContain('x␛]0;y␇.ts:1:');
  expect(text).toContain('say ␛[2J␊not');
  const [, , line = '', mark = ''] = text.split('\n');
  expect(line.slice(mark.indexOf('~'))).toBe('bad');
});
