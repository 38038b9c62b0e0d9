import { describe, expect, it } from 'vitest';
import {
  identifiersIn,
  insertInterfaceMember,
  interfaceMember,
} from '../../../src/edit/interface-member.ts';
import { faultsIn, marked } from '../../support/edit/marked.ts';

const member = { text: '/** Says hello. */\nhello(req: R): Promise<S>;' };
const two = '\n  /** Says hello. */\n  hello(req: R): Promise<S>;';

const cases: Readonly<Record<string, string>> = {
  'an empty interface': `interface Hello {⟦${two}\n⟧}\n`,
  'an exported one': `export interface Hello {\n  x(): void;⟦${two}⟧\n}\n`,
  'one of one line': `interface Hello { x(): void⟦${two}\n⟧ }\n`,
  'the last of two that merge': `interface Hello {\n  x(): void;\n}\ninterface Hello {\n  y(): void;⟦${two}⟧\n}\n`,
  'one whose members are spaced': `interface Hello {\n  x(): void;\n\n  y(): void;⟦\n${two}⟧\n}\n`,
  'one with commas': `interface Hello {\n  x(): void,⟦${two}⟧\n}\n`,
  'one without semicolons': `interface Hello {\n  x(): void⟦${two}⟧\n}\n`,
  'one whose last member is called get': `interface Hello {\n  get⟦;${two}⟧\n}\n`,
  'one with a comment behind its last member': `interface Hello {\n  x(): void; // x⟦${two}⟧\n}\n`,
  'one with a comment at its end': `interface Hello {\n  x(): void;⟦${two}⟧\n  // end\n}\n`,
  'one with CRLF and tabs': `interface Hello {\r\n\tx(): void;⟦${two.replaceAll('\n  ', '\r\n\t')}⟧\r\n}\r\n`,
  'one with braces in its heritage': `interface Hello extends Base<{ a: 1 }> {⟦${two}⟧\n}\n`,
};

describe('a member goes into', () => {
  it.each(Object.entries(cases))('%s', (_, text) => {
    const { before, after } = marked(text);
    expect(insertInterfaceMember(before, 'Hello', member)).toBe(after);
    expect(faultsIn(after)).toEqual([]);
    expect(interfaceMember(after, 'Hello', 'hello')).toContain('hello(req: R)');
  });

  it('no interface of another name, nor one in a namespace', () => {
    const text = 'interface Other {}\nnamespace N { interface Hello {} }\n';
    expect(insertInterfaceMember(text, 'Hello', member)).toBeUndefined();
  });
});

describe("a member's text", () => {
  it('has the comments before it and no indentation of its own', () => {
    const text =
      'interface Hello {\r\n  x(): void; // of x\r\n  // a\r\n  /**\r\n   * b\r\n   */\r\n  y(): {\r\n    z: 1;\r\n  };\r\n}';
    expect(interfaceMember(text, 'Hello', 'y')).toBe('// a\n/**\n * b\n */\ny(): {\n  z: 1;\n};');
  });

  it.each(["'hello'(): void", "['hello'](): void", 'hello: () => void', 'get hello(): string'])(
    'is found as %s',
    (text) => {
      expect(interfaceMember(`interface Hello { ${text} }`, 'Hello', 'hello')).toBe(text);
    },
  );

  it('is absent where no interface has it', () => {
    expect(interfaceMember('interface Hello { [hello]: 1 }', 'Hello', 'hello')).toBeUndefined();
    expect(interfaceMember('', 'Hello', 'hello')).toBeUndefined();
  });

  it('names what it uses, comments aside', () => {
    const names = identifiersIn('/** {@link No} */ hello(req: R): N.S<"T">; // No');
    expect([...names].toSorted()).toEqual(['Member', 'N', 'R', 'S', 'hello', 'req']);
  });
});
