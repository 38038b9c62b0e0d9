import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { repository } from './modules.ts';

const windows = process.platform === 'win32';

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  /** All that it said. */
  readonly output: string;
}

/** Runs a command to its end. */
export function run(cwd: string, command: string, ...args: readonly string[]): Ended {
  return runWith({}, cwd, command, ...args);
}

/** The same, with more in its environment. */
export function runWith(
  more: Readonly<Record<string, string>>,
  cwd: string,
  command: string,
  ...args: readonly string[]
): Ended {
  const shell = windows && command === 'npm';
  const plain = { NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined };
  const env = { ...process.env, ...plain, ...more };
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    env,
    shell,
    encoding: 'utf8',
  });
  return { status, stdout, output: `${stdout}${stderr}${error ?? ''}` };
}

/** The same, giving its answer; throws with all it said when it fails. */
export function must(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, output } = run(cwd, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status}\n${output}`);
  return stdout;
}

/** Runs this repository's `microgen`. */
export function microgen(cwd: string, ...args: readonly string[]): Ended {
  return run(cwd, process.execPath, join(repository, 'bin/microgen.js'), ...args);
}

/** A port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

/** A service that is running. */
export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Asks it to end, and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a service and waits until it is ready. */
export async function start(cwd: string, ...args: readonly string[]): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    APP_HTTP_ADDR: `127.0.0.1:${port}`,
    APP_GRPC_ADDR: '127.0.0.1:0',
    NODE_OPTIONS: undefined,
    NODE_ENV: undefined,
  };
  const child = spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout?.on('data', (chunk) => (text += String(chunk)));
  child.stderr?.on('data', (chunk) => (text += String(chunk)));
  const ended = once(child, 'exit');
  const running = {
    url,
    child,
    output: () => text,
    stop: async (signal: NodeJS.Signals = 'SIGTERM') => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
  try {
    await until(
      async () => (await fetch(`${url}/readyz`)).ok || undefined,
      () => child.exitCode !== null,
    );
    return running;
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`the service did not get ready:\n${text}`, { cause: error });
  }
}

/** Asks again until there is an answer, for half a minute; faults count as none. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  gone: () => boolean = () => false,
): Promise<T> {
  const end = Date.now() + 30_000;
  let last: unknown;
  while (Date.now() < end && !gone()) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen in time', { cause: last });
}
