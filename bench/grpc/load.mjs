// The load generator, a process of its own. Takes {connect} once, then any number of {seconds};
// each is answered when the last call of that run has been answered. It neither encodes nor decodes.
import { createHistogram } from 'node:perf_hooks';
import { Client, credentials } from '@grpc/grpc-js';
import { path } from './order.mjs';

const channels = 4;
let target;

process.on('message', async (message) => {
  if (message.connect !== undefined) target = open(message.connect);
  else process.send(await load(message.seconds));
});

// Without its driver there is nothing to load.
process.on('disconnect', () => process.exit());

function open({ count, port, request, answerLength }) {
  // Without this grpc-js gives all channels to one address one connection.
  const options = { 'grpc.use_local_subchannel_pool': 1 };
  const clients = Array.from(
    { length: channels },
    () => new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options),
  );
  return { clients, count, answerLength, request: Buffer.from(request, 'base64') };
}

async function load(seconds) {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const run = {
    latencies: createHistogram(),
    errors: 0,
    reasons: new Set(),
    until: started + seconds * 1000,
  };
  const { clients, count } = target;
  await Promise.all(
    Array.from({ length: count }, (_, index) => callOn(clients[index % clients.length], run)),
  );
  return resultOf(run, performance.now() - started, process.cpuUsage(cpu));
}

async function callOn(client, run) {
  while (performance.now() < run.until) {
    const started = performance.now();
    const fault = await call(client);
    run.latencies.record(Math.max(1, Math.round((performance.now() - started) * 1000)));
    if (fault === undefined) continue;
    run.errors += 1;
    if (run.reasons.size < 5) run.reasons.add(fault);
  }
}

/** What is wrong with the answer. */
function call(client) {
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, asIs, asIs, target.request, (error, answer) => {
      if (error) resolve(error.message);
      else if (answer.length === target.answerLength) resolve(undefined);
      else resolve(`an answer of ${answer.length} bytes`);
    });
  });
}

function asIs(bytes) {
  return bytes;
}

function resultOf({ latencies, errors, reasons }, ms, { user, system }) {
  return {
    requests: latencies.count,
    errors,
    reasons: [...reasons],
    ms,
    p50Micros: latencies.percentile(50),
    p99Micros: latencies.percentile(99),
    busy: (user + system) / 1000 / ms,
  };
}
