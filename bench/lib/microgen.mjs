import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { microgenBin } from './paths.mjs';

/**
 * @param {string} contract
 * @param {string} out
 * @returns {string[]} what Node is given to generate this contract into this folder
 */
export function generateArgs(contract, out) {
  return [microgenBin, '-idl', contract, '-out', out];
}

/** @returns {string | undefined} why the command cannot be measured, in a sentence */
export function whyMicrogenIsMissing() {
  if (!existsSync(microgenBin)) return `${microgenBin} does not exist`;
  const { status, stderr } = spawnSync(process.execPath, [microgenBin, 'version'], {
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  return `"microgen version" ends with exit code ${status} (has "npm ci" been run in the repository?)\n${stderr}`.trimEnd();
}
