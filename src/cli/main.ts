import { microgenVersion } from '../project/version.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs microgen and returns its exit code. `version` needs nothing but this file: what else there is
 * is loaded when it is asked for.
 */
export async function main(args: readonly string[], terminal = processTerminal()): Promise<number> {
  const [first, second] = args;
  if (second === undefined && /^(?:version|--?version)$/.test(first ?? '')) {
    terminal.out(`microgen ${microgenVersion()}\n`);
    return 0;
  }
  const { run } = await import('./run.ts');
  return run(args, terminal);
}

function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // A reader that has seen enough (`| head`) is no fault.
  for (const stream of [stdout, stderr]) stream.on('error', tolerateClosedPipe);
  return {
    cwd: process.cwd(),
    env: process.env,
    isTty: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
  };
}

function tolerateClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
