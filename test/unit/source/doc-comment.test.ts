import { describe, expect, test } from 'vitest';
import { parseDocComment } from '../../../src/source/typescript/doc-comment.ts';

function parse(source: string) {
  return parseDocComment(source, 0, source.length);
}

function tags(source: string): [string, string][] {
  return parse(source).tags.map((tag) => [tag.name, tag.value]);
}

describe('the description', () => {
  test.each([
    ['/** One line. */', 'One line.'],
    ['/** One line.*/', 'One line.'],
    ['/**\n * Two\n * lines.\n */', 'Two\nlines.'],
    ['/**\r\n * Two\r\n * lines.\r\n */', 'Two\nlines.'],
    ['/**\n * A list:\n *   - deep\n *\n * End.\n */', 'A list:\n  - deep\n\nEnd.'],
    ['/**\n   No stars.\n   */', 'No stars.'],
    ['/** Mail ada@example.com or @nobody. */', 'Mail ada@example.com or @nobody.'],
    ['/***/', ''],
    ['/** */', ''],
  ])('%j', (source, text) => {
    expect(parse(source).text).toBe(text);
  });

  test('ends where the tags begin', () => {
    expect(parse('/**\n * Hello.\n * @summary Hi\n * there\n */')).toMatchObject({
      text: 'Hello.',
      tags: [{ name: 'summary', value: 'Hi\nthere' }],
    });
  });

  test('keeps what is between code fences', () => {
    const comment = parse('/**\n * Use:\n * ```\n * @decorated class\n * ```\n * @summary x\n */');
    expect(comment.text).toBe('Use:\n```\n@decorated class\n```');
    expect(comment.tags).toHaveLength(1);
  });
});

describe('tags', () => {
  test('several on a line', () => {
    expect(tags('/** How many. @minimum 1 @maximum 5 */')).toEqual([
      ['minimum', '1'],
      ['maximum', '5'],
    ]);
  });

  test('a foreign tag begins a line or is text', () => {
    expect(tags('/** @minLength 1 @foo */')).toEqual([['minLength', '1 @foo']]);
    expect(tags('/**\n * @foo bar\n */')).toEqual([['foo', 'bar']]);
  });

  test('a tag within quotes of JSON is none', () => {
    expect(tags('/** @example {"a": "x @default y"} @default {} */')).toEqual([
      ['example', '{"a": "x @default y"}'],
      ['default', '{}'],
    ]);
    expect(tags('/** @summary Use `a @default` @tag b */')).toEqual([
      ['summary', 'Use `a @default`'],
      ['tag', 'b'],
    ]);
  });

  test('a value of several lines keeps them', () => {
    expect(tags('/**\n * @example {\n *   "a": 1\n * }\n * @tag b\n */')).toEqual([
      ['example', '{\n  "a": 1\n}'],
      ['tag', 'b'],
    ]);
  });

  test.each(['@pattern ^[^@]+@x\\.org$', '@pattern ^\\d{3}$'])('%s is kept as it is', (line) => {
    expect(tags(`/** ${line} */`)).toEqual([['pattern', line.slice('@pattern '.length)]]);
  });

  test('places are those of the file', () => {
    const source = 'x /**\r\n *  @minimum   ten\r\n */';
    const [tag] = parseDocComment(source, 2, source.length).tags;
    expect(source.slice(tag?.start, tag?.end)).toBe('@minimum');
    expect(source.slice(tag?.valueStart, tag?.valueEnd)).toBe('ten');
  });

  test('a value that is missing has its place behind the name', () => {
    const source = '/** @minimum */';
    expect(parse(source).tags[0]).toMatchObject({ value: '', valueStart: 12, valueEnd: 12 });
  });
});
