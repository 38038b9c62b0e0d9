import { spawnSync } from 'node:child_process';

/** Runs a command to its end and gives what it said; throws when it fails. */
export function must(cwd, command, ...args) {
  return mustWith({ cwd }, command, ...args);
}

/** The same with options of `spawnSync`. */
export function mustWith(options, command, ...args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    shell,
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (status === 0) return stdout.trim();
  throw new Error(`${command} ${args.join(' ')}: ${status}\n${stdout}${stderr}${error ?? ''}`);
}
