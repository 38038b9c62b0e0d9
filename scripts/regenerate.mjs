// Rewrites what is generated and committed: the goldens of fixtures/ and the projects of examples/.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The goldens are written by the test that compares them, so that the two can never differ. */
function regenerateGoldens() {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, UPDATE_GOLDEN: '1', CI: '' };
  const args = [
    vitest,
    'run',
    'test/golden.test.ts',
    '--testNamePattern',
    'is what the contract generates',
  ];
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) throw new Error('the goldens could not be regenerated');
}

/** An example holds its own contract and manifest. */
async function regenerateExample(name) {
  const { generate } = await import('../dist/src/index.js');
  const folder = join(root, 'examples', name);
  const { outcome, diagnostics, counts } = await generate({
    cwd: folder,
    out: '.',
    trustManifest: false,
  });
  for (const { code, message } of diagnostics) console.log(`examples/${name}: ${code}: ${message}`);
  if (outcome !== 'done') throw new Error(`examples/${name} could not be regenerated`);
  console.log(`examples/${name}: ${JSON.stringify(counts)}`);
}

regenerateGoldens();
for (const name of readdirSync(join(root, 'examples')).toSorted()) {
  const manifest = join(root, 'examples', name, '.microgen/manifest.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).options !== undefined) {
    await regenerateExample(name);
  }
}
