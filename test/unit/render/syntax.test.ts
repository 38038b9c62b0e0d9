import { describe, expect, it } from 'vitest';
import { checkSyntax } from '../../../src/render/syntax.ts';

const file = (path: string, content: string | Uint8Array) =>
  ({ path, content, owner: 'generator', reason: '', template: 't' }) as const;

describe('checkSyntax', () => {
  it('says where a TypeScript file does not parse', () => {
    expect(() => checkSyntax(file('a.ts', 'const a = 1;\nconst = 2;\n'))).toThrow(
      /^a\.ts:2:7 does not parse: /,
    );
  });

  it('refuses a package.json that is no JSON', () => {
    expect(() => checkSyntax(file('package.json', '{'))).toThrow(SyntaxError);
  });

  it('passes what parses, what is no code and what is no text', () => {
    for (const fine of [
      file('a.ts', 'export const a: string = `${1}`;\n'),
      file('README.md', 'const = 2;'),
      file('a.ts', new Uint8Array([0, 1])),
    ]) {
      expect(() => checkSyntax(fine)).not.toThrow();
    }
  });
});
