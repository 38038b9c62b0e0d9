import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GeneratedProject, openGenerated } from '../../../src/extend/open-generated.ts';
import { type Stub, stubFor } from '../../../src/extend/stub.ts';
import { fixtures } from '../../support/cases.ts';
import { marked } from '../../support/edit/marked.ts';
import { fixtureContract } from '../../support/fixture-contract.ts';

const PATH = 'service/helloservice/service.ts';
const method = { service: 'HelloService', name: 'sayHello' };
const contract = fixtureContract('hello');

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microgen-stub-'));
  cpSync(join(fixtures, 'hello/output'), root, { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function opened(): GeneratedProject {
  const { project } = openGenerated({ cwd: root, out: '.' }, 'check');
  if (project === undefined) throw new Error('the golden project does not open');
  return project;
}

/** The stub for a class file that its user wrote so. */
function stubIn(text: string): Stub {
  writeFileSync(join(root, PATH), text);
  return stubFor(opened(), contract, method);
}

/** A user's file: CRLF, tabs, a BOM, names of its own, another class, a comment at each end. */
const own = [
  '\uFEFF// mine',
  "import type { HelloServiceHandler as H } from './generated_contract.ts'",
  "import { type Context as C⟦, unimplemented⟧ } from '@microgen/kit' // kit⟦",
  "import type { HelloRequest as HelloRequest$, HelloResponse } from '../../idl.ts'⟧",
  '',
  'class HelloRequest { x() {} }',
  '',
  'export class Greeter implements H {',
  '\treadonly log = `}` // }⟦',
  '',
  '\t/** SayHello returns a greeting. */',
  '\tasync sayHello(req: HelloRequest$, ctx: C): Promise<HelloResponse> {',
  "\t\tthrow unimplemented('HelloService.sayHello');",
  '\t}⟧',
  '}',
  '// end',
].join('\r\n');

describe("the stub of a method in a user's file", () => {
  it('comes with its imports, and every other byte stays', () => {
    const { before, after } = marked(own);
    const { insert, diagnostic } = stubIn(before);
    expect(diagnostic).toBeUndefined();
    expect(insert?.path).toBe(PATH);
    expect(Buffer.from(insert?.content ?? []).toString()).toBe(after);
    expect(Buffer.from(insert?.before ?? []).toString()).toBe(before);
  });

  it('is not written twice', () => {
    const { after } = marked(own);
    expect(stubIn(after)).toEqual({ insert: undefined });
  });

  it('is refused where several classes could be meant, each shown', () => {
    const text =
      'class A implements HelloServiceHandler {}\n  class B implements HelloServiceHandler {}';
    const { diagnostic } = stubIn(text);
    expect(diagnostic?.code).toBe('class-not-found');
    expect(diagnostic?.message).toContain('A, B');
    expect(diagnostic?.span).toMatchObject({ path: PATH, line: 1, column: 1 });
    expect(diagnostic?.related).toMatchObject([{ span: { line: 2, column: 3 } }]);
  });

  it('is refused where no class is meant', () => {
    const { diagnostic } = stubIn('export const a = 1;\n');
    expect(diagnostic?.code).toBe('class-not-found');
    expect(diagnostic?.span).toBeUndefined();
  });

  it.each(['class A {\n  x( {}\n}', 'class A {'])(
    'is refused in a broken file, with its place',
    (text) => {
      const { diagnostic } = stubIn(text);
      expect(diagnostic?.code).toBe('class-file-broken');
      expect(diagnostic?.span?.path).toBe(PATH);
    },
  );
});
