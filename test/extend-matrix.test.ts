import {
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli/run.ts';
import { middlewareNames } from '../src/plan/middleware.ts';
import { run as command } from './support/async-run.ts';
import {
  type Choice,
  type Operation,
  type Step,
  capabilities,
  everyChoice,
  firstContract,
  stepsWith,
} from './support/extend/matrix.ts';
import { type Running, start, until } from './support/project.ts';
import { linkModules, typeCheck } from './support/type-check.ts';

const base = mkdtempSync(join(tmpdir(), 'microgen-matrix-'));
const steps = stepsWith(middlewareNames);
/** Every set that speaks HTTP alone, and every fifth of those that speak gRPC; `MICROGEN_MATRIX=full` takes all. */
const choices =
  process.env['MICROGEN_MATRIX'] === 'full'
    ? everyChoice
    : everyChoice.filter(({ grpc }, index) => !grpc || index % 5 === 1);

const folderOf = ({ name }: Choice) => join(base, name);

async function microgen({ name }: Choice, ...args: readonly string[]): Promise<void> {
  const texts: string[] = [];
  const code = await run(args, {
    cwd: join(base, name),
    env: {},
    isTty: { stdout: false, stderr: false },
    out: (text) => void texts.push(text),
    err: (text) => void texts.push(text),
  });
  if (code !== 0)
    throw new Error(`${name}: microgen ${args.join(' ')}: ${code}\n${texts.join('')}`);
}

async function generate(choice: Choice): Promise<void> {
  mkdirSync(folderOf(choice));
  writeFileSync(join(folderOf(choice), 'idl.ts'), firstContract);
  const switches = capabilities.map((name) => `-${name}=${choice.has[name]}`);
  const prefix = choice.prefix === '' ? [] : ['-prefix', choice.prefix];
  const protocols = ['-protocols', choice.grpc ? 'http,grpc' : 'http'];
  await microgen(choice, '-idl', 'idl.ts', '-out', '.', ...switches, ...prefix, ...protocols);
}

/** The user writes methods that are stubs yet, and drops the import that no stub needs any more. */
function writeMethods(choice: Choice, operations: readonly Operation[]): void {
  for (const { service, method, written } of operations) {
    const file = join(folderOf(choice), 'service', service.toLowerCase(), 'service.ts');
    const stub = `throw unimplemented('${service}.${method}');`;
    const text = readFileSync(file, 'utf8').replace(stub, () => written);
    const mine = text.includes('unimplemented(') ? text : text.replace(', unimplemented }', ' }');
    writeFileSync(file, mine);
  }
}

async function append(choice: Choice, { contract, args, written }: Step): Promise<void> {
  writeMethods(choice, written);
  if (contract !== undefined) writeFileSync(join(folderOf(choice), contract.file), contract.text);
  await microgen(choice, 'extend', ...args, '-out', '.');
}

function contents(choice: Choice): Readonly<Record<string, string>> {
  const entries = readdirSync(folderOf(choice), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'latin1')]));
}

/** Compiles all projects in one program, each into its folder of `dist`. */
function compile(): string {
  const documents = choices
    .filter(({ has }) => has.openapi)
    .map(({ name }) => `${name}/docs/*.json`);
  const emit = {
    noEmit: false,
    rootDir: '.',
    outDir: 'dist',
    rewriteRelativeImportExtensions: true,
  };
  const names = choices.map(({ name }) => name);
  return typeCheck(base, [...names, ...documents], { ...emit, resolveJsonModule: true });
}

const servicesOf = ({ written, stubs }: Step) => [
  ...new Set([...written, ...stubs].map(({ service }) => service.toLowerCase())),
];

/** Where the compiled tests of a project are: one file for each service. */
function testsOf({ name, has }: Choice, step: Step): readonly string[] {
  return has.tests
    ? servicesOf(step).map((service) => join(base, 'dist', name, 'test', `${service}.test.js`))
    : [];
}

async function call({ url }: Running, { prefix }: Choice, operation: Operation) {
  const { service, method, verb, query = '', body } = operation;
  const path = [prefix, ...(prefix === '' ? [] : [service]), method].filter((part) => part !== '');
  const response = await fetch(`${url}/${path.join('/').toLowerCase()}${query}`, {
    method: verb,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

/** What every method answers, beside what it should. */
async function answersOf(service: Running, choice: Choice, { written, stubs }: Step) {
  const wanted = [
    ...written.map(({ answer }) => ({ status: 200, body: answer })),
    ...stubs.map(() => ({ status: 501, body: { code: 'unimplemented' } })),
  ];
  const answers = [];
  for (const one of [...written, ...stubs]) answers.push(await call(service, choice, one));
  return { answers, wanted };
}

/** The project has what it was generated with, of all that was appended since, and nothing else. */
async function keepsCapabilities({ url }: Running, choice: Choice, step: Step) {
  const { docs, skill, openapi } = choice.has;
  expect(existsSync(join(folderOf(choice), 'AGENTS.md'))).toBe(docs);
  const operations = [...step.written, ...step.stubs];
  const told = async (path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, text: await response.text() };
  };
  const tools = await told('/skill?format=mcp');
  expect(tools.status).toBe(skill ? 200 : 404);
  const document = await told('/openapi.json');
  expect(document.status).toBe(openapi ? 200 : 404);
  for (const { tool, service, method } of operations) {
    if (skill) expect(tools.text).toContain(`"${tool}"`);
    if (openapi) expect(document.text).toContain(`${service.slice(1)}_${method}"`);
  }
}

/** Calls are counted by operation once `metrics` is appended, and no sooner. */
async function countsCalls(service: Running, { written, stubs, hasMiddleware }: Step) {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  const operations = [...written, ...stubs].map((one) => `${one.service}.${one.method}`);
  const counted = operations.filter((name) => metrics.includes(`operation="${name}"`));
  expect(counted).toEqual(hasMiddleware ? operations : []);
}

/** Asks for too much at once, again until something is refused; gives the refusal. */
async function floods(service: Running, choice: Choice, operation: Operation) {
  const ask = async () => {
    const calls = Array.from({ length: 200 }, () => call(service, choice, operation));
    return (await Promise.all(calls)).find(({ status }) => status === 429);
  };
  return (await until(ask)).body;
}

async function runs(choice: Choice, use: (service: Running) => Promise<void>): Promise<void> {
  const main = join(base, 'dist', choice.name, 'cmd/main.js');
  const service = await start(folderOf(choice), main);
  try {
    await use(service);
  } finally {
    await service.stop();
  }
}

beforeAll(async () => {
  linkModules(base);
  for (const choice of choices) await generate(choice);
  mkdirSync(join(base, 'dist'));
  writeFileSync(join(base, 'dist/package.json'), '{"type":"module"}');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe.each(steps)('after $name is appended', (step) => {
  beforeAll(async () => {
    for (const choice of choices) await append(choice, step);
  });

  it.each(choices)('$name is current, and a rerun changes nothing', async (choice) => {
    const before = contents(choice);
    await microgen(choice, '-check', '-out', '.');
    await microgen(choice, '-out', '.');
    expect(contents(choice)).toEqual(before);
  });

  it('type-checks', () => {
    expect(compile()).toBe('');
  });

  it('passes the generated tests', async () => {
    const files = choices.flatMap((choice) => testsOf(choice, step));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const said = await command(base, process.execPath, '--test', ...files);
    expect(said).toContain('fail 0');
  });

  it.concurrent.each(choices)('$name answers on old and new routes', async (choice) => {
    await runs(choice, async (service) => {
      const { answers, wanted } = await answersOf(service, choice, step);
      expect(answers).toMatchObject(wanted);
      await keepsCapabilities(service, choice, step);
      await countsCalls(service, step);
    });
  });

  // One at a time: services that share a slow machine may never be asked too often.
  const extremes = [choices.at(0), choices.at(-1)].filter((choice) => choice !== undefined);
  const limited = step.hasMiddleware ? extremes : [];
  it.each(limited)('$name refuses too many calls, old and new', async (choice) => {
    await runs(choice, async (service) => {
      for (const operation of [...step.written, ...step.stubs]) {
        const refusal = await floods(service, choice, operation);
        expect(refusal).toMatchObject({ code: 'resource_exhausted' });
      }
    });
  });
});
