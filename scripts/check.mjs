// Exactly what CI runs after the install: build, types, lint, tests, and nothing stale in the tree.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, ...args) {
  console.log(`\n> ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}

run('npm', 'run', '--silent', 'build');
run('npm', 'run', '--silent', 'typecheck');
run('npm', 'run', '--silent', 'lint');
run('npm', 'test');
run('node', 'scripts/regenerate.mjs');
run('git', 'diff', '--exit-code', '--stat', '--', 'fixtures', 'examples');
