import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractOfSize } from './contracts/contract-of-size.mjs';
import { generateArgs } from './lib/microgen.mjs';
import { measureNode } from './lib/run-node.mjs';
import { median, ratioOf } from './lib/stats.mjs';
import { table, verdict } from './lib/table.mjs';
import { lineCount, sizeOf, stateOf } from './lib/tree.mjs';

const sizes = [10, 100, 1000];
const limits = { growth: 11, peakMiB: 400, rerunPercent: 20 };

/**
 * Generates contracts of growing size, then reruns the largest with nothing to do.
 *
 * @param {{ rounds: number, dir: string, progress: (text: string) => void }} options
 */
export function benchScale({ rounds, dir, progress }) {
  const cases = sizes.map((methods) => caseOf(methods, dir));
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) {
      progress(`scale: round ${round + 1} of ${rounds}, ${each.methods} methods`);
      runCase(each);
    }
  }
  return reportOf(cases.map(summaryOf), cases);
}

function caseOf(methods, dir) {
  const contract = join(dir, `contract-${methods}.ts`);
  const { text, services } = contractOfSize(methods);
  writeFileSync(contract, text);
  const contractLines = lineCount(Buffer.from(text));
  const project = join(dir, `project-${methods}`);
  return { methods, services, contract, contractLines, project, firsts: [], reruns: [] };
}

function runCase({ services, contract, project, firsts, reruns }) {
  rmSync(project, { recursive: true, force: true });
  const args = generateArgs(contract, project);
  firsts.push(measureNode(args));
  const generated = readdirSync(join(project, 'service')).length;
  if (generated !== services)
    throw new Error(`${generated} services were generated of ${services}`);
  const before = stateOf(project);
  reruns.push(measureNode(args));
  if (stateOf(project) !== before) throw new Error('a rerun with nothing to do wrote files');
}

function summaryOf({ methods, services, contractLines, project, firsts, reruns }) {
  return {
    methods,
    services,
    contractLines,
    ...sizeOf(project),
    ms: median(times(firsts)),
    cpuMs: median(firsts.map(({ cpuMs }) => cpuMs)),
    peakMiB: Math.max(...firsts.map(({ peakMiB }) => peakMiB)),
    rerunMs: median(times(reruns)),
    rerunPeakMiB: Math.max(...reruns.map(({ peakMiB }) => peakMiB)),
  };
}

function reportOf(summaries, cases) {
  const [small, middle, large] = cases;
  const growth = (more, less) => ratioOf(times(more.firsts), times(less.firsts)).median;
  const rerun = ratioOf(times(large.reruns), times(large.firsts)).median * 100;
  return {
    sizes: summaries,
    verdicts: [
      verdict('time, 100 methods / 10', growth(middle, small), limits.growth),
      verdict('time, 1000 methods / 100', growth(large, middle), limits.growth),
      verdict('peak memory, 1000 methods', summaries[2].peakMiB, limits.peakMiB, 'MiB'),
      verdict('rerun of 1000 methods / first run', rerun, limits.rerunPercent, '%'),
    ],
  };
}

function times(runs) {
  return runs.map(({ ms }) => ms);
}

/** @param {ReturnType<typeof benchScale>} report */
export function scaleTable({ sizes: summaries }) {
  const head = ['methods', 'services', 'contract lines', 'files', 'lines'];
  const measured = ['ms', 'CPU ms', 'peak MiB', 'rerun ms', 'rerun peak MiB'];
  const rows = summaries.map((size) => [
    ...[size.methods, size.services, size.contractLines, size.files, size.lines].map(String),
    ...[size.ms, size.cpuMs, size.peakMiB, size.rerunMs, size.rerunPeakMiB].map((value) =>
      value.toFixed(0),
    ),
  ]);
  return table([...head, ...measured], rows);
}
