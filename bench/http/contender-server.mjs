import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchDir } from '../lib/paths.mjs';
import { IpcProcess } from './ipc-process.mjs';
import { nodeCommand } from './pinning.mjs';
import { postHello } from './post.mjs';

const answerUsage = join(benchDir, 'http', 'answer-usage.cjs');
const startTimeout = 20_000;

/**
 * A running contender: its process, its port and the file its log lines go to.
 *
 * @typedef {object} ContenderServer
 * @property {number} port
 * @property {() => Promise<{ cpuMicros: number, rssMiB: number }>} usage its own accounting
 * @property {() => string} log what it has logged so far
 * @property {() => number} logSize in bytes
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a contender and waits until it answers.
 *
 * @param {import('./contenders.mjs').Contender} contender
 * @param {{ dir: string, pin: boolean }} options the folder for its output
 * @returns {Promise<ContenderServer>}
 */
export async function startContender({ id, cwd, args, env }, { dir, pin }) {
  const port = await freePort();
  const logPath = join(dir, `${id}.log`);
  const errorPath = join(dir, `${id}.stderr`);
  const [stdout, stderr] = [openSync(logPath, 'w'), openSync(errorPath, 'w')];
  const command = nodeCommand(['--require', answerUsage, ...args], pin ? 'server' : undefined);
  const child = new IpcProcess(command, {
    cwd,
    env: { NODE_ENV: 'production', ...env(port) },
    stdout,
    stderr,
  });
  for (const descriptor of [stdout, stderr]) closeSync(descriptor);
  const server = {
    port,
    usage: () => child.ask({ usage: true }),
    log: () => readFileSync(logPath, 'utf8'),
    logSize: () => statSync(logPath).size,
    stop: () => child.stop(),
  };
  if (await answers(child, port)) return server;
  await child.stop();
  throw new Error(`${id} did not start\n${server.log()}${readFileSync(errorPath, 'utf8')}`);
}

async function answers(child, port) {
  const deadline = performance.now() + startTimeout;
  while (child.alive && performance.now() < deadline) {
    try {
      await postHello(port, '{"name":"Ada"}');
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}

/** A port that nobody listened on a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
