import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { group, hang, hug, layout, unionGroup } from '../../../src/text/layout.ts';
import { valueLiteral } from '../../../src/text/literals.ts';
import { type Random, seeded } from '../../support/seeded.ts';

const prettier = (text: string): Promise<string> =>
  format(text, { parser: 'typescript', printWidth: 100, singleQuote: true });

describe('group', () => {
  it('is only brackets without items', () => {
    expect(layout(group(['(', ')'], []))).toBe('()');
  });

  it('stands on one line where it fits, to the last column', () => {
    const text = `f${group(['(', ')'], ['a', 'b'])};`;
    expect(layout(text, 8)).toBe('f(a, b);');
    expect(layout(text, 7)).toBe('f(\n  a,\n  b,\n);');
  });

  it('counts what must follow on the same line', () => {
    const text = `${group(['(', ')'], ['aaa'])}: Promise<string>;`;
    expect(layout(text, 23)).toBe('(aaa): Promise<string>;');
    expect(layout(text, 22)).toBe('(\n  aaa,\n): Promise<string>;');
  });

  it('breaks the outer group first, and the inner one only where it must', () => {
    const inner = group(['[', ']'], ['b', 'c']);
    const text = `x${group(['(', ')'], ['a', inner])};`;
    expect(layout(text, 12)).toBe('x(a, [b, c]);'.length <= 12 ? text : 'x(\n  a,\n  [b, c],\n);');
    expect(layout(text, 8)).toBe('x(\n  a,\n  [\n    b,\n    c,\n  ],\n);');
  });

  it('indents from the line it stands on', () => {
    expect(layout(`    f${group(['(', ')'], ['aaaa', 'bbbb'])};`, 14)).toBe(
      '    f(\n      aaaa,\n      bbbb,\n    );',
    );
  });

  it('has its own separator and last separator', () => {
    const text = group(['{', '}'], ['a: b', 'c: d'], { padded: true, separator: ';' });
    expect(layout(text, 40)).toBe('{ a: b; c: d }');
    expect(layout(text, 8)).toBe('{\n  a: b;\n  c: d;\n}');
    expect(layout(group(['(', ')'], ['a', 'b'], { separator: ' &&', last: '' }), 4)).toBe(
      '(\n  a &&\n  b\n)',
    );
  });

  it('is broken where it must be, and so is what holds it', () => {
    const forced = group(['[', ']'], ['1'], { broken: true });
    expect(layout(group(['(', ')'], [forced]))).toBe('(\n  [\n    1,\n  ],\n)');
  });

  it('leaves text without groups alone', () => {
    expect(layout('a\n  b')).toBe('a\n  b');
  });
});

describe('unionGroup, hang, hug', () => {
  it('puts each variant behind a bar', () => {
    const text = `type A =${unionGroup(['a', 'b'])};`;
    expect(layout(text, 4)).toBe('type A =\n  | a\n  | b;');
    expect(layout(`x: ${unionGroup(['a', 'b'])};`)).toBe('x: a | b;');
    expect(layout(unionGroup(['a']))).toBe('a');
  });

  it('moves a tail to the next line, indented', () => {
    expect(layout(hang('a =>', 'bbbb'), 20)).toBe('a => bbbb');
    expect(layout(hang('a =>', 'bbbb'), 6)).toBe('a =>\n  bbbb');
  });

  it('closes a call below its last arrow function', () => {
    expect(layout(hug('f((a) =>', 'bbbb', ')'), 20)).toBe('f((a) => bbbb)');
    expect(layout(hug('f((a) =>', 'bbbb', ')'), 10)).toBe('f((a) =>\n  bbbb,\n)');
  });
});

describe("the layout is the formatter's", () => {
  const word = (random: Random): string =>
    'abcdefghijklmnopqrstuvwxyz'.slice(random.int(20), 21 + random.int(5));

  function value(random: Random, depth: number): unknown {
    const kind = random.int(depth === 0 ? 3 : 6);
    if (kind === 0) return word(random);
    if (kind === 1) return random.int(100_000);
    if (kind === 2) return random.chance(0.5);
    if (kind === 5) return Array.from({ length: random.int(40) }, () => random.int(1e6) - 100);
    const items = Array.from({ length: random.int(5) }, () => value(random, depth - 1));
    if (kind === 3) return items;
    return Object.fromEntries(items.map((item, index) => [word(random) + index, item]));
  }

  it('for values of any shape', async () => {
    const random = seeded(11);
    const values = Array.from({ length: 300 }, () => value(random, 4));
    const text = values.map((item, index) => `const v${index} = ${valueLiteral(item)};\n`).join('');
    expect(layout(text)).toBe(await prettier(layout(text)));
  });

  it('for signatures and calls of any length', async () => {
    const random = seeded(12);
    const lines = Array.from({ length: 200 }, (_, index) => {
      const names = Array.from(
        { length: 1 + random.int(5) },
        (_name, at) => `${word(random)}${at}`,
      );
      const typed = names.map((name) => `${name}: ${unionGroup(names.map((item) => `'${item}'`))}`);
      return (
        `export function f${index}${group(['(', ')'], typed)}: Promise<${word(random)}> {\n` +
        `  ${word(random)}${group(['(', ')'], names)};\n}\n`
      );
    });
    const text = layout(lines.join('\n')).replace(/ +$/gm, '');
    expect(text).toBe(await prettier(text));
  });

  it('for type literals and unions', async () => {
    const random = seeded(13);
    const lines = Array.from({ length: 200 }, (_, index) => {
      const fields = Array.from(
        { length: 1 + random.int(6) },
        (_field, at) => `${word(random)}${at}: ${unionGroup([word(random), word(random), 'null'])}`,
      );
      return `export function f${index}(value: ${group(['{', '}'], fields, { padded: true, separator: ';' })}): void {}\n`;
    });
    const text = layout(lines.join('\n')).replace(/ +$/gm, '');
    expect(text).toBe(await prettier(text));
  });
});
