import { median, ratioOf } from '../lib/stats.mjs';
import { table, verdict } from '../lib/table.mjs';
import { generatedId } from './contenders.mjs';

const limits = { fastify: 1, bare: 1.25, 'nest-express': 0.5 };
const busyLimit = 0.9;

/**
 * @param {object} measured
 * @param {readonly import('./contenders.mjs').Contender[]} measured.contenders
 * @param {Record<string, readonly object[]>} measured.runs by contender id, one per round
 * @param {boolean} measured.pinned
 * @param {{ peers: string, generated: string | undefined }} measured.pino versions
 */
export function reportOf({ contenders, runs, pinned, pino }) {
  const summaries = contenders.map((contender) => summaryOf(contender, runs));
  const verdicts = summaries
    .filter(({ id, cpuRatio }) => cpuRatio !== undefined && limits[id] !== undefined)
    .map(({ id, label, cpuRatio }) =>
      verdict(`CPU per request, microgen / ${label}`, cpuRatio.median, limits[id]),
    );
  const problems = summaries.flatMap(problemsOf);
  return { pinned, pino, contenders: summaries, problems, verdicts };
}

function summaryOf({ id, label }, runs) {
  const own = runs[id];
  const ours = id === generatedId ? undefined : runs[generatedId];
  const middle = (key) => median(column(own, key));
  const ratio = (key) => ours && ratioOf(column(ours, key), column(own, key));
  return {
    id,
    label,
    requestsPerSecond: middle('requestsPerSecond'),
    cpuMicros: middle('cpuMicros'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    rssMiB: middle('rssMiB'),
    logBytes: middle('logBytes'),
    loadBusy: Math.max(...column(own, 'loadBusy')),
    errors: column(own, 'errors').reduce((sum, errors) => sum + errors, 0),
    reasons: [...new Set(own.flatMap(({ reasons }) => reasons))],
    cpuRatio: ratio('cpuMicros'),
    requestsRatio: ratio('requestsPerSecond'),
    p99Ratio: ratio('p99Ms'),
  };
}

function column(runs, key) {
  return runs.map((run) => run[key]);
}

/** What makes the figures of a contender doubtful. */
export function problemsOf({ label, errors, reasons, loadBusy }) {
  const wrong = errors > 0 ? [`${label}: ${errors} wrong answers: ${reasons.join('; ')}`] : [];
  if (loadBusy < busyLimit) return wrong;
  const percent = (loadBusy * 100).toFixed(0);
  return [
    ...wrong,
    `${label}: the load generator was ${percent} % busy, so requests per second and p99 are its own`,
  ];
}

/** @param {ReturnType<typeof reportOf>} report */
export function httpTables({ pinned, pino, contenders, problems }) {
  const lines = [
    pinned
      ? 'server and load generator each on a core of their own'
      : 'server and load generator share the cores: taskset or a second core is missing',
    pinoLine(pino),
    absoluteTable(contenders),
    ratioTable(contenders),
    ...problems.map((problem) => `problem: ${problem}`),
  ];
  return lines.filter((line) => line !== undefined).join('\n\n');
}

function pinoLine({ peers, generated }) {
  if (generated === undefined || generated === peers) return `pino ${peers} in all of them`;
  return `pino ${generated} in the generated service, ${peers} in the others`;
}

function absoluteTable(contenders) {
  const head = ['POST /sayhello', 'requests/s', 'CPU us/request', 'p50 ms', 'p99 ms'];
  const rows = contenders.map((contender) => [
    contender.label,
    contender.requestsPerSecond.toFixed(0),
    contender.cpuMicros.toFixed(1),
    contender.p50Ms.toFixed(2),
    contender.p99Ms.toFixed(2),
    contender.rssMiB.toFixed(0),
    contender.logBytes.toFixed(0),
    `${(contender.loadBusy * 100).toFixed(0)} %`,
    String(contender.errors),
  ]);
  return table([...head, 'RSS MiB', 'log bytes/request', 'load busy', 'errors'], rows);
}

function ratioTable(contenders) {
  const rows = contenders
    .filter(({ cpuRatio }) => cpuRatio !== undefined)
    .map(({ label, cpuRatio, requestsRatio, p99Ratio }) => [
      `microgen / ${label}`,
      cpuRatio.median.toFixed(2),
      `${cpuRatio.min.toFixed(2)} .. ${cpuRatio.max.toFixed(2)}`,
      requestsRatio.median.toFixed(2),
      p99Ratio.median.toFixed(2),
    ]);
  if (rows.length === 0) return undefined;
  return table(['ratio', 'CPU', 'CPU over the rounds', 'requests/s', 'p99'], rows);
}
