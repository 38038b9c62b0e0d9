import { join } from 'node:path';
import { startContender } from './http/contender-server.mjs';
import { generatedContender } from './http/contenders.mjs';
import { makeGeneratedProject, withoutValidation } from './http/generated-project.mjs';
import { canPin } from './http/pinning.mjs';
import { post } from './http/post.mjs';
import { problemsOf } from './http/report.mjs';
import { startLoad, underLoad } from './http/under-load.mjs';
import { benchDir } from './lib/paths.mjs';
import { median, ratioOf, rotated } from './lib/stats.mjs';
import { table, verdict } from './lib/table.mjs';

const limitPercent = 15;
const service = 'orderservice';
const path = '/placeorder';

const order = {
  customer: '123e4567-e89b-42d3-a456-426614174000',
  email: 'ada.lovelace@example.com',
  lines: [
    { sku: 'AB-1234', count: 2, price: 19.99 },
    { sku: 'CD-0815', count: 1, price: 4.5 },
    { sku: 'XY-4711', count: 12, price: 0.75 },
  ],
  address: { street: 'Elm Street 1', zip: '10115', country: 'DE' },
  note: 'Please leave it with the neighbours.',
  coupons: ['SPRING', 'WELCOME'],
  channel: 'web',
};
const exchange = { path, body: JSON.stringify(order), answer: '{"lines":3}' };
/** Right in its structure, so that only the validation layer finds fault with it. */
const invalid = JSON.stringify({ ...order, email: 'nobody', lines: [] });

/**
 * Measures one generated route with its validation layer and without, in turns, each time in fresh processes.
 *
 * @param {object} request
 * @param {import('./lib/options.mjs').Options} request.options
 * @param {string} request.dir
 * @param {(text: string) => void} request.progress
 */
export async function benchValidation({ options, dir, progress }) {
  const pin = canPin();
  const contenders = makeContenders(dir, (text) => progress(`validation: ${text}`));
  const runs = Object.fromEntries(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < options.rounds.validation; round += 1) {
    for (const contender of rotated(contenders, round)) {
      progress(
        `validation: round ${round + 1} of ${options.rounds.validation}, ${contender.label}`,
      );
      runs[contender.id].push(await measure(contender, { options, dir, pin }));
    }
  }
  return reportOf(contenders, runs);
}

function makeContenders(dir, progress) {
  const statement = 'return { lines: req.lines.length };';
  const contract = join(benchDir, 'contracts', 'order.ts');
  const subject = { contract, service, method: 'placeOrder', statement };
  const whole = makeGeneratedProject(join(dir, 'whole'), progress, subject);
  const bare = withoutValidation(whole, join(dir, 'bare'), service);
  return [
    { ...generatedContender(whole), id: 'validated', label: 'as generated', refusal: 400 },
    {
      ...generatedContender(bare),
      id: 'bare',
      label: 'without the validation layer',
      refusal: 200,
    },
  ];
}

async function measure(contender, { options, dir, pin }) {
  const server = await startContender(contender, { dir, pin });
  const load = startLoad({ pin });
  try {
    await verify(contender, server.port);
    return await underLoad({ server, load, exchange, options });
  } finally {
    await load.stop();
    await server.stop();
  }
}

/** The one refuses what the other lets through, and nothing else tells them apart. */
async function verify({ label, refusal }, port) {
  const answer = await post({ port, ...exchange });
  if (answer.status !== 200 || answer.body !== exchange.answer) {
    throw new Error(`${label} answers ${answer.status} ${answer.body}`);
  }
  const { status } = await post({ port, path, body: invalid });
  if (status !== refusal) throw new Error(`${label} answers ${status} to what is not valid`);
  const broken = await post({ port, path, body: '{"lines":1}' });
  if (broken.status !== 400) throw new Error(`${label} answers ${broken.status} to a wrong type`);
}

function reportOf(contenders, runs) {
  const column = (id, key) => runs[id].map((run) => run[key]);
  const ratio = (key) => ratioOf(column('validated', key), column('bare', key));
  const throughput = ratio('requestsPerSecond');
  const rows = contenders.map(({ id, label }) => ({
    label,
    requestsPerSecond: median(column(id, 'requestsPerSecond')),
    cpuMicros: median(column(id, 'cpuMicros')),
    p99Ms: median(column(id, 'p99Ms')),
    loadBusy: Math.max(...column(id, 'loadBusy')),
    errors: column(id, 'errors').reduce((sum, errors) => sum + errors, 0),
    reasons: [...new Set(runs[id].flatMap(({ reasons }) => reasons))],
  }));
  const cpu = ratio('cpuMicros');
  // A saturated server gives 1 / CPU answers a second, and CPU hardly depends on what else the machine does.
  const costs = { throughput: 1 - throughput.median, 'throughput by CPU': 1 - 1 / cpu.median };
  return {
    rows,
    throughput,
    cpu,
    problems: rows.flatMap(problemsOf),
    verdicts: Object.entries(costs).map(([what, share]) =>
      verdict(`${what} that validation costs`, share * 100, limitPercent, '%'),
    ),
  };
}

/** @param {Awaited<ReturnType<typeof benchValidation>>} report */
export function validationTable({ rows, throughput, cpu, problems }) {
  const head = [`POST ${path}`, 'requests/s', 'CPU us/request', 'p99 ms', 'load busy', 'errors'];
  const cells = rows.map((row) => [
    row.label,
    row.requestsPerSecond.toFixed(0),
    row.cpuMicros.toFixed(1),
    row.p99Ms.toFixed(2),
    `${(row.loadBusy * 100).toFixed(0)} %`,
    String(row.errors),
  ]);
  const ratios = [ratioRow('requests/s', throughput), ratioRow('CPU per request', cpu)];
  return [
    table(head, cells),
    table(['with validation / without', 'median', 'over the rounds'], ratios),
    ...problems.map((problem) => `problem: ${problem}`),
  ].join('\n\n');
}

function ratioRow(what, { median: middle, min, max }) {
  return [what, middle.toFixed(3), `${min.toFixed(3)} .. ${max.toFixed(3)}`];
}
