import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './modules.ts';
import { must } from './project.ts';

/** Where tools of other makers are, with what they need. */
export const peers = join(repository, 'test/peers');

/** Installs them where they are not there yet, without running a script of theirs. */
export function installPeers(): void {
  if (existsSync(join(peers, 'node_modules/.package-lock.json'))) return;
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  must(peers, 'npm', 'ci', ...flags);
}

/** Runs one of our programs that use them, and gives what it prints. */
export function runPeer(program: string, ...args: readonly string[]): string {
  return must(peers, process.execPath, program, ...args);
}
