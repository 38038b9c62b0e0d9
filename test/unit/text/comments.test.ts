import { describe, expect, it } from 'vitest';
import { docComment } from '../../../src/text/comments.ts';

describe('docComment', () => {
  it('is nothing for nothing', () => {
    expect(docComment('')).toBe('');
    expect(docComment(' \n ')).toBe('');
  });

  it('stands on one line where it fits, before what it documents', () => {
    expect(docComment('Says hello.')).toBe('/** Says hello. */\n');
    expect(docComment('Says hello.', '  ')).toBe('/** Says hello. */\n  ');
  });

  it('takes a line a line, with empty lines kept and line ends trimmed', () => {
    expect(docComment('One.  \n\nTwo.', '  ')).toBe('/**\n   * One.\n   *\n   * Two.\n   */\n  ');
  });

  it('opens a single line that is too long', () => {
    expect(docComment('x'.repeat(93))).toBe(`/** ${'x'.repeat(93)} */\n`);
    expect(docComment('x'.repeat(94))).toBe(`/**\n * ${'x'.repeat(94)}\n */\n`);
  });

  it('cannot be closed from inside, nor hold what an editor hides', () => {
    const text = docComment('a */ alert(1) /* b\u2028c\u0007d\u0001e');
    expect(text.slice(0, -4)).not.toContain('*/ alert');
    expect(text).not.toMatch(/[\u0001\u0007\u2028]/);
  });
});
