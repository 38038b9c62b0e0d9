import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts a built project on some Node, asks for its health and stops it; gives the status. */
export async function callHealth(node, cwd) {
  const port = await freePort();
  const env = { ...process.env, APP_HTTP_ADDR: `127.0.0.1:${port}`, APP_LOG_LEVEL: 'error' };
  const child = spawn(node, ['dist/cmd/main.js'], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  try {
    for (let attempt = 0; attempt < 400 && child.exitCode === null; attempt += 1) {
      const status = await fetch(`http://127.0.0.1:${port}/health`).then(
        (response) => response.status,
        () => undefined,
      );
      if (status !== undefined) return status;
      await sleep(50);
    }
    throw new Error('the service did not start');
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

/** A port that nobody listened on a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
