import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Gives the projects in a folder what they import, without an installation of each. */
export function linkModules(folder) {
  const modules = join(folder, 'node_modules');
  for (const scope of ['@microgen', '@types', '@grpc']) {
    mkdirSync(join(modules, scope), { recursive: true });
  }
  for (const [name, from] of [
    ['@microgen/kit', 'kit'],
    ['@microgen/swagger-ui', 'swagger-ui'],
    ['@types/node', 'node_modules/@types/node'],
    ['@grpc/grpc-js', 'node_modules/@grpc/grpc-js'],
  ]) {
    symlinkSync(join(root, from), join(modules, name), 'junction');
  }
}

/**
 * Generates a project that speaks both protocols.
 *
 * @returns {string | undefined} what microgen refuses, on one line
 */
export function generate({ idl, roots, project }) {
  const args = ['-idl', idl, '-proto-path', roots.join(','), '-protocols', 'http,grpc'];
  const { status, stderr } = node('bin/microgen.js', [...args, '-quiet', '-out', project]);
  if (status === 0) return undefined;
  const first = /error ([\w-]+): (.*)/.exec(stderr);
  const all = [...stderr.matchAll(/error [\w-]+:/g)].length;
  if (status !== 1 || first === null) throw new Error(`microgen ended with ${status}: ${stderr}`);
  return `\`${first[1]}\`: ${first[2]}${all > 1 ? ` (${all} in all)` : ''}`;
}

/** Type-checks a project and builds it, as its own `tsc` does. */
export function build(project) {
  const { status, stdout } = node('node_modules/typescript/bin/tsc', ['-p', project]);
  if (status !== 0) throw new Error(`tsc: ${stdout}`);
}

/** What microgen made of the contract. */
export function contractOf(project) {
  return JSON.parse(readFileSync(join(project, '.microgen/contract.json'), 'utf8'));
}

/**
 * The method that is called: one that gives a message for a message, where the contract has one.
 *
 * @returns {{ service: any, method: any }}
 */
export function methodToCall({ services }) {
  const all = services.flatMap((service) => service.methods.map((method) => ({ service, method })));
  return (
    all.find(({ method }) => method.kind === undefined && !method.route.includes('{')) ??
    all.find(({ method }) => method.kind === undefined) ??
    all.find(({ method }) => method.kind === 'server-stream') ??
    all[0]
  );
}

/** Writes a method as its user would who has nothing to say. */
export function writeMethod(project, { service, method }) {
  const answer = method.kind?.includes('server') || method.kind?.includes('bidi');
  for (const folder of readdirSync(join(project, 'service'))) {
    const path = join(project, 'service', folder, 'service.ts');
    const text = readFileSync(path, 'utf8');
    const thrown = `throw unimplemented('${service.name}.${method.name}');`;
    if (text.includes(thrown)) {
      writeFileSync(
        path,
        text.replace(thrown, answer ? 'return (async function* () {})();' : 'return {};'),
      );
      return;
    }
  }
  throw new Error(`no class has ${service.name}.${method.name}`);
}

function node(program, args) {
  return spawnSync(process.execPath, [join(root, program), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    maxBuffer: 2 ** 28,
  });
}
