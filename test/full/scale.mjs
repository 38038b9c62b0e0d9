import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractOfSize } from '../../bench/contracts/contract-of-size.mjs';
import { generateArgs } from '../../bench/lib/microgen.mjs';
import { measureNode } from '../../bench/lib/run-node.mjs';
import { median } from '../../bench/lib/stats.mjs';
import { must } from './command.mjs';
import { callHealth } from './service.mjs';

const LIMITS = { growth: 11, rerunShare: 0.2, peakMiB: 400 };
const ROUNDS = 5;

/**
 * A large contract generates in bounded time and memory, is current at once, type-checks and starts.
 *
 * @param {string} folder
 * @param {{ methods: number, isFull: boolean }} size
 */
export async function checkScale(folder, { methods, isFull }) {
  const small = measureSize(folder, methods / 10);
  const large = measureSize(folder, methods);
  const growth = large.first.ms / small.first.ms;
  const rerunShare = large.rerun.ms / large.first.ms;
  must(large.project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(large.project, 'npm', 'run', 'typecheck');
  must(large.project, 'npm', 'run', 'build');
  const health = await callHealth(process.execPath, large.project);
  return [
    result(`${methods} methods take at most ${LIMITS.growth} times as long as ${methods / 10}`, {
      ok: growth <= LIMITS.growth,
      measured: `${growth.toFixed(2)} (${ms(large.first)} against ${ms(small.first)})`,
    }),
    result(`the peak is below ${LIMITS.peakMiB} MiB`, {
      ok: large.first.peakMiB < LIMITS.peakMiB,
      measured: `${Math.round(large.first.peakMiB)} MiB`,
    }),
    result(
      `a rerun with nothing to do takes at most ${LIMITS.rerunShare * 100} % of the first run`,
      {
        // The start of the process weighs too much in a small run.
        ok: rerunShare <= LIMITS.rerunShare || !isFull,
        measured: `${(rerunShare * 100).toFixed(1)} % (${ms(large.rerun)})`,
      },
    ),
    result('the project type-checks and starts', {
      ok: health === 200,
      measured: `GET /health ${health}`,
    }),
  ];
}

function measureSize(folder, methods) {
  const project = join(folder, `methods-${methods}`);
  const contract = join(folder, `methods-${methods}.ts`);
  writeFileSync(contract, contractOfSize(methods).text);
  const args = generateArgs(contract, project);
  const first = rounds(() => {
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project);
    return measureNode(args);
  });
  return { project, first, rerun: rounds(() => measureNode(args)) };
}

function rounds(measure) {
  const runs = Array.from({ length: ROUNDS }, measure);
  return {
    ms: median(runs.map((run) => run.ms)),
    peakMiB: Math.max(...runs.map((run) => run.peakMiB)),
  };
}

function ms(run) {
  return `${Math.round(run.ms)} ms`;
}

function result(what, { ok, measured }) {
  return { what, ok, measured };
}
