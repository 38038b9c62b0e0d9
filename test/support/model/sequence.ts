import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { generate } from '../../../src/generate.ts';
import { type Random, seeded } from '../seeded.ts';
import { type Command, drawn } from './commands.ts';
import { type Contract, contractText } from './contract.ts';
import { NAME, type Oracle, ownersIn } from './oracle.ts';
import { differing } from './ownership.ts';
import { type Prediction, goneFrom, predicted } from './predict.ts';
import { carriedOut } from './runs.ts';
import { type Files, type Model, MANIFEST, backupsIn, contentsOf, projectFiles } from './state.ts';

/** How often each command ended how: `generate failed`. */
export type Tally = Map<string, number>;

const START: Contract = { AppleService: ['pick', 'peel'], BerryService: ['wash'] };
const SHAPE = { service: '', prefix: '', docs: true, tests: true, skill: true, openapi: true };

/** Runs one sequence of commands; throws with the seed and the commands so far where the model is wrong. */
export async function runSequence(
  folder: string,
  { oracle, seed, length, tally }: Sequence,
): Promise<void> {
  const random = seeded(seed);
  const done: Command[] = [];
  try {
    let model = await started(folder, oracle);
    for (let step = 0; step < length; step += 1) {
      const command = drawn({ model, planned: await plannedNow(oracle, model), random, step });
      done.push(command);
      model = await stepped({ folder, oracle, random, tally }, model, command);
    }
  } catch (error) {
    const lines = done.map((command) => `  ${JSON.stringify(command).slice(0, 300)}`);
    throw new Error(`MICROGEN_MODEL_SEED=${seed}\n${lines.join('\n')}\n${String(error)}`, {
      cause: error,
    });
  }
}

export interface Sequence {
  readonly oracle: Oracle;
  readonly seed: number;
  readonly length: number;
  readonly tally: Tally;
}

async function started(folder: string, oracle: Oracle): Promise<Model> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'idl.ts'), contractText(START));
  const options = { ...SHAPE, import: NAME };
  await generate({ cwd: folder, out: '.', idl: 'idl.ts', options });
  const last = { contract: START, shape: SHAPE, middleware: [] };
  const records = await oracle.planned(last);
  return { contract: START, files: projectFiles(contentsOf(folder)), last, records, backups: [] };
}

async function plannedNow(oracle: Oracle, { contract, last }: Model) {
  const input = { ...last, contract };
  return goneFrom(input).length > 0 ? {} : oracle.planned(input);
}

interface Run {
  readonly folder: string;
  readonly oracle: Oracle;
  readonly random: Random;
  readonly tally: Tally;
}

async function stepped(run: Run, model: Model, command: Command): Promise<Model> {
  const { folder, oracle, tally } = run;
  const prediction = await predicted(oracle, model, command);
  const before = contentsOf(folder);
  const ended = await carriedOut(folder, command);
  const after = contentsOf(folder);
  const name = `${command.kind} ${ended.outcome}`;
  tally.set(name, (tally.get(name) ?? 0) + 1);
  mustEqual('the outcome', ended, prediction.ended);
  if (prediction.model === model) {
    const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    mustEqual(
      'what a run that only looks changed',
      all.filter((path) => before[path] !== after[path]),
      [],
    );
    return model;
  }
  const next = compared(folder, prediction, after, before);
  const isRun = command.kind === 'generate' || command.kind === 'extend';
  if (isRun) await mustRest(folder, after);
  return next;
}

function compared(folder: string, prediction: Prediction, all: Files, before: Files): Model {
  const { model: expected, stub } = prediction;
  const contract = { ...expected.files, 'idl.ts': contractText(expected.contract) };
  const files = projectFiles(all);
  if (stub !== undefined) mustBeStub(before[stub.path] ?? '', files[stub.path] ?? '', stub.method);
  const known = stub === undefined ? {} : { [stub.path]: files[stub.path] ?? '' };
  const model = { ...expected, files: { ...contract, ...known } };
  mustEqual('files that are not as predicted', differing(model, files), []);
  mustEqual('the backups', backupsIn(all), expected.backups);
  const owners = Object.entries(expected.records).map(
    ([path, { owner }]) => [path, owner] as const,
  );
  mustEqual('the manifest', ownersIn(folder), Object.fromEntries(owners));
  const { options, middleware } = JSON.parse(all[MANIFEST] ?? '');
  mustEqual('the options', { ...options, ...expected.last.shape }, options);
  mustEqual('the middleware', middleware, expected.last.middleware);
  // Shared files are compared by value; from here on their bytes are those of the disk.
  return { ...model, files };
}

/** After a run that was done, the same run again has nothing to do. */
async function mustRest(folder: string, after: Files): Promise<void> {
  for (const mode of ['check', 'write'] as const) {
    const { outcome, wrote } = await generate({ cwd: folder, out: '.', mode });
    mustEqual(`a bare ${mode} afterwards`, { outcome, wrote }, { outcome: 'done', wrote: false });
  }
  mustEqual('the folder after a bare rerun', contentsOf(folder), after);
}

/** One block went in, with the method in it, and every other byte stayed. */
function mustBeStub(before: string, after: string, method: string): void {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  const rest = before.length - start;
  const isKept = rest === 0 || after.endsWith(before.slice(-rest));
  const block = after.slice(start, after.length - rest);
  mustEqual('a stub and nothing else', [isKept, block.includes(`async ${method}(`)], [true, true]);
}

function mustEqual(what: string, is: unknown, shall: unknown): void {
  if (isDeepStrictEqual(is, shall)) return;
  const shown = [is, shall].map((one) => JSON.stringify(one).slice(0, 1500));
  throw new Error(`${what}: ${shown[0]}, predicted: ${shown[1]}`);
}
