import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { generateArgs } from '../lib/microgen.mjs';
import { helloContract } from '../lib/paths.mjs';

/** What the one method of a contract is to do; `req` stands for its parameter. */
const hello = {
  contract: helloContract,
  service: 'helloservice',
  method: 'sayHello',
  statement: 'return { message: `Hello, ${req.name}!` };',
};

/**
 * Makes the project that a user has after the first minutes: generated, the one method written,
 * installed, built.
 *
 * @param {string} dir a folder that does not exist yet
 * @param {(text: string) => void} progress
 * @param {typeof hello & { flags?: readonly string[] }} [subject]
 * @returns {{ dir: string, args: string[], pino: string }} how production starts it
 */
export function makeGeneratedProject(dir, progress, subject = hello) {
  mkdirSync(dir, { recursive: true });
  progress(`generating the project of ${subject.service}`);
  const { contract, flags = [] } = subject;
  run(process.execPath, [...generateArgs(contract, dir), ...flags], dir);
  writeMethod(join(dir, 'service', subject.service, 'service.ts'), subject);
  progress('npm install and npm run build in it');
  run('npm', ['install', '--no-audit', '--no-fund'], dir);
  run('npm', ['run', 'build'], dir);
  return { dir, args: startArgs(dir), pino: pinoVersion(dir) };
}

/**
 * The project once more, with the layer taken out that checks constraints: everything else, the reading of
 * the request too, is what it was.
 *
 * @param {{ dir: string, args: string[], pino: string }} project
 * @param {string} dir a folder that does not exist yet
 * @param {string} service the name of the service's folders
 */
export function withoutValidation(project, dir, service) {
  cpSync(project.dir, dir, { recursive: true });
  const path = join(dir, 'endpoint', service, 'generated_chain.ts');
  const before = readFileSync(path, 'utf8');
  const after = before
    .replace(/^ *validation\(info\.validate\),\n/m, '')
    .replace(/^ *validation,\n/m, '');
  if (/\bvalidation\b/.test(after) || after === before) {
    throw new Error(`${path} has no validation layer where one is looked for`);
  }
  writeFileSync(path, after);
  run('npm', ['run', 'build'], dir);
  return { ...project, dir };
}

function writeMethod(path, { method, statement }) {
  const before = readFileSync(path, 'utf8');
  const throws = /^(\s*)throw unimplemented\(.*\);$/m;
  const parameter = new RegExp(`\\b${method}\\(\\s*(\\w+)`).exec(before)?.[1];
  if (!throws.test(before) || parameter === undefined) {
    throw new Error(`${path} has no ${method} method that throws unimplemented`);
  }
  writeFileSync(
    path,
    before.replace(
      throws,
      (_, indent) => `${indent}${statement.replaceAll('req.', `${parameter}.`)}`,
    ),
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
