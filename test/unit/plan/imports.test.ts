import { describe, expect, it } from 'vitest';
import { Imports } from '../../../src/plan/imports.ts';
import { layout } from '../../../src/text/layout.ts';

const linesOf = (imports: Imports): readonly string[] =>
  imports.lines().map((line) => layout(line));

describe('Imports', () => {
  it('are one statement a module, packages first, all sorted', () => {
    const imports = new Imports();
    imports.value('./b.ts', 'b');
    imports.type('../a.ts', 'Z');
    imports.type('../a.ts', 'A');
    imports.kit('Context');
    expect(linesOf(imports)).toEqual([
      "import type { Context } from '@microgen/kit';",
      "import type { A, Z } from '../a.ts';",
      "import { b } from './b.ts';",
    ]);
  });

  it('import as a type what is only ever asked for as one', () => {
    const imports = new Imports();
    imports.type('./a.ts', 'A');
    imports.value('./a.ts', 'b');
    expect(linesOf(imports)).toEqual(["import { type A, b } from './a.ts';"]);
    imports.value('./a.ts', 'A');
    expect(linesOf(imports)).toEqual(["import { A, b } from './a.ts';"]);
  });

  it('give the same name for the same symbol', () => {
    const imports = new Imports();
    expect(imports.type('./a.ts', 'A')).toBe(imports.type('./a.ts', 'A'));
    expect(linesOf(imports)).toHaveLength(1);
  });

  it('rename what clashes with what the file declares, with each other or with a global', () => {
    const imports = new Imports(['Client']);
    expect(imports.type('./types.ts', 'Client')).toBe('Client$');
    expect(imports.kit('Context')).toBe('Context');
    expect(imports.type('./types.ts', 'Context')).toBe('Context$');
    expect(imports.type('./types.ts', 'Promise')).toBe('Promise$');
    expect(imports.type('./other.ts', 'Context')).toBe('Context$$');
    expect(linesOf(imports)).toEqual([
      "import type { Context } from '@microgen/kit';",
      "import type { Context as Context$$ } from './other.ts';",
      "import type { Client as Client$, Context as Context$, Promise as Promise$ } from './types.ts';",
    ]);
  });

  it('break over lines where they are long', () => {
    const imports = new Imports();
    for (const letter of 'abc') imports.value('./a.ts', letter.repeat(40));
    expect(linesOf(imports)[0]?.split('\n')).toHaveLength(5);
  });
});
