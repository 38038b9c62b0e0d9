import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { generate } from '../../src/index.ts';
import { type Block, repository } from './markdown.ts';
import { type Ran, Sandbox } from './sandbox.ts';

/** What playing a document has come to: where it plays, and what the last command printed. */
interface Play {
  readonly sandbox: Sandbox;
  last: Ran;
  /** Runs the last command again, for an answer that needs a restart first. */
  again: (() => Ran) | undefined;
}

const HELLO = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;

/**
 * Carries out every block of a document, in order, and fails at the first that does not hold. A project
 * that blocks need is generated first, unless `given` says that the document begins with nothing. Returns how
 * many blocks held.
 */
export async function play(blocks: readonly Block[], given: 'nothing' | 'hello'): Promise<number> {
  const sandbox = await Sandbox.create();
  try {
    const state: Play = { sandbox, last: { code: 0, out: '', err: '' }, again: undefined };
    if (given === 'hello' && blocks.some(needsProject)) generateHello(sandbox);
    for (const block of blocks) await carryOut(block, state);
    if (blocks.some((block) => block.language === 'ts' && block.file !== undefined)) {
      await sandbox.endServing();
      expectExit(sandbox.run('node node_modules/typescript/bin/tsc --noEmit'), 0, 'the type check');
    }
    return blocks.length;
  } finally {
    await sandbox.remove();
  }
}

function needsProject({ language, words, file }: Block): boolean {
  return file !== undefined || (language === 'sh' && words[0] === undefined);
}

function generateHello(sandbox: Sandbox): void {
  sandbox.write('idl.ts', HELLO);
  expectExit(sandbox.run('microgen -idl idl.ts -out .'), 0, 'generating hello');
  sandbox.linkPackages();
}

type Player = (block: Block, state: Play) => Promise<void> | void;

/** How a block is proved, by its language and the first word behind it. */
const PLAYERS: Readonly<Record<string, Player>> = {
  'sh clone': (block) => {
    expectInClone(block);
  },
  sh: runShell,
  'ts contract': expectAccepted,
  'ts refused': expectRefused,
  ts: (block, { sandbox }) => {
    if (block.file === undefined) throw new Error('a ts block needs file=, contract or refused');
    sandbox.write(block.file, block.text);
  },
  proto: (block, { sandbox }) => {
    if (block.file === undefined) throw new Error('a proto block needs file=');
    sandbox.write(block.file, block.text);
  },
  diff: (block, { sandbox }) => {
    edit(block, sandbox);
  },
  json: expectJson,
  yaml: runSteps,
  // Jobs and a hook, which test/ci.test.ts runs in a repository.
  'yaml github': () => undefined,
  'yaml gitlab': () => undefined,
  'sh hook': () => undefined,
  'text output': (block, { last }) => {
    expect(withoutTimes(last.out)).toBe(withoutTimes(block.text));
  },
  'text diagnostic': (block, { last }) => {
    expect(last.err.trim()).toBe(block.text.trim());
  },
  'text tree': expectTree,
  // A picture.
  text: () => undefined,
};

async function carryOut(block: Block, state: Play): Promise<void> {
  const player =
    PLAYERS[[block.language, block.words[0]].join(' ')] ??
    PLAYERS[block.words[0] === undefined || block.file !== undefined ? block.language : ''];
  if (player === undefined) throw new Error(`${block.at}: nothing proves this kind of block`);
  try {
    await player(block, state);
  } catch (error) {
    if (error instanceof Error) error.message = `${block.at}: ${error.message}`;
    throw error;
  }
}

function expectExit(ran: Ran, code: number, what: string): void {
  if (ran.code === code) return;
  throw new Error(`${what} ended with ${ran.code}, not ${code}\n${ran.out}\n${ran.err}`);
}

/** Commands, one a line; `# exit 2` behind one says how it ends, else it succeeds. */
async function runShell(block: Block, state: Play): Promise<void> {
  const { sandbox } = state;
  state.again = undefined;
  if (!block.text.includes('curl ')) await sandbox.endServing();
  for (const line of block.text.trim().split('\n')) {
    const [, command = '', code = '0'] = /^(.*?)(?:\s+# exit (\d+))?$/.exec(line) ?? [];
    if (command === 'npm run dev') sandbox.serve(command);
    else if (command.startsWith('curl ')) state.again = () => (state.last = sandbox.run(command));
    else expectExit((state.last = sandbox.run(command)), Number(code), command);
  }
}

const PATIENCE = 30_000;

/** The answer of the last command; a service that starts or restarts is given time. */
async function expectJson(block: Block, state: Play): Promise<void> {
  const wanted = withWildcards(JSON.parse(block.text));
  const end = Date.now() + PATIENCE;
  while (state.again !== undefined && Date.now() < end) {
    const { out } = state.again();
    if (out !== '' && isEqual(JSON.parse(out), wanted)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(JSON.parse(state.last.out || 'null')).toEqual(wanted);
}

function isEqual(actual: unknown, wanted: unknown): boolean {
  try {
    expect(actual).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}

/** `...` stands for any text. */
function withWildcards(value: unknown): unknown {
  if (value === '...') return expect.any(String);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withWildcards(item)]));
}

function withoutTimes(text: string): string {
  return text.replace(/ (?:\(\d+ ms\)|in \d+ ms)/g, '').trim();
}

/** The steps of a CI job. */
function runSteps(block: Block, { sandbox }: Play): void {
  const steps = [...block.text.matchAll(/^- run: (.*)$/gm)].map(([, command = '']) => command);
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) expectExit(sandbox.run(step), 0, step);
}

/** Replaces the lines with `-` by those with `+`. */
function edit(block: Block, sandbox: Sandbox): void {
  const linesOf = (sign: string): string =>
    block.text
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  const path = block.file ?? '';
  const text = sandbox.read(path);
  expect(text).toContain(linesOf('-'));
  sandbox.write(path, text.replace(linesOf('-'), linesOf('+')));
}

async function expectAccepted(block: Block, { sandbox }: Play): Promise<void> {
  sandbox.write('apart/idl.ts', block.text);
  const cwd = join(sandbox.folder, 'apart');
  const result = await generate({ cwd, out: '.', idl: 'idl.ts', mode: 'dry-run' });
  expect(result.diagnostics).toEqual([]);
  expect(result.counts.create).toBeGreaterThan(0);
}

function expectRefused(block: Block, state: Play): void {
  const { sandbox } = state;
  sandbox.write('apart/idl.ts', block.text);
  state.last = sandbox.run('cd apart && microgen -idl idl.ts -out . -dry-run');
  expectExit(state.last, 1, 'the contract');
  expect(state.last.err).toMatch(/^idl\.ts:\d+:\d+ - error /);
}

/** A drawn folder is the project's, file by file. */
function expectTree(block: Block, { sandbox }: Play): void {
  const manifest: { readonly artifacts: readonly { readonly path: string }[] } = JSON.parse(
    sandbox.read('.microgen/manifest.json'),
  );
  const there = [
    ...manifest.artifacts.map(({ path }) => path),
    '.microgen/manifest.json',
    'idl.ts',
  ];
  let folder = '';
  const drawn = block.text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
      if (indent === '') folder = name.endsWith('/') ? name : '';
      return name.endsWith('/') ? [] : [`${folder}${name}`];
    });
  expect(drawn.toSorted()).toEqual(there.toSorted());
}

/** Commands for a clone of this repository: other tests run them, this one knows that they exist. */
function expectInClone(block: Block): void {
  let folder = repository;
  for (const line of block.text.trim().split('\n')) {
    const cd = /^cd (.*)$/.exec(line)?.[1];
    if (cd !== undefined) folder = join(folder, cd);
    expect(existsSync(join(folder, 'package.json'))).toBe(true);
    const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const known = [
      'npm ci',
      'npm cit',
      'npm install',
      'npm pack',
      `npm install -g ./${own.name}-${own.version}.tgz`,
      'microgen version',
      ...Object.keys(own.scripts).map((script) => `npm run ${script}`),
      ...(cd === undefined ? [] : [line]),
    ];
    expect(known).toContain(line);
  }
}
