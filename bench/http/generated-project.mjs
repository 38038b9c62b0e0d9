import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { generateArgs } from '../lib/microgen.mjs';
import { helloContract } from '../lib/paths.mjs';

/**
 * Makes the project that a user has after the first minutes: generated, the one method written,
 * installed, built.
 *
 * @param {string} dir a folder that does not exist yet
 * @param {(text: string) => void} progress
 * @returns {{ dir: string, args: string[], pino: string }} how production starts it
 */
export function makeGeneratedProject(dir, progress) {
  mkdirSync(dir, { recursive: true });
  progress('http: generating the hello project');
  run(process.execPath, generateArgs(helloContract, dir), dir);
  writeMethod(join(dir, 'service', 'helloservice', 'service.ts'));
  progress('http: npm install and npm run build in it');
  run('npm', ['install', '--no-audit', '--no-fund'], dir);
  run('npm', ['run', 'build'], dir);
  return { dir, args: startArgs(dir), pino: pinoVersion(dir) };
}

function writeMethod(path) {
  const before = readFileSync(path, 'utf8');
  const throws = /^(\s*)throw unimplemented\(.*\);$/m;
  const parameter = /\bsayHello\(\s*(\w+)/.exec(before)?.[1];
  if (!throws.test(before) || parameter === undefined) {
    throw new Error(`${path} has no sayHello method that throws unimplemented`);
  }
  writeFileSync(
    path,
    before.replace(throws, `$1return { message: \`Hello, \${${parameter}.name}!\` };`),
  );
}

function startArgs(dir) {
  const { scripts } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const [command, ...args] = (scripts?.start ?? '').split(' ');
  if (command === 'node' && args.length > 0) return args;
  throw new Error(
    `"npm start" of the generated project is no plain node command: ${scripts?.start}`,
  );
}

function pinoVersion(dir) {
  const kit = createRequire(join(dir, 'node_modules', '@microgen', 'kit', 'package.json'));
  return kit('pino/package.json').version;
}

function run(command, args, cwd) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    shell,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')} failed in ${cwd}\n${stdout}${stderr}`);
}
