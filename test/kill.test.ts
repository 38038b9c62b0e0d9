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
import {
  CONTRACT,
  type KillPair,
  type KillState,
  editByUser,
  pairs,
  states,
  userFiles,
} from './support/kill/states.ts';
import { type Moment, microgen } from './support/kill/process.ts';
import { seeded } from './support/seeded.ts';

// Small here, full in `npm run test:full`: MICROGEN_KILLS runs are killed, MICROGEN_KILL_PAIRS times two run at once.
const env = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const KILLS = env('MICROGEN_KILLS', 2 * states.length);
const PAIRS = env('MICROGEN_KILL_PAIRS', 2 * pairs.length);
const SEED = env('MICROGEN_KILL_SEED', 20261126);

let base: string;
let project: string;
const random = seeded(SEED);

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'microgen-kill-'));
  project = join(base, 'start/project');
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'idl.ts'), CONTRACT);
  const { code, output } = await microgen(project, ['-idl', 'idl.ts']);
  if (code !== 0) throw new Error(output);
  editByUser(project);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A folder in a state, at its start. It always has the same name, which a project takes for its own. */
function inState({ isFresh, prepare }: Pick<KillState, 'isFresh' | 'prepare'>): string {
  const folder = join(mkdtempSync(join(base, 'copy-')), 'project');
  if (isFresh) mkdirSync(folder);
  else cpSync(project, folder, { recursive: true });
  prepare(folder);
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

/** Most of them while files are written, which takes the smaller part of a run. */
function someMoment(folder: string, state: KillState, ms: number): Moment {
  const out = join(folder, state.out ?? '.');
  if (random.chance(0.4)) return { seen: [out, '.microgen/apply'], ms: random.int(25) };
  if (random.chance(0.5)) return { seen: [out, '.microgen/apply/journal.json'], ms: random.int(5) };
  return { ms: Math.floor(ms * (0.2 + random.int(900) / 1000)) };
}

const told = { kills: KILLS, killed: 0, unfinished: 0, pairs: 0, both: 0, seed: SEED };

it(`is good again after ${KILLS} kills, whenever they came`, { timeout: 3_600_000 }, async () => {
  const goals = new Map<KillState, Awaited<ReturnType<typeof uninterrupted>>>();
  for (let round = 0; round < KILLS; round += 1) {
    const state = states[round % states.length];
    if (state === undefined) throw new Error('there are no states');
    const goal = goals.get(state) ?? (await uninterrupted(state));
    goals.set(state, goal);
    const folder = inState(state);
    const users = state.isFresh ? [] : userFiles.map((path) => readFileSync(join(folder, path)));
    const moment = someMoment(folder, state, goal.ms);
    const { code } = await microgen(folder, state.args, moment);
    if (code === null) told.killed += 1;
    const out = join(folder, state.out ?? '.');
    if (existsSync(join(out, '.microgen/apply/journal.json'))) told.unfinished += 1;
    const again = await microgen(folder, state.args);
    const where = { round, state: state.name, moment: { ...moment, seen: moment.seen?.[1] } };
    const found = { where, said: again.output, contents: contentsOf(folder) };
    expect(found).toEqual({ where, said: again.output, contents: goal.contents });
    if (!state.isFresh) {
      expect(userFiles.map((path) => readFileSync(join(folder, path)))).toEqual(users);
    }
    rmSync(folder, { recursive: true });
  }
  // A test that kills nobody proves nothing.
  expect(told.killed).toBeGreaterThan(KILLS / 4);
});

async function after(pair: KillPair, orders: readonly (readonly string[])[]): Promise<string> {
  const folder = inState(pair);
  for (const args of orders) await microgen(folder, args);
  return JSON.stringify(contentsOf(folder));
}

/** What may come of a pair: one of both, or both in either order. */
async function possible(pair: KillPair): Promise<readonly string[]> {
  const [one, two] = pair.commands;
  const orders = [[one], [two], [one, two], [two, one]];
  const ends: string[] = [];
  for (const order of orders) ends.push(await after(pair, order));
  return ends;
}

it(`never mixes two runs at once, ${PAIRS} times`, { timeout: 3_600_000 }, async () => {
  const known = new Map<KillPair, readonly string[]>();
  for (let round = 0; round < PAIRS; round += 1) {
    const pair = pairs[round % pairs.length];
    if (pair === undefined) throw new Error('there are no pairs');
    const ends = known.get(pair) ?? (await possible(pair));
    known.set(pair, ends);
    const folder = inState(pair);
    const [one, two] = pair.commands;
    const wait = random.int(60);
    const both = await Promise.all([
      microgen(folder, one),
      new Promise((resolve) => setTimeout(resolve, wait)).then(() => microgen(folder, two)),
    ]);
    const codes = both.map(({ code }) => code);
    const end = ends.indexOf(JSON.stringify(contentsOf(folder)));
    const where = { pair: pair.name, round, wait, codes, said: both.map(({ output }) => output) };
    // One that failed has written nothing.
    const allowed = codes.map((code, index) => (code === 0 ? [2, 3] : [1 - index])).flat();
    const goal = codes.every((code) => code === 0) ? [2, 3] : allowed.filter((each) => each < 2);
    expect({ where, end }).toEqual({ where, end: expect.toBeOneOf(goal) });
    for (const { code, output } of both) {
      if (code !== 0) expect(output).toMatch(/error (?:project-busy|changed-meanwhile)/);
    }
    told.pairs += 1;
    if (end > 1) told.both += 1;
    rmSync(folder, { recursive: true });
  }
});

afterAll(() => {
  const record = process.env['MICROGEN_KILL_RECORD'];
  if (record !== undefined) writeFileSync(record, JSON.stringify(told));
});
