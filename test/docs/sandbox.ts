import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { repository } from './markdown.ts';

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * A folder `hello` in which the blocks of a document are carried out in order, with `microgen` on the
 * path and a port of its own in place of 8080.
 */
export class Sandbox {
  readonly folder: string;
  readonly #root: string;
  readonly #port: number;
  #server: ChildProcess | undefined;

  private constructor(root: string, port: number) {
    this.#root = root;
    this.#port = port;
    this.folder = join(root, 'hello');
  }

  static async create(): Promise<Sandbox> {
    const root = mkdtempSync(join(tmpdir(), 'microgen-docs-'));
    mkdirSync(join(root, 'hello'));
    mkdirSync(join(root, 'bin'));
    const command = join(root, 'bin/microgen');
    const target = `"${process.execPath}" "${join(repository, 'bin/microgen.js')}"`;
    writeFileSync(command, `#!/bin/sh\nexec ${target} "$@"\n`, { mode: 0o755 });
    return new Sandbox(root, await freePort());
  }

  /** Lets code in the folder find the packages of the repository, as if they were installed. */
  linkPackages(): void {
    const modules = join(repository, 'node_modules');
    // npm links the commands of a workspace only where they are built already, which `npm ci` comes before.
    const command = join(modules, '.bin/kit-dev');
    if (!existsSync(command)) symlinkSync('../@microgen/kit/dist/dev/main.js', command);
    symlinkSync(modules, join(this.folder, 'node_modules'), 'junction');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs a command line to its end. */
  run(command: string): Ran {
    const line = command.replaceAll('127.0.0.1:8080', `127.0.0.1:${this.#port}`);
    const ran = spawnSync('sh', ['-c', line], {
      cwd: this.folder,
      env: this.#env,
      encoding: 'utf8',
    });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  }

  /** Starts a command that serves, and goes on. */
  serve(command: string): void {
    this.#server = spawn('sh', ['-c', `exec ${command}`], {
      cwd: this.folder,
      env: this.#env,
      stdio: 'ignore',
      detached: true,
    });
  }

  /** Ends what serves. Its group, since npm starts what it runs as a child of its own. */
  async endServing(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  }

  async remove(): Promise<void> {
    await this.endServing();
    rmSync(this.#root, { recursive: true, force: true });
  }

  get #env(): NodeJS.ProcessEnv {
    const { PATH = '', CI: _, ...env } = process.env;
    return {
      ...env,
      PATH: `${join(this.#root, 'bin')}${delimiter}${PATH}`,
      APP_HTTP_ADDR: `127.0.0.1:${this.#port}`,
      APP_LOG_LEVEL: 'error',
      NO_COLOR: '1',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
