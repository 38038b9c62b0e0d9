import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchDir } from './paths.mjs';

/**
 * Installs the peers when one is missing or has another version than package.json pins.
 *
 * @param {(text: string) => void} progress
 */
export function installPeers(progress) {
  const { dependencies } = JSON.parse(readFileSync(join(benchDir, 'package.json'), 'utf8'));
  const installed = Object.entries(dependencies).every(
    ([name, version]) => installedVersion(name) === version,
  );
  if (installed) return;
  progress('installing the peers: npm ci --prefix bench');
  const args = ['ci', '--prefix', '.', '--no-audit', '--no-fund'];
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync('npm', args, {
    cwd: benchDir,
    shell,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) throw new Error('npm ci --prefix bench failed');
}

function installedVersion(name) {
  try {
    const path = join(benchDir, 'node_modules', name, 'package.json');
    return JSON.parse(readFileSync(path, 'utf8')).version;
  } catch {
    return undefined;
  }
}
