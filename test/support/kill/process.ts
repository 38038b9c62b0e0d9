import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../modules.ts';

const cli = join(repository, 'bin/microgen.js');

/** How a run ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly ms: number;
}

/** When a run is killed: so long after its start, or after something has appeared in the project. */
export interface Moment {
  readonly ms: number;
  /** The project's folder, and what appears in it. */
  readonly seen?: readonly [project: string, path: string];
}

/** Runs the command line as users do, and kills it at a moment when there is one. */
export async function microgen(
  folder: string,
  args: readonly string[],
  moment?: Moment,
): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const stop = moment === undefined ? () => undefined : killAt(moment, () => child.kill('SIGKILL'));
  const code = await ended;
  stop();
  return { code, output, ms: performance.now() - started };
}

function killAt({ ms, seen }: Moment, kill: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let watch: NodeJS.Immediate | undefined;
  const look = (): void => {
    if (seen !== undefined && !existsSync(join(...seen))) watch = setImmediate(look);
    else if (ms === 0) kill();
    else timer = setTimeout(kill, ms);
  };
  look();
  return () => {
    clearImmediate(watch);
    clearTimeout(timer);
  };
}
