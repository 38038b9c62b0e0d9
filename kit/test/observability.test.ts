import { Writable } from 'node:stream';
import { Counter, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { formatForConsole } from '../src/observability/console-format.ts';
import { createLogger } from '../src/observability/create-logger.ts';
import { collector, registerCollectors, scraper } from '../src/observability/index.ts';
import { isoTimestamp } from '../src/observability/timestamp.ts';
import { logs } from './support/log.ts';

function capture(): { destination: Writable; text: () => string } {
  let text = '';
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { destination, text: () => text };
}

test('json lines have level, time, name, fields and message', () => {
  const { destination, text } = capture();
  const logger = createLogger({ name: 'shop', format: 'json', destination });
  logger.debug('not shown');
  logger.info({ a: 1 }, 'hello');
  logger.warn('careful');
  logger.error({ err: new Error('boom') }, 'failed');
  const lines = text()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map((line) => line['level'])).toEqual(['info', 'warn', 'error']);
  expect(lines[0]).toMatchObject({ name: 'shop', a: 1, msg: 'hello' });
  expect(lines[0]!['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(Math.abs(Date.now() - Date.parse(String(lines[0]!['time'])))).toBeLessThan(5000);
  expect(lines[2]!['err']).toMatchObject({ message: 'boom', type: 'Error' });
});

test.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
] as const)('level %s writes %i of the four', (level, count) => {
  const { logger, lines } = logs(level);
  logger.debug('a');
  logger.info('a');
  logger.warn('a');
  logger.error('a');
  expect(lines).toHaveLength(count);
});

test('credentials in headers are not logged', () => {
  const { logger, text } = logs();
  const headers = {
    authorization: 's3cret',
    cookie: 's3cret',
    'set-cookie': 's3cret',
    'x-api-key': 's3cret',
    a: 'b',
  };
  logger.info({ headers, req: { headers }, res: { headers } }, 'x');
  expect(text()).not.toContain('s3cret');
  expect(text()).toContain('"a":"b"');
});

test('console lines are for a person', () => {
  const { destination, text } = capture();
  const logger = createLogger({ name: 'shop', format: 'console', destination });
  logger.info({ operation: 'A.b', note: 'two words', n: 3, o: { x: 1 } }, 'call succeeded');
  expect(text()).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} INFO  call succeeded operation=A\.b note="two words" n=3 o=\{"x":1\}\n$/,
  );
});

test('console lines show an error with its stack, and colours when asked', () => {
  const line = JSON.stringify({
    level: 'error',
    time: '2026-01-02T03:04:05.678Z',
    msg: 'failed',
    err: { message: 'boom', stack: 'Error: boom\n    at x' },
  });
  expect(formatForConsole(line, false)).toBe(
    '03:04:05.678 ERROR failed\n    Error: boom\n        at x\n',
  );
  expect(formatForConsole(line, true)).toContain('\u001b[31mERROR\u001b[0m');
  expect(formatForConsole('no json', false)).toBe('no json');
});

test('the time is right within a second and across seconds', () => {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5, 7);
  const timestamp = isoTimestamp(() => now);
  for (const step of [0, 3, 90, 899, 1, 59_000, 86_400_000, -1]) {
    now += step;
    expect(timestamp()).toBe(`,"time":"${new Date(now).toISOString()}"`);
  }
});

test('collected metrics are read at each scrape, next to prom-client’s own', async () => {
  const registry = new Registry();
  let value = 1;
  const about = { name: 'things', help: 'Things.', type: 'counter' } as const;
  registerCollectors(registry, [collector(about, () => [{ labels: { kind: 'a"b' }, value }])]);
  new Counter({ name: 'own', help: 'Own.', registers: [registry] }).inc();
  const scrape = scraper(registry);
  expect(await scrape()).toContain('# TYPE things counter\nthings{kind="a\\"b"} 1');
  value = 2;
  const text = await scrape();
  expect(text).toContain('things{kind="a\\"b"} 2');
  expect(text).toContain('own 1');
  expect(text).toContain('process_start_time_seconds');
});
