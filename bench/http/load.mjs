// The load generator, a process of its own. Takes {connect} once, then any number of {seconds};
// each is answered when the last request of that run has been answered.
import { createHistogram } from 'node:perf_hooks';
import { Connection } from './connection.mjs';

const grace = 10_000;
let connections = [];
let run = emptyRun(0);

process.on('message', async (message) => {
  if (message.connect !== undefined) connections = open(message.connect);
  else process.send(await load(message.seconds));
});

// Without its driver there is nothing to load.
process.on('disconnect', () => process.exit());

function emptyRun(until) {
  return { latencies: createHistogram(), errors: 0, reasons: new Set(), until };
}

function open({ count, port, request, answer }) {
  const target = { port, request: Buffer.from(request), answer: Buffer.from(answer) };
  return Array.from({ length: count }, () => new Connection(target, onAnswer, onError));
}

async function load(seconds) {
  const started = performance.now();
  const cpu = process.cpuUsage();
  run = emptyRun(started + seconds * 1000);
  for (const connection of connections) connection.start();
  await idle(run.until + grace);
  return resultOf(run, performance.now() - started, process.cpuUsage(cpu));
}

function onAnswer(micros) {
  run.latencies.record(Math.max(1, Math.round(micros)));
  return performance.now() < run.until;
}

function onError(reason) {
  run.errors += 1;
  if (run.reasons.size < 5) run.reasons.add(reason);
}

async function idle(deadline) {
  while (connections.some(({ busy }) => busy)) {
    if (performance.now() > deadline) return onError('requests without an answer');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function resultOf({ latencies, errors, reasons }, ms, { user, system }) {
  return {
    requests: latencies.count,
    errors,
    reasons: [...reasons],
    ms,
    p50Micros: latencies.percentile(50),
    p99Micros: latencies.percentile(99),
    // How busy this process was: near 1 it, and not the server, would be what is measured.
    busy: (user + system) / 1000 / ms,
  };
}
