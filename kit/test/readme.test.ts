import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kit, Project } from './support/project.ts';

const blocks = [
  ...readFileSync(join(kit, 'README.md'), 'utf8').matchAll(/^```ts\n(.*?)^```/gms),
].map(([, code]) => code!);
let project: Project;

beforeAll(() => {
  project = new Project();
});
afterAll(() => project.remove());

test('every code block of the README compiles under the strictest settings', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(4);
  blocks.forEach((code, index) => project.write(`block-${index}.ts`, code));
  const options = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    outDir: 'dist',
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
  project.tsc('-p', '.');
});

test('the quick path works exactly as it is written', async () => {
  project.write('quick.mjs', blocks[0]!);
  const run = project.node('quick.mjs', '-http.addr', '127.0.0.1:0');
  const url = await run.url();
  const post = (body: unknown) =>
    fetch(`${url}/hello`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const good = await post({ name: 'Ada' });
  expect(good.status).toBe(200);
  expect(await good.json()).toEqual({ message: 'Hello, Ada!' });
  const bad = await post({ name: '', extra: 1 });
  expect(bad.status).toBe(400);
  const problem = (await bad.json()) as { code: string; errors: { path: string; in: string }[] };
  expect(problem.code).toBe('invalid_argument');
  expect(problem.errors).toContainEqual(expect.objectContaining({ in: 'body', path: '/name' }));
  expect((await fetch(`${url}/health`)).status).toBe(200);
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
});

test('the example of errors answers as the table says', async () => {
  project.write('dist/errors.mjs', readFileSync(join(project.folder, 'dist/block-1.js'), 'utf8'));
  const run = project.node('dist/errors.mjs', '-http.addr=127.0.0.1:0');
  const url = await run.url();
  expect(await (await fetch(`${url}/users/1`)).json()).toEqual({ id: '1', name: 'Ada' });
  expect((await fetch(`${url}/users/2`)).status).toBe(404);
  run.child.kill('SIGINT');
  expect(await run.exit).toBe(0);
});

test.each([
  [2, /^listening on \d+\n$/],
  [3, /^1\n2\n3\nsum 6\n$/],
  [4, /^200\n429 1\n$/],
  [5, /^hello 5 user\n$/],
  [6, /working[^]*http:\/\/127\.0\.0\.1:\d+ \d+/],
  [8, /^Hello, Ada!\none\ntwo$/m],
])('code block %i runs to its end', async (index, output) => {
  // Port 8080 may be taken where the tests run.
  const run = project.nodeWith({ APP_HTTP_ADDR: '127.0.0.1:0' }, `dist/block-${index}.js`);
  expect([await run.exit, run.stderr]).toEqual([0, expect.any(String)]);
  expect(run.stdout).toMatch(output);
});
