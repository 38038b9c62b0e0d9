import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { distinctNames, isIdentifier, safeName } from '../../../src/text/identifiers.ts';

describe('isIdentifier', () => {
  it.each(['a', '_', '$', 'größe', 'a1', 'class', '名前', 'a\u200db'])('takes %j', (name) => {
    expect(isIdentifier(name)).toBe(true);
  });

  it.each(['', '1a', 'a-b', 'a b', 'a.b', '\u200da', "a'b"])('refuses %j', (name) => {
    expect(isIdentifier(name)).toBe(false);
  });
});

describe('safeName', () => {
  const declares = (name: string): boolean => {
    const text = `export const ${name} = 1;\nexport function f(${name}: number) { return ${name}; }`;
    const { diagnostics = [] } = ts.transpileModule(text, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    return diagnostics.length === 0;
  };
  const words = Array.from(
    { length: ts.SyntaxKind.LastReservedWord - ts.SyntaxKind.FirstReservedWord + 1 },
    (_, index) => ts.tokenToString(ts.SyntaxKind.FirstReservedWord + index) ?? '',
  );

  it.each([...words, 'let', 'static', 'yield', 'await', 'package', 'arguments', 'eval'])(
    'makes %s declarable',
    (word) => {
      expect(safeName(word)).toBe(`${word}$`);
      expect(declares(safeName(word))).toBe(true);
    },
  );

  it('leaves other names alone and steps aside for taken ones', () => {
    expect(safeName('name')).toBe('name');
    expect(safeName('a', new Set(['a', 'a$']))).toBe('a$$');
    expect(safeName('class', new Set(['class$']))).toBe('class$$');
  });
});

describe('distinctNames', () => {
  it('makes every name declarable and different', () => {
    expect(distinctNames(['ctx', 'class', 'ctx', 'ctx'])).toEqual([
      'ctx',
      'class$',
      'ctx$',
      'ctx$$',
    ]);
  });
});
