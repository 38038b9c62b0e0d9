import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The project's own TypeScript compiler. Throws an Error with one line when it has none. */
export function findCompiler(project: string): string {
  const require = createRequire(join(project, 'package.json'));
  let manifest: string;
  try {
    manifest = require.resolve('typescript/package.json');
  } catch {
    throw new Error(`typescript is not installed in ${project}; npm install adds it`);
  }
  const { bin }: { bin: string | { tsc: string } } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin.tsc);
}

/**
 * Compiles the project incrementally, its messages going to the terminal. Resolves to whether there
 * is output to run: 0 is success, 2 is output in spite of type errors (tsc's own exit codes).
 */
export function compile(project: string, compiler: string): Promise<boolean> {
  const args = [compiler, '-p', 'tsconfig.json', '--incremental'];
  const child = spawn(process.execPath, args, { cwd: project, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0 || code === 2));
  });
}
