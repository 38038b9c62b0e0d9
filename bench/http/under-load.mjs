import { join } from 'node:path';
import { benchDir } from '../lib/paths.mjs';
import { IpcProcess } from './ipc-process.mjs';
import { nodeCommand } from './pinning.mjs';

/**
 * What is sent, over and over, and the body that every answer must have.
 *
 * @typedef {object} Exchange
 * @property {string} path
 * @property {string} body
 * @property {string} answer
 */

/** @returns {IpcProcess} the load generator, on a core of its own where there is one */
export function startLoad({ pin }) {
  const args = [join(benchDir, 'http', 'load.mjs')];
  return new IpcProcess(nodeCommand(args, pin ? 'load' : undefined));
}

/**
 * @param {object} request
 * @param {import('./contender-server.mjs').ContenderServer} request.server
 * @param {IpcProcess} request.load
 * @param {Exchange} request.exchange
 * @param {import('../lib/options.mjs').Options} request.options
 * @returns what a saturated server did, after a warm-up
 */
export async function underLoad({ server, load, exchange, options }) {
  const { connections, seconds, warmUpSeconds } = options;
  const { answer } = exchange;
  const target = { count: connections, port: server.port, request: textOf(exchange), answer };
  load.tell({ connect: target });
  const warmUp = await load.ask({ seconds: warmUpSeconds });
  const [before, logBefore] = [await server.usage(), server.logSize()];
  const result = await load.ask({ seconds });
  const [after, logAfter] = [await server.usage(), server.logSize()];
  const { requests } = result;
  return {
    requests,
    errors: result.errors + warmUp.errors,
    reasons: [...new Set([...warmUp.reasons, ...result.reasons])],
    requestsPerSecond: requests / (result.ms / 1000),
    cpuMicros: (after.cpuMicros - before.cpuMicros) / requests,
    p50Ms: result.p50Micros / 1000,
    p99Ms: result.p99Micros / 1000,
    rssMiB: after.rssMiB,
    logBytes: (logAfter - logBefore) / requests,
    loadBusy: result.busy,
  };
}

function textOf({ path, body }) {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: application/json',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
