import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchGrpc, grpcTable } from './grpc.mjs';
import { makeGeneratedProject } from './http/generated-project.mjs';
import { httpTables } from './http/report.mjs';
import { benchHttp } from './http.mjs';
import { installPeers } from './lib/install.mjs';
import { machine, machineLine } from './lib/machine.mjs';
import { whyMicrogenIsMissing } from './lib/microgen.mjs';
import { readOptions, usage } from './lib/options.mjs';
import { verdictTable } from './lib/table.mjs';
import { benchProto, protoTable } from './proto.mjs';
import { benchScale, scaleTable } from './scale.mjs';
import { benchValidation, validationTable } from './validation.mjs';
import { benchStart, startLimitsNode, startTable } from './start.mjs';

const runners = {
  start: runStart,
  scale: runScale,
  proto: runProto,
  http: runHttp,
  validation: runValidation,
  grpc: runGrpc,
};
const tables = {
  start: startTable,
  scale: scaleTable,
  proto: protoTable,
  http: httpTables,
  validation: validationTable,
  grpc: grpcTable,
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv) {
  let options;
  try {
    options = readOptions(argv);
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    return 64;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  return bench(options);
}

async function bench(options) {
  const dir = mkdtempSync(join(tmpdir(), 'microgen-bench-'));
  try {
    const report = await reportOf(options, dir);
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
    return exitCodeOf(report, options);
  } finally {
    if (options.keep) progress(`kept ${dir}`);
    else rmSync(dir, { recursive: true, force: true });
  }
}

async function reportOf(options, dir) {
  const report = { machine: machine(), quick: options.quick, missing: [], failed: [] };
  const whyMissing = whyMicrogenIsMissing();
  for (const section of options.only) {
    const sectionDir = join(dir, section);
    mkdirSync(sectionDir);
    try {
      report[section] = await runners[section]({ options, dir: sectionDir, whyMissing, report });
    } catch (error) {
      report.failed.push(`${section}: ${error.message}`);
    }
  }
  return report;
}

function runStart({ options, dir, whyMissing, report }) {
  if (whyMissing !== undefined) return missing(report, `start: ${whyMissing}`);
  return benchStart({ rounds: options.rounds.start, dir, progress });
}

function runScale({ options, dir, whyMissing, report }) {
  if (whyMissing !== undefined) return missing(report, `scale: ${whyMissing}`);
  return benchScale({ rounds: options.rounds.scale, dir, progress });
}

async function runHttp({ options, dir, whyMissing, report }) {
  installPeers(progress);
  const project = whyMissing === undefined ? generatedProject(dir, report) : undefined;
  if (whyMissing !== undefined) missing(report, `http, the generated service: ${whyMissing}`);
  return benchHttp({ options, dir, project, progress });
}

function runValidation({ options, dir, whyMissing, report }) {
  if (whyMissing !== undefined) return missing(report, `validation: ${whyMissing}`);
  return benchValidation({ options, dir, progress });
}

function runProto({ options, dir, whyMissing, report }) {
  if (whyMissing !== undefined) return missing(report, `proto: ${whyMissing}`);
  installPeers(progress);
  return benchProto({ rounds: options.rounds.proto, dir, progress });
}

function runGrpc({ options, dir, whyMissing, report }) {
  if (whyMissing !== undefined) return missing(report, `grpc: ${whyMissing}`);
  installPeers(progress);
  return benchGrpc({ options, dir, progress });
}

function generatedProject(dir, report) {
  try {
    return makeGeneratedProject(join(dir, 'hello'), progress);
  } catch (error) {
    return missing(report, `http, the generated service: ${error.message}`);
  }
}

function missing(report, reason) {
  report.missing.push(reason);
  return undefined;
}

function exitCodeOf({ failed, missing: gaps, ...report }, options) {
  if (failed.length > 0) return 1;
  const over = verdictsOf(report).some(({ pass }) => !pass);
  const wrong = [report.http, report.validation, report.grpc].some(
    (one) => (one?.problems.length ?? 0) > 0,
  );
  return options.assert && (over || wrong || gaps.length > 0) ? 1 : 0;
}

function verdictsOf(report) {
  return Object.keys(runners).flatMap((section) => report[section]?.verdicts ?? []);
}

function textOf(report) {
  const measured = Object.keys(runners).filter((section) => report[section] !== undefined);
  const verdicts = verdictsOf(report);
  const parts = [
    machineLine(report.machine),
    ...measured.map((section) => tables[section](report[section])),
    ...(verdicts.length > 0 ? [verdictTable(verdicts)] : []),
    ...notesOf(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function notesOf({ machine: { node }, quick, start, missing: gaps, failed }) {
  const otherNode = start !== undefined && !node.startsWith(`v${startLimitsNode}.`);
  return [
    ...(otherNode
      ? [`note: the limits over node -e 0 are set for Node ${startLimitsNode}; this is ${node}`]
      : []),
    ...(quick ? ['note: --quick shows that the bench works; its figures are rough'] : []),
    ...gaps.map((gap) => `not measured: ${gap}`),
    ...failed.map((failure) => `failed: ${failure}`),
  ];
}

function progress(text) {
  process.stderr.write(`${text}\n`);
}
