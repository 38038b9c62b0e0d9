import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pause, Project, type Run } from './support/project.ts';

let project: Project;

const service = (body: string, options = '') => `
import { createService } from '@microgen/kit';
const service = createService({ name: 'shop', address: '127.0.0.1:0', ${options} });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
${body}
await service.run();
console.log('after run');
`;

beforeAll(() => {
  project = new Project();
  project.write('plain.mjs', service(''));
  project.write(
    'slow.mjs',
    service(`service.get('/slow', {}, async () => { await pause(600); return 'done'; });`),
  );
  project.write(
    'stuck.mjs',
    service(`service.get('/stuck', {}, () => new Promise(() => {}));`, 'shutdownTimeout: 300'),
  );
  project.write('open.mjs', service('setInterval(() => {}, 1000);'));
  project.write(
    'broken.mjs',
    service(`service.component({ name: 'db', start: () => { throw new Error('refused'); } });`),
  );
});
afterAll(() => project.remove());

async function listening() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function freeAddress(): Promise<string> {
  const { server, address } = await listening();
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function slowRequest(run: Run, path: string): Promise<{ answer: Promise<unknown> }> {
  const url = await run.url();
  const answer = fetch(url + path).then(
    (response) => response.text(),
    (error: unknown) => error,
  );
  await pause(150);
  return { answer };
}

describe('signals', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it well', async (signal) => {
    const run = project.node('plain.mjs');
    await run.url();
    run.child.kill(signal);
    expect(await run.exit).toBe(0);
    expect(run.stdout).toContain('"msg":"stopped"');
    expect(run.stdout).toContain('after run');
    expect(run.stderr).toBe('');
  });

  test('running requests are answered first', async () => {
    const run = project.node('slow.mjs');
    const { answer } = await slowRequest(run, '/slow');
    run.child.kill('SIGTERM');
    expect(await answer).toBe('"done"');
    expect(await run.exit).toBe(0);
  });

  test('a second one ends it at once', async () => {
    const run = project.node('slow.mjs');
    const { answer } = await slowRequest(run, '/slow');
    run.child.kill('SIGTERM');
    await pause(250);
    run.child.kill('SIGINT');
    expect(await run.exit).toBe(130);
    expect(await answer).toBeInstanceOf(Error);
  });

  test('one Ctrl-C that arrives twice is one', async () => {
    const run = project.node('slow.mjs');
    const { answer } = await slowRequest(run, '/slow');
    run.child.kill('SIGINT');
    await pause(20);
    run.child.kill('SIGINT');
    expect(await answer).toBe('"done"');
    expect(await run.exit).toBe(0);
  });

  test('what does not end in time is cut, and the exit code says so', async () => {
    const run = project.node('stuck.mjs');
    const { answer } = await slowRequest(run, '/stuck');
    run.child.kill('SIGTERM');
    expect(await run.exit).toBe(1);
    expect(await answer).toBeInstanceOf(Error);
    expect(run.stdout).toContain('requests did not end in time');
  });

  test('what is left open does not keep it alive', async () => {
    const run = project.node('open.mjs');
    await run.url();
    const started = Date.now();
    run.child.kill('SIGTERM');
    expect(await run.exit).toBe(0);
    expect(Date.now() - started).toBeLessThan(5000);
  });
});

describe('starts that fail', () => {
  test.each([
    [
      ['-http.addr', 'nonsense'],
      {},
      'shop: -http.addr: "nonsense" is not host:port, such as 127.0.0.1:8080\n',
    ],
    [['-port=1'], {}, 'shop: unknown flag -port; there are -http.addr and -help\n'],
    [
      [],
      { APP_LOG_LEVEL: 'loud' },
      'shop: APP_LOG_LEVEL: "loud" is not one of debug, info, warn, error\n',
    ],
  ])('%j with %j is one line and exit code 1', async (args, env, message) => {
    const run = project.nodeWith(env, 'plain.mjs', ...args);
    expect(await run.exit).toBe(1);
    expect(run.stderr).toBe(message);
    expect(run.stdout).toBe('after run\n');
  });

  test('so is an address that is taken', async () => {
    const { server, address } = await listening();
    const run = project.nodeWith({ APP_HTTP_ADDR: address }, 'plain.mjs');
    const code = await run.exit;
    server.close();
    expect(code).toBe(1);
    expect(run.stderr).toBe(
      `shop: ${address} is already in use; -http.addr or APP_HTTP_ADDR sets another address\n`,
    );
  });

  test('a component that fails is a log line with its stack', async () => {
    const run = project.node('broken.mjs');
    expect(await run.exit).toBe(1);
    expect(JSON.parse(run.stdout.split('\n')[0]!)).toMatchObject({
      level: 'error',
      msg: 'db failed to start: refused',
      err: { message: 'refused', stack: expect.stringContaining('broken.mjs') as string },
    });
  });

  test('help is printed and nothing is started', async () => {
    const run = project.node('plain.mjs', '--help');
    expect(await run.exit).toBe(0);
    expect(run.stdout).toContain('APP_HTTP_ADDR');
    expect(run.stdout).not.toContain('listening');
  });
});

test('level and format come from the environment', async () => {
  const run = project.nodeWith({ APP_LOG_FORMAT: 'console', APP_LOG_LEVEL: 'warn' }, 'broken.mjs');
  expect(await run.exit).toBe(1);
  expect(run.stdout).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} ERROR db failed to start: refused\n {4}Error: refused/,
  );
  const address = await freeAddress();
  const env = { APP_LOG_LEVEL: 'error', APP_HTTP_ADDR: address };
  const quiet = project.nodeWith(env, 'plain.mjs');
  // It says nothing when it listens.
  await vi.waitFor(() => fetch(`http://${address}/health`), { timeout: 20_000, interval: 100 });
  quiet.child.kill('SIGTERM');
  expect(await quiet.exit).toBe(0);
  expect(quiet.stdout).toBe('after run\n');
});
