import { cpSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from './command.mjs';
import { callHealth } from './service.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The hello project generates, installs, type-checks, passes its tests and starts on each Node.
 *
 * @param {string} folder
 * @param {readonly number[]} versions
 */
export async function checkVersions(folder, versions) {
  const results = [];
  for (const version of versions) results.push(await checkVersion(folder, version));
  return results;
}

async function checkVersion(folder, version) {
  const what = `hello works on Node ${version}`;
  try {
    const node = nodeOf(version);
    const project = join(folder, `node-${version}`);
    mkdirSync(project);
    cpSync(join(root, 'fixtures/hello/input/idl.ts'), join(project, 'idl.ts'));
    const path = `${dirname(node)}${delimiter}${process.env.PATH}`;
    const options = { cwd: project, env: { ...process.env, PATH: path } };
    const microgen = join(root, 'bin/microgen.js');
    mustWith(options, node, microgen, '-idl', 'idl.ts', '-out', '.');
    mustWith(options, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
    mustWith(options, 'npm', 'run', 'typecheck');
    mustWith(options, 'npm', 'test');
    mustWith(options, node, microgen, '-check', '-out', '.');
    const health = await callHealth(node, project);
    const running = mustWith(options, node, '--version');
    return { what, ok: health === 200, measured: `${running}, GET /health ${health}` };
  } catch (error) {
    return {
      what,
      ok: false,
      measured: String(error.message).split('\n').slice(0, 20).join(' / '),
    };
  }
}

/** The path of a Node, from this process or from the npm registry. */
function nodeOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const spec = `--package=node@${version}`;
  return mustWith({}, 'npm', 'exec', '--yes', spec, '--', 'node', '-p', 'process.execPath');
}
