import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createService } from '../kit/src/index.ts';
import { httpRoute, serverStreamRoute } from '../kit/src/http/index.ts';
import { silentLogger } from '../kit/src/logger.ts';
import { generate } from '../src/generate.ts';
import { run } from './support/async-run.ts';
import { inTemporaryFolder } from './support/cases.ts';
import { repository } from './support/modules.ts';
import { freePort, must } from './support/project.ts';

const CONTRACT = `export interface ClockService {
  /** @http GET /at/{zone} */
  at(zone: string): Promise<Date>;
  /** @http GET /ticks */
  ticks(count: bigint): AsyncIterable<bigint>;
}
`;

/** What somebody writes who has only the package. */
const USER = `import { ApiError, ClockServiceClient } from 'clock-clockservicesdk';
const client = new ClockServiceClient({ baseUrl: process.argv[2] });
const at = await client.at('utc');
const ticks = [];
for await (const tick of client.ticks(3n)) ticks.push(String(tick));
const failure = await client.at('mars').catch((error) => error);
console.log(JSON.stringify({
  isDate: at instanceof Date,
  at,
  ticks,
  failure: failure instanceof ApiError && failure.code,
}));
`;

/** Where grpc-js is not there at all, what is of HTTP works, and what is not says what it lacks. */
const LOADS_HTTP = `import { ClockServiceClient } from 'clock-clockservicesdk';
new ClockServiceClient({ baseUrl: 'http://127.0.0.1:1' });
const failure = await import('clock-clockservicesdk/grpc').catch((error) => error);
console.log(failure.code === 'ERR_MODULE_NOT_FOUND' ? 'HTTP alone' : failure);
`;

/** Who calls over gRPC what does not answer. */
const GRPC_USER = `import { ApiError } from 'clock-clockservicesdk';
import { ClockServiceGrpcClient } from 'clock-clockservicesdk/grpc';
const client = new ClockServiceGrpcClient({ address: process.argv[2], retries: 0 });
const failure = await client.at('utc').catch((error) => error);
client.close();
console.log(JSON.stringify({ isApiError: failure instanceof ApiError, code: failure.code }));
`;

/** The service behind it, by hand. */
async function clock() {
  const app = createService({ address: '127.0.0.1:0', logger: silentLogger, argv: [], env: {} });
  app.route(
    httpRoute({
      method: 'GET',
      path: '/at/{zone}',
      handler: 'at',
      input: 'none',
      decode: ({ params }) => params['zone'] ?? '',
      endpoint: async (zone: string) => {
        if (zone === 'utc') return '2026-01-31T12:00:00.000Z';
        throw new TypeError('no such zone');
      },
    }),
  );
  app.route(
    serverStreamRoute({
      method: 'GET',
      path: '/ticks',
      handler: 'ticks',
      input: 'query',
      decode: ({ query }) => Number(query.get('count')),
      endpoint: async (count: number) =>
        (async function* () {
          for (let tick = 0; tick < count; tick += 1) yield String(tick);
        })(),
    }),
  );
  return { app, ...(await app.start()) };
}

describe('the SDK of a service', () => {
  it('is a package of its own: built, packed, installed and used alone', async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'idl.ts'), CONTRACT);
      const { outcome } = await generate({
        cwd: folder,
        idl: 'idl.ts',
        out: 'clock',
        options: { import: 'clock' },
      });
      expect(outcome).toBe('done');
      const sdk = join(folder, 'clock/sdk/clockservicesdk');
      const tsc = join(repository, 'node_modules/typescript/bin/tsc');
      must(sdk, process.execPath, tsc, '-p', 'tsconfig.json');
      const packed = must(sdk, 'npm', 'pack', '--ignore-scripts', '--silent').trim();
      const user = join(folder, 'user');
      mkdirSync(user);
      writeFileSync(join(user, 'package.json'), '{"type": "module"}\n');
      must(user, 'npm', 'install', '--offline', '--no-audit', '--no-fund', join(sdk, packed));
      const lock = JSON.parse(readFileSync(join(user, 'package-lock.json'), 'utf8')) as {
        packages: object;
      };
      expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/clock-clockservicesdk']);
      writeFileSync(join(user, 'user.js'), USER);
      const { app, url } = await clock();
      try {
        expect(JSON.parse(await run(user, process.execPath, 'user.js', url))).toEqual({
          isDate: true,
          at: '2026-01-31T12:00:00.000Z',
          ticks: ['0', '1', '2'],
          failure: 'internal',
        });
      } finally {
        await app.stop();
      }
    });
  });

  it('has its client over gRPC behind an entry of its own', async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'idl.ts'), CONTRACT);
      const { outcome } = await generate({
        cwd: folder,
        idl: 'idl.ts',
        out: 'clock',
        options: { import: 'clock', protocols: 'http,grpc' },
      });
      expect(outcome).toBe('done');
      const sdk = join(folder, 'clock/sdk/clockservicesdk');
      must(sdk, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
      const packed = must(sdk, 'npm', 'pack', '--silent').trim().split('\n').at(-1) ?? '';
      const user = join(folder, 'user');
      mkdirSync(user);
      writeFileSync(join(user, 'package.json'), '{"type": "module"}\n');
      must(user, 'npm', 'install', '--offline', '--no-audit', '--no-fund', join(sdk, packed));
      writeFileSync(join(user, 'http.js'), LOADS_HTTP);
      expect(must(user, process.execPath, 'http.js').trim()).toBe('HTTP alone');
      must(user, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '@grpc/grpc-js');
      writeFileSync(join(user, 'grpc.js'), GRPC_USER);
      const answer = must(user, process.execPath, 'grpc.js', `127.0.0.1:${await freePort()}`);
      expect(JSON.parse(answer)).toEqual({ isApiError: true, code: 'unavailable' });
    });
  });
});
