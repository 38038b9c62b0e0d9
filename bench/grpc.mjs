import { join } from 'node:path';
import { orderBytes, ordersContract } from './grpc/order.mjs';
import { startGrpcServer } from './grpc/server.mjs';
import { makeGeneratedProject } from './http/generated-project.mjs';
import { IpcProcess } from './http/ipc-process.mjs';
import { canPin, nodeCommand } from './http/pinning.mjs';
import { problemsOf } from './http/report.mjs';
import { benchDir } from './lib/paths.mjs';
import { median, ratioOf, rotated } from './lib/stats.mjs';
import { table, verdict } from './lib/table.mjs';

/** The generated service is to reach at least 0.9 of the peer: the peer at most this much of it. */
const limit = 1.11;

const subject = {
  contract: ordersContract,
  service: 'orderservice',
  method: 'placeOrder',
  statement: 'return req;',
  flags: ['-protocols', 'http,grpc'],
};

/**
 * Measures one unary method of a generated service and of a hand-written grpc-js server, in turns, each time in
 * fresh processes.
 *
 * @param {object} request
 * @param {import('./lib/options.mjs').Options} request.options
 * @param {string} request.dir
 * @param {(text: string) => void} request.progress
 */
export async function benchGrpc({ options, dir, progress }) {
  const pin = canPin();
  const contenders = makeContenders(dir, (text) => progress(`grpc: ${text}`));
  const runs = Object.fromEntries(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < options.rounds.grpc; round += 1) {
    for (const contender of rotated(contenders, round)) {
      progress(`grpc: round ${round + 1} of ${options.rounds.grpc}, ${contender.label}`);
      runs[contender.id].push(await measure(contender, { options, dir, pin }));
    }
  }
  return reportOf(contenders, runs);
}

function makeContenders(dir, progress) {
  const project = makeGeneratedProject(join(dir, 'orders'), progress, subject);
  return [
    {
      id: 'generated',
      label: 'microgen (generated)',
      cwd: project.dir,
      args: project.args,
      env: (port) => ({
        APP_HTTP_ADDR: '127.0.0.1:0',
        APP_GRPC_ADDR: `127.0.0.1:${port}`,
        APP_LOG_LEVEL: 'info',
        APP_LOG_FORMAT: 'json',
      }),
    },
    {
      id: 'peer',
      label: 'grpc-js, proto-loader',
      cwd: benchDir,
      args: [join(benchDir, 'peers', 'grpc-js.mjs')],
      env: (port) => ({ PORT: String(port) }),
    },
  ];
}

async function measure(contender, { options, dir, pin }) {
  const server = await startGrpcServer(contender, { dir, pin });
  const args = [join(benchDir, 'grpc', 'load.mjs')];
  const load = new IpcProcess(nodeCommand(args, pin ? 'load' : undefined));
  try {
    return await underLoad({ server, load, options });
  } finally {
    await load.stop();
    await server.stop();
  }
}

async function underLoad({ server, load, options }) {
  const { connections: count, seconds, warmUpSeconds } = options;
  const { port, answerLength } = server;
  const request = Buffer.from(orderBytes()).toString('base64');
  load.tell({ connect: { count, port, request, answerLength } });
  const warmUp = await load.ask({ seconds: warmUpSeconds });
  const before = await server.usage();
  const result = await load.ask({ seconds });
  const after = await server.usage();
  return {
    errors: result.errors + warmUp.errors,
    reasons: [...new Set([...warmUp.reasons, ...result.reasons])],
    requestsPerSecond: result.requests / (result.ms / 1000),
    cpuMicros: (after.cpuMicros - before.cpuMicros) / result.requests,
    p99Ms: result.p99Micros / 1000,
    rssMiB: after.rssMiB,
    loadBusy: result.busy,
  };
}

function reportOf(contenders, runs) {
  const column = (id, key) => runs[id].map((run) => run[key]);
  const rows = contenders.map(({ id, label }) => ({
    label,
    requestsPerSecond: median(column(id, 'requestsPerSecond')),
    cpuMicros: median(column(id, 'cpuMicros')),
    p99Ms: median(column(id, 'p99Ms')),
    rssMiB: median(column(id, 'rssMiB')),
    loadBusy: Math.max(...column(id, 'loadBusy')),
    errors: column(id, 'errors').reduce((sum, errors) => sum + errors, 0),
    reasons: [...new Set(runs[id].flatMap(({ reasons }) => reasons))],
  }));
  const ratio = (key) => ratioOf(column('generated', key), column('peer', key));
  const slower = ratioOf(
    column('peer', 'requestsPerSecond'),
    column('generated', 'requestsPerSecond'),
  );
  return {
    rows,
    throughput: ratio('requestsPerSecond'),
    cpu: ratio('cpuMicros'),
    problems: rows.flatMap(problemsOf),
    verdicts: [verdict('gRPC calls/s, grpc-js by hand / microgen', slower.median, limit)],
  };
}

/** @param {Awaited<ReturnType<typeof benchGrpc>>} report */
export function grpcTable({ rows, throughput, cpu, problems }) {
  const head = ['PlaceOrder over gRPC', 'calls/s', 'CPU us/call', 'p99 ms', 'RSS MiB'];
  const cells = rows.map((row) => [
    row.label,
    row.requestsPerSecond.toFixed(0),
    row.cpuMicros.toFixed(1),
    row.p99Ms.toFixed(2),
    row.rssMiB.toFixed(0),
    `${(row.loadBusy * 100).toFixed(0)} %`,
    String(row.errors),
  ]);
  const ratios = [ratioRow('calls/s', throughput), ratioRow('CPU per call', cpu)];
  return [
    table([...head, 'load busy', 'errors'], cells),
    table(['microgen / grpc-js by hand', 'median', 'over the rounds'], ratios),
    ...problems.map((problem) => `problem: ${problem}`),
  ].join('\n\n');
}

function ratioRow(what, { median: middle, min, max }) {
  return [what, middle.toFixed(3), `${min.toFixed(3)} .. ${max.toFixed(3)}`];
}
