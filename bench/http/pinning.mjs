import { spawnSync } from 'node:child_process';

/** The cores of the server and of the load generator. */
const cores = { server: 0, load: 1 };

/** @returns {boolean} whether server and load generator can be kept on separate cores */
export function canPin() {
  return Object.values(cores).every(
    (core) => spawnSync('taskset', ['-c', String(core), 'true']).status === 0,
  );
}

/**
 * @param {readonly string[]} args what Node is given
 * @param {'server' | 'load' | undefined} role undefined leaves the core to the system
 * @returns {{ command: string, args: string[] }}
 */
export function nodeCommand(args, role) {
  if (role === undefined) return { command: process.execPath, args: [...args] };
  return { command: 'taskset', args: ['-c', String(cores[role]), process.execPath, ...args] };
}
