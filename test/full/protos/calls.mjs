import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { must } from '../command.mjs';
import { freePort } from '../service.mjs';

const peers = fileURLToPath(new URL('../../peers', import.meta.url));
const buf = join(peers, 'node_modules/@bufbuild/buf/bin/buf');

/** Installs the client of another maker where it is not there yet, without running a script of it. */
export function installClient() {
  if (existsSync(buf)) return;
  must(peers, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
}

/** Starts a built project, hands over its two addresses, and stops it. */
export async function withService(project, use) {
  const [http, grpc] = [await freePort(), await freePort()].map((port) => `127.0.0.1:${port}`);
  const env = { ...process.env, APP_HTTP_ADDR: http, APP_GRPC_ADDR: grpc, APP_LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['dist/cmd/main.js'], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const gone = once(child, 'exit');
  try {
    await ready(`http://${http}/readyz`, child);
    return await use({ http, grpc });
  } catch (error) {
    throw new Error(`${error.message} ${said}`.trim(), { cause: error });
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function ready(url, child) {
  for (let attempt = 0; attempt < 400 && child.exitCode === null; attempt += 1) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(50);
  }
  throw new Error('the service did not start');
}

/** Calls a method by the route that the service tells of, with nothing but what the path needs. */
export async function callHttp(address, handler) {
  const routes = await (await fetch(`http://${address}/debug/routes`)).json();
  const route = routes.find(({ Handler }) => Handler === handler);
  if (route === undefined) throw new Error(`there is no route to ${handler}`);
  const { Method: method, Path: path } = route;
  const url = `http://${address}${filled(path)}`;
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, ...body });
  return { route: `${method} ${path}`, status: response.status, text: await response.text() };
}

/** A path for a template: `/v1/{name=shelves/*}` is `/v1/shelves/x`, `/users/{id}` is `/users/x`. */
function filled(path) {
  return path.replaceAll(/\{[\w.$]+(?:=([^}]*))?\}/g, (_, segments = '*') =>
    segments.replaceAll(/\*+/g, 'x'),
  );
}

/**
 * Calls a method with an empty message, and gives the JSON of what comes: through reflection, unless the contract is
 * that of reflection itself.
 */
export function callGrpc(address, name, idl) {
  const schema = name.startsWith('grpc.reflection.') ? ['--schema', idl] : [];
  const args = ['curl', '--protocol', 'grpc', '--http2-prior-knowledge', ...schema, '-d', '{}'];
  const url = `http://${address}/${name}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [buf, ...args, url], {
    encoding: 'utf8',
  });
  return { ok: status === 0, text: status === 0 ? stdout.trim() : stderr.trim() };
}
