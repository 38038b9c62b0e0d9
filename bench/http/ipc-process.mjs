import { spawn } from 'node:child_process';
import { once } from 'node:events';

const answerTimeout = 60_000;
const stopTimeout = 10_000;

/** A child process that answers messages over IPC, one at a time. */
export class IpcProcess {
  /**
   * @param {{ command: string, args: string[] }} command
   * @param {{ cwd?: string, env?: Record<string, string>, stdout?: number, stderr?: number }} options
   *   file descriptors for its output, which is dropped otherwise
   */
  constructor({ command, args }, { cwd, env, stdout = 'ignore', stderr = 'inherit' } = {}) {
    this.child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, stderr, 'ipc'],
    });
    this.exited = once(this.child, 'exit');
  }

  /** Whether it still runs. */
  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @param {object} message that nobody answers */
  tell(message) {
    this.child.send(message);
  }

  /**
   * @param {object} message
   * @returns {Promise<any>} what it answers
   */
  async ask(message) {
    const answer = once(this.child, 'message', { signal: AbortSignal.timeout(answerTimeout) });
    this.child.send(message);
    const gone = this.exited.then(() => Promise.reject(new Error('the process ended')));
    const [value] = await Promise.race([answer, gone]);
    return value;
  }

  /** Ends it: politely, then by force. */
  async stop() {
    if (!this.alive) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stopTimeout);
    await this.exited;
    clearTimeout(timer);
  }
}
