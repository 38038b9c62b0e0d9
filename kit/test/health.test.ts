/* oxlint-disable unicorn/consistent-function-scoping -- a handler reads best in the test that it is for */
import { expect, test, vi } from 'vitest';
import { HealthChecks, type HealthCheck } from '../src/http/health.ts';
import { pause } from './support/project.ts';

function checks() {
  const onFailure = vi.fn<(check: string, cause: unknown) => void>();
  const health = new HealthChecks({ service: 'shop', onFailure });
  health.ready = true;
  return { health, onFailure };
}

test('without checks the report is short', async () => {
  const { health } = checks();
  expect(await health.report()).toEqual({ status: 'ok', service: 'shop' });
  health.ready = false;
  expect(await health.report()).toEqual({ status: 'unavailable', service: 'shop' });
  expect(health.live()).toEqual({ status: 'ok', service: 'shop' });
});

test('one that fails makes the service unavailable; its cause is for the log', async () => {
  const { health, onFailure } = checks();
  const cause = new Error('password is hunter2');
  health.add('good', () => true);
  health.add('bad', async () => Promise.reject(cause));
  health.add('throws', () => {
    throw cause;
  });
  expect(await health.report()).toEqual({
    status: 'unavailable',
    service: 'shop',
    checks: [
      { name: 'good', status: 'ok' },
      { name: 'bad', status: 'error', error: 'check failed' },
      { name: 'throws', status: 'error', error: 'check failed' },
    ],
  });
  expect(onFailure).toHaveBeenCalledTimes(2);
  expect(onFailure).toHaveBeenCalledWith('bad', cause);
  expect(onFailure).toHaveBeenCalledWith('throws', cause);
});

test('checks run at the same time', async () => {
  const { health } = checks();
  for (const name of ['a', 'b', 'c']) health.add(name, () => pause(100));
  const started = Date.now();
  expect((await health.report()).status).toBe('ok');
  expect(Date.now() - started).toBeLessThan(250);
});

test('one that hangs times out, is told, and is not started again until it has ended', async () => {
  const { health } = checks();
  let release: () => void = () => undefined;
  let aborted = false;
  const check = vi.fn<HealthCheck>((signal) => {
    signal.addEventListener('abort', () => (aborted = true));
    return new Promise<void>((resolve) => (release = resolve));
  });
  health.add('db', check, { timeout: 30 });
  const error = async () => (await health.report()).checks![0]!.error;
  expect(await error()).toBe('check timed out');
  expect(aborted).toBe(true);
  expect(await error()).toBe('check already running');
  expect(await error()).toBe('check already running');
  expect(check).toHaveBeenCalledOnce();
  release();
  await pause(5);
  expect(await error()).toBe('check timed out');
  expect(check).toHaveBeenCalledTimes(2);
});

test('probes at the same time share a run', async () => {
  const { health } = checks();
  const check = vi.fn<HealthCheck>(() => pause(30));
  health.add('db', check);
  const reports = await Promise.all([health.report(), health.report(), health.report()]);
  expect(reports.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  expect(check).toHaveBeenCalledOnce();
});

test('a name is taken once', () => {
  const { health } = checks();
  health.add('db', () => true);
  expect(() => health.add('db', () => true)).toThrow('the health check db is there already');
});
