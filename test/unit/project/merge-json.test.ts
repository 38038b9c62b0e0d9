import { describe, expect, it } from 'vitest';
import type { SharedValues } from '../../../src/project/manifest.ts';
import { mergeJson } from '../../../src/project/merge-json.ts';

function merged(text: string, wanted: SharedValues, last?: SharedValues): string {
  const result = mergeJson({ path: 'package.json', text, wanted, last });
  if (result.diagnostic !== undefined) throw new Error(result.diagnostic.message);
  return result.text;
}

function keptOf(text: string, wanted: SharedValues, last?: SharedValues): readonly string[] {
  const result = mergeJson({ path: 'package.json', text, wanted, last });
  return result.diagnostic === undefined ? result.kept : [];
}

describe('merging a JSON file key by key', () => {
  it('sets absent keys at the end and entries in the order npm keeps', () => {
    const text = '{\n  "name": "a",\n  "dependencies": {\n    "b": "1",\n    "d": "1"\n  }\n}\n';
    const wanted = { type: 'module', dependencies: { a: '2', c: '2', e: '2' } };
    expect(merged(text, wanted)).toBe(
      '{\n  "name": "a",\n  "dependencies": {\n    "a": "2",\n    "b": "1",\n    "c": "2",\n    "d": "1",\n    "e": "2"\n  },\n  "type": "module"\n}\n',
    );
  });

  it('updates what is as it was set last, and nothing the user changed', () => {
    const text = '{ "type": "module", "scripts": { "dev": "mine", "test": "old" } }';
    const last = { type: 'module', scripts: { dev: 'old', test: 'old' } };
    const wanted = { type: 'module', scripts: { dev: 'new', test: 'new' } };
    expect(merged(text, wanted, last)).toBe(
      '{ "type": "module", "scripts": { "dev": "mine", "test": "new" } }',
    );
    expect(keptOf(text, wanted, last)).toEqual(['scripts.dev']);
  });

  it('leaves deleted what the user deleted, an entry or all of them', () => {
    const last = { private: true, scripts: { dev: 'x' } };
    expect(merged('{ "a": 1 }', { private: true, scripts: { dev: 'y' } }, last)).toBe('{ "a": 1 }');
    expect(merged('{ "a": 1 }', { scripts: { dev: 'y', test: 'z' } }, last)).toBe(
      '{ "a": 1, "scripts": {"test":"z"} }',
    );
  });

  it('removes what is no longer wanted and still as set', () => {
    const text = '{\n  "dependencies": {\n    "a": "1",\n    "b": "2"\n  },\n  "x": 1\n}\n';
    const last = { dependencies: { a: '1', b: '1' }, x: 1 };
    expect(merged(text, { dependencies: {} }, last)).toBe(
      '{\n  "dependencies": {\n    "b": "2"\n  }\n}\n',
    );
    expect(merged('{\n  "x": 1\n}', {}, { x: 1 })).toBe('{}');
  });

  it('leaves a key alone whose shape the user changed', () => {
    const text = '{ "scripts": "none", "files": ["a"] }';
    expect(merged(text, { scripts: { dev: 'x' }, files: ['b'] })).toBe(text);
    expect(keptOf(text, { scripts: { dev: 'x' }, files: ['b'] })).toEqual(['scripts', 'files']);
  });

  it.each([
    ['tabs', '{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"s": {\n\t\t"x": "1"\n\t}\n}'],
    [
      'four spaces, no final newline',
      '{\n    "a": 1\n}',
      '{\n    "a": 1,\n    "s": {\n        "x": "1"\n    }\n}',
    ],
    [
      'CRLF and a BOM',
      '\uFEFF{\r\n  "a": 1\r\n}\r\n',
      '\uFEFF{\r\n  "a": 1,\r\n  "s": {\r\n    "x": "1"\r\n  }\r\n}\r\n',
    ],
    ['one line', '{"a":1}', '{"a":1,"s": {"x":"1"}}'],
    ['nothing inside', '{}\n', '{\n  "s": {\n    "x": "1"\n  }\n}\n'],
    ['odd spacing', '{ "a" : [1,2] ,\n\n  "b":2 }', '{ "a" : [1,2] ,\n\n  "b":2, "s": {"x":"1"} }'],
  ])('keeps the layout: %s', (_, text, expected) => {
    expect(merged(text, { s: { x: '1' } })).toBe(expected);
  });

  it('keeps every byte when nothing is to do', () => {
    const text = '{"version":1.10,\t"type" : "module" , "e":1e2,"n":12345678901234567890}';
    expect(merged(text, { type: 'module' })).toBe(text);
  });

  it('keeps how a key is written when its value changes', () => {
    expect(merged('{ "typ\\u0065"  :  "a" }', { type: 'b' }, { type: 'a' })).toBe(
      '{ "typ\\u0065"  :  "b" }',
    );
  });

  it('knows a member named __proto__ as a member', () => {
    expect(merged('{ "__proto__": { "a": 1 } }', { b: 1 })).toBe(
      '{ "__proto__": { "a": 1 }, "b": 1 }',
    );
  });

  it.each([
    [
      '{\n  "a": 1,\n}\n',
      3,
      1,
      'expected a property name in double quotes after the comma, found "}"',
    ],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected "," or "}", found "\\""'],
    ['{ "a": tru }', 1, 8, 'expected a value, found "t"'],
    ['{ "a": 01 }', 1, 8, 'expected a value, found "0"'],
    ['{ "a": "x\ny" }', 1, 8, 'expected a closing quote or a valid escape, found "\\""'],
    ['<<<<<<< HEAD\n{}', 1, 1, 'expected a value, found "<"'],
    ['', 1, 1, 'expected a value, found the end'],
    ['{} {}', 1, 4, 'expected nothing more, found "{"'],
  ])('says where %j stops being JSON', (text, line, column, reason) => {
    const { diagnostic } = mergeJson({ path: 'package.json', text, wanted: {} });
    expect(diagnostic).toMatchObject({
      code: 'shared-file-broken',
      message: `package.json cannot be merged: ${reason}`,
      span: { path: 'package.json', line, column },
    });
  });

  it('refuses what is no object', () => {
    const { diagnostic } = mergeJson({ path: 'package.json', text: '[]', wanted: {} });
    expect(diagnostic?.message).toContain('it is not an object');
  });

  it('refuses nesting without end instead of overflowing', () => {
    const text = '['.repeat(100_000);
    const { diagnostic } = mergeJson({ path: 'package.json', text, wanted: {} });
    expect(diagnostic?.message).toContain('nested too deeply');
  });
});
