// From a fresh clone to answers over HTTP, with every step shown: npm run quickstart
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const bold = process.stdout.isTTY ? (text) => `\u001b[1m${text}\u001b[22m` : (text) => text;

const CONTRACT = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;
const SERVICE = 'service/helloservice/service.ts';
const EDIT = {
  from: "throw unimplemented('HelloService.sayHello');",
  to: 'return { message: `Hello, ${req.name}!` };',
};

function step(text) {
  console.log(`\n${bold(text)}`);
}

/** Runs a command to its end; its output is shown only when it fails. */
function run(cwd, command, ...args) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', shell: windows });
  if (result.status === 0) return result.stdout;
  console.error(result.stdout, result.stderr, result.error ?? '');
  throw new Error(`${command} failed`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the built service and waits until it is ready. */
async function start(cwd, port) {
  const env = { ...process.env, APP_HTTP_ADDR: `127.0.0.1:${port}`, APP_LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['dist/cmd/main.js'], {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error('the service did not start');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { url: `http://127.0.0.1:${port}`, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error('the service was not ready after 10 seconds');
}

/** Calls, prints request and answer, and fails when the status is not the expected one. */
async function call(url, { method = 'GET', target, body, expect = 200 }) {
  const json = body === undefined ? '' : JSON.stringify(body);
  const data = json === '' ? '' : ` -H 'content-type: application/json' -d '${json}'`;
  console.log(`\n$ curl '${url}${target}'${data}`);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(
    url + target,
    json === '' ? { method } : { method, headers, body: json },
  );
  const text = await response.text();
  console.log(`${response.status} ${response.headers.get('content-type')}`);
  console.log(pretty(text));
  if (response.status !== expect) throw new Error(`expected ${expect}, got ${response.status}`);
}

function pretty(text) {
  return JSON.stringify(JSON.parse(text), null, 2);
}

async function main() {
  console.log(`microgen: one contract in, a running service out. Node ${process.version}.`);
  if (!existsSync(join(root, 'node_modules'))) {
    step('Install and build microgen');
    run(root, 'npm', 'ci', '--no-audit', '--no-fund');
  } else if (!existsSync(join(root, 'dist/bundle/main.js'))) {
    step('Build microgen');
    run(root, 'npm', 'run', 'build');
  }
  const project = mkdtempSync(join(tmpdir(), 'microgen-hello-'));

  step(`Write a contract: ${join(project, 'idl.ts')}`);
  writeFileSync(join(project, 'idl.ts'), CONTRACT);
  console.log(CONTRACT.trimEnd());

  step('Generate the service');
  const microgen = join(root, 'bin/microgen.js');
  console.log(
    run(
      project,
      process.execPath,
      microgen,
      '-idl',
      'idl.ts',
      '-out',
      '.',
      '-import',
      'hello',
    ).trimEnd(),
  );

  step('Install and build it');
  run(project, 'npm', 'install', '--no-audit', '--no-fund');
  run(project, 'npm', 'run', 'build');

  step('Start it and call it');
  const port = await freePort();
  const hello = { method: 'POST', target: '/sayhello', body: { name: 'Ada' } };
  const fresh = await start(project, port);
  try {
    await call(fresh.url, { target: '/health' });
    await call(fresh.url, { target: '/debug/routes' });
    await call(fresh.url, { target: '/skill' });
    await call(fresh.url, { target: '/skill?format=mcp' });
    await call(fresh.url, { ...hello, expect: 501 });
  } finally {
    await fresh.stop();
  }

  step(`501 because nobody wrote it yet. One line in ${SERVICE} does:`);
  console.log(`- ${EDIT.from}\n+ ${EDIT.to}`);
  const file = join(project, SERVICE);
  writeFileSync(file, readFileSync(file, 'utf8').replace(EDIT.from, EDIT.to));
  run(project, 'npm', 'run', 'build');
  const written = await start(project, port);
  try {
    await call(written.url, hello);
  } finally {
    await written.stop();
  }

  step('Go on');
  console.log(`cd ${project}
npm run dev        # serves on 127.0.0.1:8080 and restarts on every change
npm test           # the contract's tests
Edit idl.ts, then: node ${microgen} -out .
README.md and AGENTS.md in there say what is yours to edit.`);
}

try {
  await main();
} catch (error) {
  console.error(`\nquickstart failed: ${error.message}`);
  process.exitCode = 1;
}
