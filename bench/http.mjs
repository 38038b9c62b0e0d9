import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startContender } from './http/contender-server.mjs';
import { generatedContender, peers } from './http/contenders.mjs';
import { canPin } from './http/pinning.mjs';
import { reportOf } from './http/report.mjs';
import { startLoad, underLoad } from './http/under-load.mjs';
import { verifyContender } from './http/verify.mjs';
import { benchDir } from './lib/paths.mjs';
import { rotated } from './lib/stats.mjs';

const exchange = {
  path: '/sayhello',
  body: '{"name":"Ada"}',
  answer: '{"message":"Hello, Ada!"}',
};

/**
 * Measures `POST /sayhello` of every contender, in turns, each time in fresh processes.
 *
 * @param {object} request
 * @param {import('./lib/options.mjs').Options} request.options
 * @param {string} request.dir
 * @param {{ dir: string, args: string[], pino: string } | undefined} request.project the generated
 *   one; without it only the peers are measured, and no ratio is known
 * @param {(text: string) => void} request.progress
 */
export async function benchHttp({ options, dir, project, progress }) {
  const pin = canPin();
  const contenders = await chosen(options, project);
  const runs = Object.fromEntries(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < options.rounds.http; round += 1) {
    for (const contender of rotated(contenders, round)) {
      progress(`http: round ${round + 1} of ${options.rounds.http}, ${contender.label}`);
      runs[contender.id].push(await measure(contender, { options, dir, pin }));
    }
  }
  return reportOf({ contenders, runs, pinned: pin, pino: pinoVersions(project) });
}

async function chosen({ contenders }, project) {
  const handWritten = await peers();
  const unknown = contenders?.find((id) => !handWritten.some((peer) => peer.id === id));
  if (unknown !== undefined) {
    const known = handWritten.map(({ id }) => id).join(', ');
    throw new Error(`--contenders: "${unknown}" is not one of ${known}`);
  }
  const wanted = handWritten.filter(({ id }) => contenders?.includes(id) ?? true);
  return project === undefined ? wanted : [generatedContender(project), ...wanted];
}

async function measure(contender, { options, dir, pin }) {
  const server = await startContender(contender, { dir, pin });
  const load = startLoad({ pin });
  try {
    await verifyContender(contender, server);
    return await underLoad({ server, load, exchange, options });
  } finally {
    await load.stop();
    await server.stop();
  }
}

function pinoVersions(project) {
  const bench = JSON.parse(readFileSync(join(benchDir, 'package.json'), 'utf8'));
  return { peers: bench.dependencies.pino, generated: project?.pino };
}
