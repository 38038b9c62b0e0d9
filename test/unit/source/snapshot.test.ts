import { describe, expect, test } from 'vitest';
import { contractOf, parse } from './read.ts';

/** The snapshot as one file. */
function snapshot(text: string, files: Record<string, string> = {}): string {
  return contractOf(text, files)
    .snapshot.map((one) => `${one.text}\n`)
    .join('\n');
}

const HELLO = `export interface HelloRequest {
  name: string;
}

/** What it answers. */
export interface HelloResponse {
  message: string; // plain text
}

// The service.
/** Greets. */
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;

test('gives back the file that holds nothing else', () => {
  expect(snapshot(HELLO)).toBe(HELLO);
});

test('is the same for CRLF and a byte order mark', () => {
  expect(snapshot(`\ufeff${HELLO.replaceAll('\n', '\r\n')}`)).toBe(HELLO);
});

test('of a snapshot is that snapshot', () => {
  const files = { 'a.ts': 'export type Id = string; export interface Id2 { id: Id }' };
  const once = snapshot(
    `import { Id2 } from './a.ts';
     namespace Api { export interface In { id: Id2 } }
     declare const enum E { A = 1 }
     export default interface S { a(req: Api.In, ctx: Context): Promise<E.A> }`,
    files,
  );
  expect(snapshot(once)).toBe(once);
});

describe('takes what is needed', () => {
  test('and nothing else', () => {
    expect(snapshot(`${HELLO}\nexport interface Unused { x: Foo }\nconst y = 1;\n`)).toBe(HELLO);
  });

  test('references included', () => {
    const { snapshot: found } = contractOf(`
      type Id = string;
      interface User { id: Id; self?: User }
      interface Page<T> { items: T[] }
      export interface S { list(req: Pick<User, 'id'>): Promise<Page<User>> }`);
    expect(found.map(({ name, references }) => [name, references])).toEqual([
      ['Id', []],
      ['User', ['Id']],
      ['Page', []],
      ['S', ['User', 'Page']],
    ]);
  });

  test('a license at the head and what a blank line parts are not comments of a declaration', () => {
    expect(snapshot(`/* Licence. */\n\n// Other.\n\n// Own.\n${HELLO}`)).toBe(`// Own.\n${HELLO}`);
  });

  test('a constant, once for all that it declares', () => {
    const text = snapshot(`
const A = ['x'] as const, B = ['y'] as const; // both
export interface S { a(req: { a: (typeof A)[number]; b: (typeof B)[number] }): Promise<void> }`);
    expect(text.match(/const A/g)).toHaveLength(1);
    expect(text).toContain("export const A = ['x'] as const, B = ['y'] as const; // both\n");
  });

  test('an interface in all its parts', () => {
    const text = snapshot(`
interface R { a: string }
export interface S { a(req: R): Promise<void> }
interface R { b: string }`);
    expect(text).toContain(
      'export interface R { a: string }\n\nexport interface R { b: string }\n',
    );
  });
});

describe('makes it stand in one file', () => {
  test.each<[string, string, string]>([
    ['export is added', 'interface R { a: string }', 'export interface R { a: string }'],
    [
      'default goes',
      'export default interface R { a: string }',
      'export interface R { a: string }',
    ],
    ['declare goes', 'declare enum R { A = 1 }', 'export enum R { A = 1 }'],
    ['a const enum stays one', 'export declare const enum R { A }', 'export const enum R { A }'],
  ])('%s', (_, declaration, wanted) => {
    const text = snapshot(`${declaration}\nexport interface S { a(req: { r: R }): Promise<void> }`);
    expect(text.split('\n')[0]).toBe(wanted);
  });

  test('a namespace dissolves', () => {
    const text = snapshot(`
namespace Api {
  /** In. */
  export interface In {
    id: string;
  }
}
export interface S { a(req: Api.In): Promise<void> }`);
    expect(text).toBe(`/** In. */
export interface In {
  id: string;
}

export interface S { a(req: In): Promise<void> }
`);
  });

  test('imports are resolved, whatever they are called here', () => {
    const files = {
      'lib/user.ts': "import type { Id } from './id.js';\nexport interface User { id: Id }",
      'lib/id.ts': 'export type Id = string;',
      'lib/index.ts': "export { User as Person } from './user';",
    };
    const text = snapshot(
      `import type { Person as P } from './lib';
import * as ids from './lib/id.ts';
export interface S { a(req: P, id: ids.Id): Promise<import('./lib/user.ts').User> }`,
      files,
    );
    expect(text).toContain('export interface S { a(req: User, id: Id): Promise<User> }');
    expect(text).toContain('export interface User { id: Id }');
  });

  test('two of one name are told apart', () => {
    const files = { 'a.ts': 'export interface Item { a: string }' };
    const contract = contractOf(
      `import type { Item as Other } from './a.ts';
interface Item { mine: Other }
export interface S { a(req: Item): Promise<Other> }`,
      files,
    );
    expect(contract.snapshot.map(({ name }) => name)).toEqual(['Item', 'S', 'Item$']);
    expect(contract.snapshot[0]?.text).toBe('export interface Item { mine: Item$ }');
    expect(contract.snapshot[2]?.text).toBe('export interface Item$ { a: string }');
    expect(contract.declarations.map(({ name }) => name)).toEqual(['Item', 'Item$']);
  });

  test('a name that only some editors know is written out', () => {
    expect(snapshot('export interface S { a(): Thenable<string> }')).toBe(
      'export interface S { a(): PromiseLike<string> }\n',
    );
  });
});

describe('what generated code could not import', () => {
  test('is what it names and the entry file does not export', () => {
    const { unexported } = parse(
      `import type { Far } from './far.ts';
export { Listed };
interface Listed { x: string }
interface Hidden { far: Far; plain: Plain; listed: Listed }
type Plain = string;
export { Renamed as Other };
interface Renamed { x: string }
export interface S { a(req: Hidden): Promise<Renamed> }`,
      { files: { 'far.ts': 'export interface Far { x: string }' } },
    );
    expect(unexported.map(({ name, span }) => [name, span.path, span.line])).toEqual([
      ['Hidden', 'idl.ts', 4],
      ['Renamed', 'idl.ts', 7],
      ['Far', 'far.ts', 1],
    ]);
  });
});
