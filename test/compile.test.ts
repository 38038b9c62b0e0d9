import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, goldenCases, readTree, writeTree } from './support/cases.ts';
import { repository } from './support/modules.ts';
import { linkModules, typeCheck } from './support/type-check.ts';

/** Contracts with enums hold what cannot be erased: their author's own words. */
const WITH_ENUMS = ['everything', 'items'];

/** What users of generated code may have beside the compiler that their projects install. */
const OLDER_COMPILERS = ['typescript-6', 'typescript-5'] as const;

const names = goldenCases().map(({ name }) => name);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-compile-'));
  linkModules(folder);
  for (const name of [...names, 'custom']) {
    writeTree(
      join(folder, name),
      readTree(join(fixtures, name === 'custom' ? 'hello' : name, 'output')),
    );
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says about some of the projects. */
function compile(projects: readonly string[], options: object = {}): string {
  return typeCheck(folder, projects, options);
}

describe('generated projects', () => {
  it('type-check under the strictest flags', () => {
    expect(compile(names.filter((name) => !WITH_ENUMS.includes(name)))).toBe('');
  });

  it('do so with enums in the contract', () => {
    expect(compile(WITH_ENUMS, { erasableSyntaxOnly: false })).toBe('');
  });

  it.each(OLDER_COMPILERS)('do so by %s', (compiler) => {
    // The whole language in one program: each of these compilers takes ten times as long as the newest.
    expect(typeCheck(folder, ['everything'], { erasableSyntaxOnly: false }, compiler)).toBe('');
  });

  it('are checked by the compilers that are meant', () => {
    const versions = ['typescript', ...OLDER_COMPILERS].map((name) => {
      const file = join(repository, 'node_modules', name, 'package.json');
      return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
    });
    const [newest, six, five] = versions;
    expect({ newest, six, five }).toEqual({
      newest: expect.stringMatching(/^7\./),
      six: expect.stringMatching(/^6\./),
      five: expect.stringMatching(/^5\.9\./),
    });
  });

  it('say so when they do not: the check is a check', () => {
    writeFileSync(join(folder, 'prefix/wrong.ts'), 'export const wrong: string = 1;\n');
    const output = compile(['prefix']);
    rmSync(join(folder, 'prefix/wrong.ts'));
    expect(output).toMatch(/prefix\/wrong\.ts\(1,14\): error TS2322/);
  });
});

const SERVICE = `import type { Context } from '@microgen/kit';
import type { HelloRequest, HelloResponse } from '../../idl.ts';
import type { HelloServiceDeps, HelloServiceHandler } from './generated_contract.ts';

interface Greetings {
  find(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export class HelloServiceImpl implements HelloServiceHandler {
  readonly #deps: HelloServiceDeps;
  readonly #greetings: Greetings;

  constructor(deps: HelloServiceDeps, greetings: Greetings) {
    this.#deps = deps;
    this.#greetings = greetings;
  }

  async sayHello(req: HelloRequest, ctx: Context): Promise<HelloResponse> {
    this.#deps.logger.info({ requestId: ctx.requestId }, 'hello');
    const message = await this.#greetings.find(req.name);
    return { message: message ?? \`Hello, \${req.name}!\` };
  }

  close(): Promise<void> {
    return this.#greetings.close();
  }
}

async function connect(): Promise<Greetings> {
  return { find: async () => undefined, close: async () => undefined };
}

export async function createHelloService(deps: HelloServiceDeps): Promise<HelloServiceHandler> {
  return new HelloServiceImpl(deps, await connect());
}
`;

const USES = `import type { HelloService } from './idl.ts';
import {
  ApiError,
  HelloServiceClient,
  type HelloService as SdkHelloService,
} from './sdk/helloservicesdk/index.ts';
import type { HelloServiceHandler } from './service/helloservice/generated_contract.ts';
import { run } from './cmd/generated_runtime.ts';

const client = new HelloServiceClient({ baseUrl: 'http://127.0.0.1:8080' });
export const service: HelloService = client;
export const sdkService: SdkHelloService = client;
export const answer: Promise<{ message: string }> = service.sayHello({ name: 'Ada' });
export const code = (error: unknown): string => (error instanceof ApiError ? error.code : '');

// @ts-expect-error a method of the contract is missing
export class Incomplete implements HelloServiceHandler {}

// @ts-expect-error the request lacks its name
void client.sayHello({});

// @ts-expect-error there is no such option
void run({ adress: ':8080' });
`;

describe('a project that its user went on with', () => {
  it('type-checks with a dependency of its own and no edit to what the generator owns', () => {
    writeTree(join(folder, 'custom'), {
      'service/helloservice/service.ts': SERVICE,
      'uses.ts': USES,
    });
    expect(compile(['custom'])).toBe('');
  });
});
