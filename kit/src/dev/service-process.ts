import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** A service as a child process. */
export class ServiceProcess {
  /** Resolves to the exit code once the process has ended; a signal counts as 128 and its number. */
  readonly ended: Promise<number>;
  readonly #child: ChildProcess;

  constructor(project: string, args: readonly string[]) {
    const command = ['--enable-source-maps', 'dist/cmd/main.js', ...args];
    this.#child = spawn(process.execPath, command, { cwd: project, stdio: 'inherit' });
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
    });
  }

  /** Passes a signal on. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks the process to end and makes it after so many milliseconds. */
  async stop(budget: number): Promise<void> {
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), budget);
    await this.ended;
    clearTimeout(timer);
  }
}

/** The exit code of a process that a signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}
