import { join } from 'node:path';
import { generateArgs } from './lib/microgen.mjs';
import { helloContract, microgenBin } from './lib/paths.mjs';
import { timeNode } from './lib/run-node.mjs';
import { median, ratioOf, rotated } from './lib/stats.mjs';
import { table, verdict } from './lib/table.mjs';
import { stateOf } from './lib/tree.mjs';

const limits = { version: 1.5, hello: 8, rerun: 3 };

/** The major version of Node that the limits of this section were set for. */
export const startLimitsNode = 24;

const titles = {
  version: 'microgen version',
  hello: 'generate hello',
  rerun: 'rerun hello, nothing to do',
};

/**
 * Whole processes, from spawn to exit, in turns.
 *
 * @param {{ rounds: number, dir: string, progress: (text: string) => void }} options
 */
export function benchStart({ rounds, dir, progress }) {
  const commands = commandsIn(dir);
  for (const { run } of commands) run('warm-up');
  const times = Object.fromEntries(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    progress(`start: round ${round + 1} of ${rounds}`);
    for (const { name, run } of rotated(commands, round)) times[name].push(run(round));
  }
  return reportOf(times);
}

function commandsIn(dir) {
  const project = join(dir, 'rerun');
  timeNode(generateArgs(helloContract, project));
  return [
    { name: 'node', run: () => timeNode(['-e', '0']).ms },
    { name: 'version', run: () => timeNode([microgenBin, 'version']).ms },
    {
      name: 'hello',
      run: (round) => timeNode(generateArgs(helloContract, join(dir, `hello-${round}`))).ms,
    },
    { name: 'rerun', run: () => timeRerun(project) },
  ];
}

function timeRerun(project) {
  const before = stateOf(project);
  const { ms } = timeNode(generateArgs(helloContract, project));
  if (stateOf(project) !== before) throw new Error('a rerun with nothing to do wrote files');
  return ms;
}

function reportOf(times) {
  const measured = Object.keys(limits).map((name) => ({
    name,
    ms: median(times[name]),
    ratio: ratioOf(times[name], times.node),
  }));
  return {
    nodeMs: median(times.node),
    commands: measured,
    verdicts: measured.map(({ name, ratio }) =>
      verdict(`${titles[name]} / node -e 0`, ratio.median, limits[name]),
    ),
  };
}

/** @param {ReturnType<typeof benchStart>} report */
export function startTable({ nodeMs, commands }) {
  const rows = commands.map(({ name, ms, ratio }) => [
    titles[name],
    ms.toFixed(1),
    ratio.median.toFixed(2),
    `${ratio.min.toFixed(2)} .. ${ratio.max.toFixed(2)}`,
  ]);
  return table(
    ['whole process', 'ms', 'x node -e 0', 'over the rounds'],
    [['node -e 0', nodeMs.toFixed(1), '1.00', ''], ...rows],
  );
}
