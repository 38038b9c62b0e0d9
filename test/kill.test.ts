import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONTRACT, type KillState, editByUser, states } from './support/kill/states.ts';
import { type Moment, microgen } from './support/kill/process.ts';
import { seeded } from './support/seeded.ts';

// Small here, full in `npm run test:full`: MICROGEN_KILLS runs are killed, MICROGEN_KILL_PAIRS times two run at once.
const env = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const KILLS = env('MICROGEN_KILLS', 2 * states.length);
const PAIRS = env('MICROGEN_KILL_PAIRS', 4);
const SEED = env('MICROGEN_KILL_SEED', 20261126);

let base: string;
let project: string;
const random = seeded(SEED);

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'microgen-kill-'));
  project = join(base, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'idl.ts'), CONTRACT);
  const { code, output } = await microgen(project, ['-idl', 'idl.ts']);
  if (code !== 0) throw new Error(output);
  editByUser(project);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

function copyOf(from: string): string {
  const folder = mkdtempSync(join(base, 'copy-'));
  cpSync(from, folder, { recursive: true });
  return folder;
}

/** A folder in a state, at its start. */
function inState(state: KillState): string {
  const folder = state.isFresh ? mkdtempSync(join(base, 'fresh-')) : copyOf(project);
  state.prepare(folder);
  return folder;
}

/** Every file, and every folder that holds none. Backups stand under the time of their run. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    const shown = name.replace(/^(\.microgen\/backup\/)\d+T\d+Z/, '$1<time>');
    if (entry.isFile()) return [[shown, readFileSync(path, 'latin1')] as const];
    return readdirSync(path).length === 0 ? [[`${shown}/`, ''] as const] : [];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a state becomes without any harm, and how long that takes. */
async function uninterrupted(state: KillState) {
  const folder = inState(state);
  const { code, output, ms } = await microgen(folder, state.args);
  expect([state.name, code, code === 0 || output]).toEqual([state.name, 0, true]);
  const contents = contentsOf(folder);
  rmSync(folder, { recursive: true });
  return { contents, ms };
}

/** Half of them while files are written, which takes the smaller part of a run. */
function someMoment(ms: number): Moment {
  if (random.chance(0.5)) return { kind: 'staging', ms: random.int(25) };
  return { kind: 'after', ms: Math.floor(ms * (0.2 + random.int(900) / 1000)) };
}

const told = { killed: 0, unfinished: 0, pairs: 0, both: 0 };

it(`is good again after ${KILLS} kills, whenever they came`, { timeout: 3_600_000 }, async () => {
  const goals = new Map<KillState, Awaited<ReturnType<typeof uninterrupted>>>();
  for (let round = 0; round < KILLS; round += 1) {
    const state = states[round % states.length];
    if (state === undefined) throw new Error('there are no states');
    const goal = goals.get(state) ?? (await uninterrupted(state));
    goals.set(state, goal);
    const folder = inState(state);
    const moment = someMoment(goal.ms);
    const { code } = await microgen(folder, state.args, moment);
    if (code === null) told.killed += 1;
    if (existsSync(join(folder, '.microgen/apply/journal.json'))) told.unfinished += 1;
    const again = await microgen(folder, state.args);
    const where = { round, state: state.name, moment, said: again.output };
    expect({ where, contents: contentsOf(folder) }).toEqual({ where, contents: goal.contents });
    rmSync(folder, { recursive: true });
  }
});

/** Two wishes that exclude each other. */
const wishes = [
  ['-prefix', 'one', '-skill=false'],
  ['-prefix', 'two', '-tests=false'],
] as const;

async function after(...orders: readonly (readonly string[])[]): Promise<object> {
  const folder = copyOf(project);
  for (const args of orders) await microgen(folder, args);
  return contentsOf(folder);
}

it(`never mixes two runs at once, ${PAIRS} times`, { timeout: 3_600_000 }, async () => {
  const [one, two] = wishes;
  const possible = [
    await after(one),
    await after(two),
    await after(one, two),
    await after(two, one),
  ].map((contents) => JSON.stringify(contents));
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const folder = copyOf(project);
    const wait = random.int(60);
    const both = await Promise.all([
      microgen(folder, one),
      new Promise((resolve) => setTimeout(resolve, wait)).then(() => microgen(folder, two)),
    ]);
    const codes = both.map(({ code }) => code);
    const said = both.map(({ output }) => output);
    const end = possible.indexOf(JSON.stringify(contentsOf(folder)));
    const where = { pair, wait, codes, said };
    expect({ where, end }).toEqual({ where, end: expect.toBeOneOf([0, 1, 2, 3]) });
    expect(codes.filter((code) => code !== 0 && code !== 1)).toEqual([]);
    told.pairs += 1;
    if (end > 1) told.both += 1;
    rmSync(folder, { recursive: true });
  }
});

afterAll(() => {
  const record = process.env['MICROGEN_KILL_RECORD'];
  if (record !== undefined) writeFileSync(record, JSON.stringify(told));
});
