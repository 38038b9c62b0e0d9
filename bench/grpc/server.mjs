import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { freePort } from '../http/contender-server.mjs';
import { IpcProcess } from '../http/ipc-process.mjs';
import { nodeCommand } from '../http/pinning.mjs';
import { benchDir } from '../lib/paths.mjs';
import { orderBytes, path, readOrder } from './order.mjs';

const answerUsage = join(benchDir, 'http', 'answer-usage.cjs');
const startTimeout = 20_000;

/**
 * Starts a server in a process of its own, and proves that it gives back what it is given.
 *
 * @param {{ id: string, cwd: string, args: readonly string[], env: (port: number) => object }} contender
 * @param {{ dir: string, pin: boolean }} options the folder for its output
 */
export async function startGrpcServer({ id, cwd, args, env }, { dir, pin }) {
  const port = await freePort();
  const logPath = join(dir, `${id}.log`);
  const log = openSync(logPath, 'w');
  const command = nodeCommand(['--require', answerUsage, ...args], pin ? 'server' : undefined);
  const child = new IpcProcess(command, {
    cwd,
    env: { NODE_ENV: 'production', ...env(port) },
    stdout: log,
    stderr: log,
  });
  closeSync(log);
  const server = { port, usage: () => child.ask({ usage: true }), stop: () => child.stop() };
  try {
    const { length } = await prove(port);
    const lines = readFileSync(logPath, 'utf8').match(/"duration_ms"/g)?.length;
    if (lines !== 1) throw new Error(`${lines} lines about one call`);
    return { ...server, answerLength: length };
  } catch (error) {
    await child.stop();
    throw new Error(`${id}: ${error.message}\n${readFileSync(logPath, 'utf8')}`, { cause: error });
  }
}

/** The bytes of the answer to one call, which says what the request said. */
async function prove(port) {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const request = orderBytes();
  const deadline = Date.now() + startTimeout;
  try {
    const answer = await new Promise((resolve, reject) => {
      client.waitForReady(deadline, (late) => {
        if (late) return reject(late);
        client.makeUnaryRequest(path, asIs, asIs, request, { deadline }, (error, bytes) =>
          error ? reject(error) : resolve(bytes),
        );
      });
    });
    const [wanted, given] = [request, answer].map(readOrder);
    if (wanted !== given) throw new Error(`answers ${given}`);
    return answer;
  } finally {
    client.close();
  }
}

function asIs(bytes) {
  return bytes;
}
