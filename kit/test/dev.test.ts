import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Project, type Run } from './support/project.ts';

let project: Project;
let port: number;

const main = (label: string, more = '') => `
import { createService } from '@microgen/kit';
import { label } from '../lib/label.ts';
${more}
const service = createService({ name: 'shop', address: '127.0.0.1:${port}' });
service.get('/version', {}, (): string => label(${label}));
await service.run();
`;

const tsconfig = {
  compilerOptions: {
    target: 'ES2023',
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    rootDir: '.',
    outDir: 'dist',
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
  },
  include: ['cmd', 'lib'],
};

beforeEach(() => {
  project = new Project();
  port = 20_000 + Math.floor(Math.random() * 20_000);
  project.write('tsconfig.json', JSON.stringify(tsconfig));
  project.write(
    'lib/label.ts',
    'export const label = (version: string): string => `v${version}`;\n',
  );
  project.write('cmd/main.ts', main("'1'"));
});
afterEach(() => project.remove());

function dev(...args: readonly string[]): Run {
  return project.node('node_modules/@microgen/kit/dist/dev/main.js', ...args);
}

async function version(): Promise<string> {
  try {
    return (await (await fetch(`http://127.0.0.1:${port}/version`)).json()) as string;
  } catch {
    return 'down';
  }
}

const within = { timeout: 20_000, interval: 50 };

test('compiles, runs, follows changes in every folder, and passes signals on', async () => {
  const run = dev();
  await expect.poll(version, within).toBe('v1');
  project.write('cmd/main.ts', main("'2'"));
  await expect.poll(version, within).toBe('v2');
  project.write(
    'lib/label.ts',
    'export const label = (version: string): string => `w${version}`;\n',
  );
  await expect.poll(version, within).toBe('w2');
  // A folder that is new is watched as well.
  project.write('lib/deep/er.ts', "export const deep = 'deep';\n");
  await run.printed(/(listening[^]*){4}/);
  project.write('cmd/main.ts', main('deep', "import { deep } from '../lib/deep/er.ts';"));
  await expect.poll(version, within).toBe('wdeep');
  project.write('lib/deep/er.ts', "export const deep = 'deeper';\n");
  await expect.poll(version, within).toBe('wdeeper');
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
  expect(await version()).toBe('down');
  expect(run.stdout.match(/"msg":"stopped"/g)).toHaveLength(6);
});

test('type errors are shown and do not stop the service', async () => {
  const run = dev();
  await expect.poll(version, within).toBe('v1');
  project.write('cmd/main.ts', main('3 as unknown as string', 'const wrong: string = 3;'));
  await run.printed(/cmd\/main\.ts.*error TS2322/);
  await expect.poll(version, within).toBe('v3');
  run.child.kill('SIGINT');
  expect(await run.exit).toBe(0);
});

test('a compilation without output leaves the service running', async () => {
  const strict = { ...tsconfig.compilerOptions, noEmitOnError: true };
  project.write('tsconfig.json', JSON.stringify({ ...tsconfig, compilerOptions: strict }));
  const run = dev();
  await expect.poll(version, within).toBe('v1');
  project.write('cmd/main.ts', main('3'));
  await run.printed(/error TS2345[^]*nothing was compiled; waiting for a change/);
  expect(await version()).toBe('v1');
  project.write('cmd/main.ts', main("'4'"));
  await expect.poll(version, within).toBe('v4');
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
});

test('a service that fails waits for a change; arguments are passed on', async () => {
  const run = dev('-http.addr', 'nonsense');
  await run.printed(/shop: -http\.addr: "nonsense"/);
  await run.printed(/the service ended with code 1; waiting for a change/);
  project.write('cmd/main.ts', 'process.exitCode = 0;\n');
  expect(await run.exit).toBe(0);
});

test('a signal while it compiles ends it', async () => {
  const run = dev();
  run.child.kill('SIGTERM');
  expect([143, -2]).toContain(await run.exit);
});

test('without TypeScript it says so', async () => {
  rmSync(join(project.folder, 'node_modules/typescript'));
  const run = dev();
  expect(await run.exit).toBe(1);
  expect(run.stderr).toMatch(/^kit-dev: typescript is not installed in .*; npm install adds it\n$/);
});

// Windows keeps the number of a parent that has gone.
test.skipIf(process.platform === 'win32')(
  'it ends when the process that started it has gone',
  async () => {
    const loop = JSON.stringify(
      join(project.folder, 'node_modules/@microgen/kit/dist/dev/main.js'),
    );
    project.write(
      'parent.mjs',
      `import { spawn } from 'node:child_process';
spawn(process.execPath, [${loop}], { stdio: 'ignore' });
setInterval(() => undefined, 1000);`,
    );
    const parent = project.node('parent.mjs');
    await expect.poll(version, within).toBe('v1');
    parent.child.kill('SIGKILL');
    await expect.poll(version, within).toBe('down');
  },
);
