import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
/** The package under test. */
export const kit = join(root, 'kit');

const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** A folder of its own with `@microgen/kit` installed in it, compiled from the present sources. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'kit-test-')));
  readonly #children: ChildProcess[] = [];

  constructor() {
    const modules = join(this.folder, 'node_modules');
    mkdirSync(join(modules, '@microgen/kit'), { recursive: true });
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name === '@microgen' || name.startsWith('.')) continue;
      symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
    }
    const installed = join(modules, '@microgen/kit');
    cpSync(join(kit, 'package.json'), join(installed, 'package.json'));
    this.tsc('-p', kit, '--outDir', join(installed, 'dist'));
    this.write('package.json', '{ "name": "project", "type": "module" }');
  }

  /** Writes a file of the project. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Runs the compiler in the project. Throws with its output when it complains. */
  tsc(...args: readonly string[]): string {
    try {
      const options = { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' } as const;
      return execFileSync(process.execPath, [tsc, ...args], options);
    } catch (error) {
      const output = String(Reflect.get(error as object, 'stdout'));
      throw new Error(`tsc failed:\n${output}`, { cause: error });
    }
  }

  /** Starts node with these arguments in the project. */
  node(...args: readonly string[]): Run {
    return this.nodeWith({}, ...args);
  }

  /** Starts node with these arguments and variables in the project. */
  nodeWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Run {
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...cleanEnv(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    return new Run(child);
  }

  /** Ends what still runs and removes the folder. */
  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** A started process and what it has printed so far. */
export class Run {
  readonly child: ChildProcess;
  readonly exit: Promise<number>;
  stdout = '';
  stderr = '';

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exit = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? (signal === null ? -1 : -2)));
    });
  }

  /** Waits until the output matches, and gives back the match. */
  async printed(pattern: RegExp, seconds = 20): Promise<RegExpMatchArray> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const match = pattern.exec(this.stdout + this.stderr);
      if (match !== null) return match;
      if (Date.now() > until || this.child.exitCode !== null) {
        throw new Error(`${pattern} was not printed:\n${this.stdout}\n${this.stderr}`);
      }
      await pause(20);
    }
  }

  /** The URL that the service says it listens on. */
  async url(): Promise<string> {
    const [, url] = await this.printed(/listening on (http:\/\/[^"\s]+)/);
    return url!;
  }
}

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('APP_')),
  );
}
