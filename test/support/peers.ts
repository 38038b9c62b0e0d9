import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { repository } from './modules.ts';
import { must } from './project.ts';

/** Where tools of other makers are, with what they need. */
export const peers = join(repository, 'test/peers');

const installed = join(peers, 'node_modules');

/** Whether each is there: an older installation may lack some. */
function isInstalled(): boolean {
  const text = readFileSync(join(peers, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
  return Object.keys(dependencies).every((name) => existsSync(join(installed, name)));
}

/**
 * Installs them where they are not there yet, without running a script of theirs: elsewhere first, since other
 * tests may be about to do the same.
 */
export function installPeers(): void {
  if (isInstalled()) return;
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'peers-'));
  try {
    for (const name of ['package.json', 'package-lock.json']) {
      cpSync(join(peers, name), join(folder, name));
    }
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    must(folder, 'npm', 'ci', ...flags);
    if (isInstalled()) return;
    rmSync(installed, { recursive: true, force: true });
    renameSync(join(folder, 'node_modules'), installed);
  } catch (error) {
    // Another test was faster.
    if (!isInstalled()) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one of our programs that use them, and gives what it prints. */
export function runPeer(program: string, ...args: readonly string[]): string {
  return must(peers, process.execPath, program, ...args);
}
