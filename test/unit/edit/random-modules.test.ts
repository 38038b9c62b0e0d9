import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBindings } from '../../../src/edit/bindings.ts';
import { insertClassMember } from '../../../src/edit/class-member.ts';
import { findClass } from '../../../src/edit/find-class.ts';
import { appendDeclarations, topLevelNames } from '../../../src/edit/declarations.ts';
import { insertImports } from '../../../src/edit/imports.ts';
import { insertInterfaceMember, interfaceMember } from '../../../src/edit/interface-member.ts';
import { parseModule } from '../../../src/edit/parse-module.ts';
import { faultsIn } from '../../support/edit/marked.ts';
import { type RandomModule, randomModule } from '../../support/edit/random-module.ts';

const RUNS = 400;
const SEED = 20260131;
const wanted = { implemented: 'HelloServiceHandler', name: 'HelloService' };

/** Holds a property for many random modules, the same on every run. */
function holds(property: (module: RandomModule, text: string) => void): void {
  fc.assert(
    fc.property(randomModule, (module) => {
      const text = module.head + module.behind + module.tail;
      expect(faultsIn(text)).toEqual([]);
      property(module, text);
    }),
    { numRuns: RUNS, seed: SEED },
  );
}

function found(text: string) {
  const search = findClass(text, wanted);
  if ('fault' in search) throw new Error(`${JSON.stringify(search.fault)}\n${text}`);
  return search.found;
}

/** Whether the line ends of an inserted text are all those of its file. */
function hasLineEnds(text: string, end: string): boolean {
  return (text.match(/\r?\n/g) ?? []).every((one) => one === end);
}

describe('in random modules', () => {
  test.each(['async hello(): Promise<void> {\n  throw f();\n}', 'in() {}', '/** } */\nhello() {}'])(
    'one more member stands in the class, and every other byte where it was: %s',
    (member) => {
      holds(({ head, behind, tail, end }, text) => {
        const name = member.includes('hello') ? 'hello' : 'in';
        const before = found(text);
        expect(before.members.has(name)).toBe(false);
        const after = insertClassMember(text, before, { text: member, unit: '  ' });
        const semicolon = after.startsWith(`${head};${behind}`) && !text.startsWith(`${head};`);
        const start = `${head}${semicolon ? ';' : ''}${behind}`;
        expect(after.startsWith(start) && after.endsWith(tail)).toBe(true);
        const inserted = after.slice(start.length, after.length - tail.length);
        expect(faultsIn(after)).toEqual([]);
        const now = found(after);
        expect(now.node.members.length).toBe(before.node.members.length + 1);
        expect(now.name).toBe(before.name);
        expect([...now.members]).toEqual(expect.arrayContaining([...before.members, name]));
        const lineEnds = text.includes('\n') ? end : '\n';
        expect(hasLineEnds(inserted, lineEnds)).toBe(true);
      });
    },
  );

  test('imports leave every statement as it was, and bring each name once', () => {
    const names = [
      { from: 'k', name: 'V', local: 'V', type: false },
      { from: 'k', name: 'U', local: 'U$', type: true },
      { from: 'o', name: 'W', local: 'W', type: true },
    ];
    holds(({ head, behind, tail }, text) => {
      const after = insertImports(text, names);
      expect(faultsIn(after)).toEqual([]);
      expect(isKept(text, after)).toBe(true);
      expect(after.endsWith(behind + tail)).toBe(true);
      expect(othersIn(after)).toEqual(othersIn(text));
      expect(commentsIn(after)).toEqual(commentsIn(text));
      if (/^[#\uFEFF]/.test(head)) expect(after[0]).toBe(head[0]);
      const { imported } = readBindings(after);
      for (const one of names) {
        expect(imported.filter(({ local }) => local === one.local)).toEqual([one]);
      }
      const before = readBindings(text).imported;
      expect(imported).toEqual(expect.arrayContaining([...before]));
      expect(imported.length).toBe(before.length + names.length);
    });
  });

  test('declarations and members of interfaces stand at the end', () => {
    holds((_, text) => {
      const after = appendDeclarations(text, ['interface Hello {\n  x(): void;\n}']);
      expect(after.startsWith(text)).toBe(true);
      expect(faultsIn(after)).toEqual([]);
      expect([...topLevelNames(after)]).toEqual([...topLevelNames(text), 'Hello']);
      expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
      const more = insertInterfaceMember(after, 'Hello', { text: 'y(): void;' }) ?? '';
      expect(interfaceMember(more, 'Hello', 'y')).toBe('y(): void;');
      expect(more.startsWith(text)).toBe(true);
      expect(faultsIn(more)).toEqual([]);
    });
  });
});

/** Whether each byte of a text is still there, in the same order. */
function isKept(before: string, after: string): boolean {
  let at = 0;
  for (const unit of before) {
    at = after.indexOf(unit, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function othersIn(text: string): readonly string[] {
  const statements = parseModule(text).statements.map((statement) => statement.getText());
  return statements.filter((statement) => !statement.startsWith('import'));
}

/** Each comment with the line before it up to the comma or brace that it is about. */
function commentsIn(text: string): readonly string[] {
  return [...text.matchAll(/(\w+),?[ \t]*(\/\/ (?:first|last)|\/\* why \*\/)/g)].map(
    ([, word = '', comment = '']) => `${word} ${comment}`,
  );
}
