import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract, Service } from '../../../src/ir/types.ts';
import { repository } from '../modules.ts';
import { microgen, must } from '../project.ts';
import { type App, type Client, clientOf, load, serviceText } from '../roundtrip/project.ts';
import type { Stage } from './stage.ts';

/** A project that was generated from one side of the table and compiled. */
export interface Built {
  readonly folder: string;
  readonly contract: Contract;
}

/** What a project is generated from. */
export interface Side {
  readonly text: string;
  readonly contract: Contract;
  readonly flags?: readonly string[];
  /** Whether the SDKs are compiled, which are most of the files; default true. */
  readonly hasSdks?: boolean;
}

/** Generates a project into a folder, whose modules are linked, and compiles it, with a stage behind all services. */
export function build(folder: string, side: Side): Built {
  const { text, contract, flags = [], hasSdks = true } = side;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'idl.ts'), text);
  const plain = ['-docs=false', '-tests=false', '-openapi=false', '-quiet'];
  const { status, output } = microgen(folder, '-idl', 'idl.ts', ...plain, ...flags);
  if (status !== 0) throw new Error(output);
  for (const service of contract.services) {
    const path = (layer: string, file: string): string => join(folder, layer, service.id, file);
    writeFileSync(path('service', 'service.ts'), serviceText(service, folder));
    if (service.methods.some(({ scopes }) => scopes.length > 0)) {
      writeFileSync(path('endpoint', 'custom_chain.ts'), chainText(service));
    }
  }
  rmSync(join(folder, 'client'), { recursive: true });
  if (!hasSdks) rmSync(join(folder, 'sdk'), { recursive: true });
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  must(folder, process.execPath, tsc, '-p', '.', '--sourceMap', 'false');
  return { folder, contract };
}

/** Refuses calls without the scopes that the contract asks for, as who enforces them would. */
function chainText({ name, methods }: Service): string {
  const scopes = methods.map((method) => [`${name}.${method.name}`, method.scopes]);
  return `import { KitError } from '@microgen/kit';
import type { Middleware } from '@microgen/kit/endpoint';
import type { EndpointInfo } from './generated_chain.ts';

const SCOPES: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(Object.fromEntries(scopes))};

export function customMiddleware({ operation }: EndpointInfo, _deps: unknown): readonly Middleware[] {
  return [
    (next) => (request, ctx) => {
      const given = (ctx.metadata.get('x-scopes') ?? '').split(' ');
      const isAllowed = (SCOPES[operation] ?? []).every((scope) => given.includes(scope));
      return isAllowed
        ? next(request, ctx)
        : Promise.reject(new KitError('permission_denied', 'a scope is missing'));
    },
  ];
}
`;
}

/** A running service. */
export interface RunningApp {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a compiled project in this process. */
export async function startApp(
  { folder }: Built,
  stage: Stage,
  more: object = {},
): Promise<RunningApp> {
  (globalThis as Record<symbol, unknown>)[Symbol.for(folder)] = stage.call;
  const { createApp } = await load<{ createApp(options: object): App }>(
    folder,
    'cmd/generated_runtime.js',
  );
  const app = createApp({ address: '127.0.0.1:0', logLevel: 'error', argv: [], env: {}, ...more });
  const { url } = await app.start();
  return { url, stop: () => app.stop() };
}

/** Every client of a project's SDKs for a service that runs somewhere, by the name of its service. */
export async function clientsFor(
  { folder, contract }: Built,
  url: string,
): Promise<ReadonlyMap<string, Client>> {
  const clients = new Map<string, Client>();
  for (const service of contract.services) {
    clients.set(service.name, await clientOf(folder, service, url));
  }
  return clients;
}
