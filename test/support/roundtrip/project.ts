import { cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Service } from '../../../src/ir/types.ts';
import { upperFirst } from '../../../src/text/cases.ts';
import { fixtures } from '../cases.ts';
import { microgen, must } from '../project.ts';
import type { Ledger } from './ledger.ts';

/** Where the services of the test find it. */
const HOOK = 'microgen.roundtrip';

/** A method of a client, by its name. */
export type Client = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** The service of a fixture, running in this process. */
export interface RunningFixture {
  readonly url: string;
  readonly clients: ReadonlyMap<string, Client>;
  stop(): Promise<void>;
}

/** An app of a generated project. */
export interface App {
  start(): Promise<{ readonly url: string }>;
  stop(): Promise<void>;
}

/**
 * Generates a fixture's project into a folder, puts a ledger behind its services, installs, builds and starts
 * it within this process: what arrives can be compared as it is.
 */
export async function startFixture(
  folder: string,
  {
    name,
    services,
    ledger,
  }: { readonly name: string; readonly services: readonly Service[]; readonly ledger: Ledger },
): Promise<RunningFixture> {
  cpSync(join(fixtures, name, 'input'), join(folder, 'input'), { recursive: true });
  const { status, output } = microgen(folder, '-idl', 'input/idl.ts', '-out', 'project');
  if (status !== 0) throw new Error(output);
  const project = join(folder, 'project');
  for (const service of services) {
    writeFileSync(join(project, `service/${service.id}/service.ts`), serviceText(service, HOOK));
  }
  must(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(project, 'npm', 'run', 'build');
  (globalThis as Record<symbol, unknown>)[Symbol.for(HOOK)] = ledger.call;
  const { createApp } = await load<{ createApp(options: object): App }>(
    project,
    'cmd/generated_runtime.js',
  );
  const app = createApp({ address: '127.0.0.1:0', logLevel: 'error', argv: [], env: {} });
  const { url } = await app.start();
  const clients = new Map<string, Client>();
  for (const service of services) clients.set(service.name, await clientOf(project, service, url));
  return { url, clients, stop: () => app.stop() };
}

/** A service that hands every call to what stands at a symbol of the process. */
export function serviceText({ name, methods }: Service, hook: string): string {
  const names = methods.map((method) => `'${method.name}'`).join(', ');
  return `import type { ${name}Handler } from './generated_contract.ts';

type Call = (operation: string, args: readonly unknown[]) => unknown;

export function create${upperFirst(name)}(_deps: unknown): ${name}Handler {
  const call = (globalThis as Record<symbol, unknown>)[Symbol.for(${JSON.stringify(hook)})] as Call;
  const methods = [${names}].map((method) => [
    method,
    (...args: readonly unknown[]) => call(\`${name}.\${method}\`, args),
  ]);
  return Object.fromEntries(methods) as ${name}Handler;
}
`;
}

/** A client of a service, from the project's compiled SDK. */
export async function clientOf(
  project: string,
  { id, name }: Service,
  baseUrl: string,
): Promise<Client> {
  const sdk = await load<Record<string, new (options: object) => Client>>(
    project,
    `sdk/${id}sdk/index.js`,
  );
  const Constructor = sdk[`${name}Client`];
  if (Constructor === undefined) throw new Error(`there is no ${name}Client`);
  return new Constructor({ baseUrl, retries: 0 });
}

const require = createRequire(import.meta.url);

/** A module of a compiled project, as Node loads it: the test runner would transform its thousands of files. */
export function load<T>(project: string, path: string): Promise<T> {
  return Promise.resolve(require(join(project, 'dist', path)) as T);
}
