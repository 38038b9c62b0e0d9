import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protoOfSize } from './contracts/proto-of-size.mjs';
import { generateArgs } from './lib/microgen.mjs';
import { benchDir } from './lib/paths.mjs';
import { timeNode } from './lib/run-node.mjs';
import { median, ratioOf, rotated } from './lib/stats.mjs';
import { table, verdict } from './lib/table.mjs';

const limit = 1.5;
const modules = join(benchDir, 'node_modules');

/**
 * Whole processes, in turns: `microgen` of a `.proto` with 300 messages and 100 methods, and `buf generate` with
 * protoc-gen-es of the same file.
 *
 * @param {{ rounds: number, dir: string, progress: (text: string) => void }} options
 */
export function benchProto({ rounds, dir, progress }) {
  const commands = commandsIn(dir);
  for (const { run } of commands) run();
  const times = Object.fromEntries(commands.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round += 1) {
    progress(`proto: round ${round + 1} of ${rounds}`);
    for (const { id, run } of rotated(commands, round)) times[id].push(run());
  }
  const ratio = ratioOf(times.microgen, times.buf);
  return {
    rows: commands.map(({ id, label }) => ({ label, ms: median(times[id]) })),
    ratio,
    verdicts: [verdict('300 messages: microgen / buf generate', ratio.median, limit)],
  };
}

function commandsIn(dir) {
  const { text, services } = protoOfSize();
  const protos = join(dir, 'protos');
  mkdirSync(protos);
  const contract = join(protos, 'scale.proto');
  writeFileSync(contract, text);
  return [
    { id: 'microgen', label: 'microgen', run: microgenIn(dir, contract, services) },
    { id: 'buf', label: 'buf generate, protoc-gen-es', run: bufIn(dir, protos) },
  ];
}

/** Into a folder that does not exist yet; what is there afterwards is looked at outside of the time. */
function microgenIn(dir, contract, services) {
  const out = join(dir, 'microgen');
  const args = [...generateArgs(contract, out), '-protocols', 'http,grpc'];
  return () => {
    rmSync(out, { recursive: true, force: true });
    const { ms } = timeNode(args);
    const made = readdirSync(join(out, 'service')).length;
    if (made !== services) throw new Error(`${made} services were generated of ${services}`);
    return ms;
  };
}

function bufIn(dir, protos) {
  const out = join(dir, 'buf');
  const plugin = join(modules, '@bufbuild/protoc-gen-es/bin/protoc-gen-es');
  const template = JSON.stringify({
    version: 'v2',
    plugins: [{ local: [process.execPath, plugin], out, opt: ['target=ts'] }],
  });
  const buf = join(modules, '@bufbuild/buf/bin/buf');
  const args = [buf, 'generate', protos, '--template', template];
  return () => {
    rmSync(out, { recursive: true, force: true });
    const { ms } = timeNode(args);
    if (!existsSync(join(out, 'scale_pb.ts'))) throw new Error('buf generate wrote nothing');
    return ms;
  };
}

/** @param {ReturnType<typeof benchProto>} report */
export function protoTable({ rows, ratio }) {
  return [
    table(
      ['300 messages, 100 methods', 'ms'],
      rows.map(({ label, ms }) => [label, ms.toFixed(0)]),
    ),
    table(
      ['microgen / buf generate', 'median', 'over the rounds'],
      [
        [
          'whole process',
          ratio.median.toFixed(2),
          `${ratio.min.toFixed(2)} .. ${ratio.max.toFixed(2)}`,
        ],
      ],
    ),
  ].join('\n\n');
}
