import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { benchDir } from './paths.mjs';

const reportUsage = join(benchDir, 'lib', 'report-usage.cjs');

/**
 * Runs Node with these arguments and waits, from before the process exists until it is gone.
 *
 * @param {readonly string[]} args
 * @returns {{ ms: number }} wall time
 */
export function timeNode(args) {
  return { ms: spawnTimed(args).ms };
}

/**
 * The same with the process's own accounting. A preload reads it at exit, which costs about a
 * millisecond, so the shortest processes are timed without it.
 *
 * @param {readonly string[]} args
 * @returns {{ ms: number, cpuMs: number, peakMiB: number }}
 */
export function measureNode(args) {
  const { ms, output } = spawnTimed(['--require', reportUsage, ...args]);
  const { cpuMs, peakMiB } = JSON.parse(output[3]);
  return { ms, cpuMs, peakMiB };
}

function spawnTimed(args) {
  const started = performance.now();
  const { status, signal, error, output } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const ms = performance.now() - started;
  if (error) throw error;
  if (status !== 0) {
    throw new Error(
      `node ${args.join(' ')} ended with ${signal ?? `exit code ${status}`}\n${output[1]}${output[2]}`,
    );
  }
  return { ms, output };
}
