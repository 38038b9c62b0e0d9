import { setTimeout as sleep } from 'node:timers/promises';
import { postHello } from './post.mjs';

const probes = 20;
const settleMs = 300;
const invalidBodies = ['{"name":1}', '{}', '{"name":"Ada","age":36}'];

/**
 * Proves that a contender does what is compared: it answers rightly, refuses what its schema
 * forbids, and writes exactly one info line per request.
 *
 * @param {import('./contenders.mjs').Contender} contender
 * @param {import('./contender-server.mjs').ContenderServer} server
 */
export async function verifyContender({ label, validates }, server) {
  const answer = await postHello(server.port, '{"name":"Ada"}');
  if (answer.status !== 200 || JSON.parse(answer.body).message !== 'Hello, Ada!') {
    throw new Error(`${label} answers ${answer.status} ${answer.body}`);
  }
  if (validates) await verifyRefusals(label, server.port);
  await verifyLog(label, server);
}

async function verifyRefusals(label, port) {
  for (const body of invalidBodies) {
    const { status } = await postHello(port, body);
    if (status !== 400)
      throw new Error(`${label} answers ${status} to ${body}, which is not valid`);
  }
}

async function verifyLog(label, server) {
  await sleep(settleMs);
  const before = server.log().length;
  for (let probe = 0; probe < probes; probe += 1) await postHello(server.port, '{"name":"Ada"}');
  await sleep(settleMs);
  const lines = server.log().slice(before).trimEnd().split('\n');
  const info = lines.filter(isInfo);
  if (lines.length === probes && info.length === probes) return;
  throw new Error(
    `${label} wrote ${lines.length} lines, ${info.length} of them info, for ${probes} requests; ` +
      `the first: ${lines[0]}`,
  );
}

function isInfo(line) {
  const { level } = JSON.parse(line);
  return level === 30 || level === 'info';
}
