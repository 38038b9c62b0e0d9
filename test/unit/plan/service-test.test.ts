import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../../support/modules.ts';
import { start } from '../../support/project.ts';
import { planned } from '../../support/planned.ts';
import { contractOf } from '../source/read.ts';

const PRETTIER = {
  parser: 'typescript',
  printWidth: 100,
  singleQuote: true,
} as const;

const CONTRACT = `
export enum Colour { Red = 'red', Green = 'green' }
export enum Level { Low = 1, High = 2 }
/** @format email */
export type Email = string;
/** @pattern ^[A-Z]{3}-\\d{4}$ */
export type Code = string;
export type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number; at: Date };
export interface Tree { name: string; children: Tree[] }
export interface Everything {
  at: Date;
  big: bigint;
  /** @minimum 10 @maximum 20 */
  bounded: bigint;
  data: Uint8Array;
  byName: Map<string, Date>;
  byNumber: Map<number, Colour>;
  byColour: Map<Colour, bigint>;
  levels: Set<Level>;
  shape: Shape;
  maybe: Date | null;
  code: Code;
  email: Email;
  pair: [Date, bigint, ...Uint8Array[]];
  hasOwnProperty?: string;
  nested: { deep: Map<number, Map<string, bigint>> };
  numbers: Record<number, string>;
  tree: Tree;
  only: Colour.Green;
  /** @minItems 2 @uniqueItems */
  tags: string[];
  any: unknown;
  union: Date | number;
}
export interface Query {
  /** @minLength 2 */
  text: string;
  since?: Date;
  /** @integer @minimum 1 @maximum 10 */
  size?: number;
  colours?: Colour[];
  where?: { name?: string; at?: Date };
  range: { from?: Date; to?: Date };
  levels: Level[];
}
/** @example {"code": "ABC-1234", "at": "2026-01-01T00:00:00Z"} */
export interface Documented { code: Code; at: Date; toString?: string }
export interface Reset { zone?: string; at?: Date; /** @default 3 */ depth?: number }
export interface Tick { count: bigint; at: Date }
export interface Impossible { /** @pattern ^a$ @minLength 2 */ never: string }
/** @http /things */
export interface ThingService {
  /** @http GET /{id} */
  getThing(id: number): Promise<Everything | null>;
  /** @http GET / */
  listThings(query: Query): Promise<Everything[]>;
  createThing(thing: Everything): Promise<Everything>;
  /** @http PUT /{code} */
  putThing(req: Documented): Promise<Documented>;
  removeThing(id: bigint): Promise<void>;
  /** @example {"values": ["1", "2"]} @example {"values": ["3"], "at": "2026-01-01T00:00:00Z"} */
  sum(values: bigint[], at?: Date): Promise<Map<string, bigint>>;
  paint(name: string, shape: Shape, colours: Set<Colour>): Promise<Set<Colour>>;
  change(id: string, change: { /** @maxLength 3 */ name?: string }): Promise<void>;
  never(req: Impossible): Promise<void>;
  ping(): Promise<Date>;
  watch(query: Query, big: bigint, until?: Date): AsyncIterable<Tick>;
  silent(): AsyncIterable<Date>;
  upload(ticks: AsyncIterable<Tick>): Promise<bigint>;
  shapes(shapes: AsyncIterable<Shape>): Promise<void>;
  reset(req?: Reset): Promise<string>;
  /** @http PUT /rooms/{room} */
  clean(room: number, why?: string): Promise<string>;
  tail(from?: bigint): AsyncIterable<bigint>;
  findCodes(
    colours: Set<Colour>,
    /** @minItems 1 */ codes: Code[],
    by: { names: string[] },
    also?: { names: string[]; text?: string },
    /** @default [2] */ levels?: Level[],
  ): Promise<string>;
}
`;

/** The service as its user might write it; what it is given comes back. */
const WRITTEN = `
import type { ThingServiceHandler } from './generated_contract.ts';
export async function createThingService(_: object): Promise<ThingServiceHandler> {
  return {
    getThing: async () => null,
    listThings: async () => [],
    createThing: async (thing) => thing,
    putThing: async (req) => req,
    removeThing: async () => undefined,
    sum: async (values) => new Map(values.map((value) => [String(value), value])),
    paint: async (_, __, colours) => colours,
    change: async () => undefined,
    never: async () => undefined,
    ping: async () => new Date(0),
    watch: async function* (_, big) {
      for (let count = big; ; count += 1n) yield { count, at: new Date(0) };
    },
    silent: async function* (ctx) {
      await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve));
    },
    upload: async (ticks) => {
      let sum = 0n;
      for await (const { count } of ticks) sum += count;
      return sum;
    },
    shapes: async (shapes) => {
      for await (const _ of shapes);
    },
    reset: async (req) => JSON.stringify(req),
    clean: async (...given) => JSON.stringify(given.slice(0, 2)),
    tail: async function* (from = 7n) { yield from; },
    findCodes: async (colours, ...others) => JSON.stringify([[...colours], ...others.slice(0, 4)]),
  };
}
`;

let folder: string;
let files: Readonly<Record<string, string>>;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function node(...args: readonly string[]) {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined };
  return spawnSync(process.execPath, [...args], { cwd: folder, env, encoding: 'utf8' });
}

function build(): string {
  return node(join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.').stdout;
}

beforeAll(async () => {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'tests-'));
  const options = { tests: true, skill: true };
  files = planned(contractOf(CONTRACT), /\.ts$|tsconfig\.json$/, options);
  for (const [path, text] of Object.entries(files)) write(path, text);
  write('idl.ts', CONTRACT);
  write('package.json', '{ "type": "module" }');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the generated tests and demo', () => {
  test.each([
    'test/thingservice.test.ts',
    'client/thingservice/demo.ts',
    'skill/thingservice/tools.ts',
  ])('the formatter leaves %s as it is', async (path) => {
    const text = files[path] ?? '';
    expect(text).not.toBe('');
    expect(text).toBe(await format(text, PRETTIER));
  });

  test('cover every method, or say why not', () => {
    const methods =
      'getThing listThings createThing putThing removeThing sum paint change ping watch silent upload shapes reset clean tail findCodes';
    const tests = files['test/thingservice.test.ts'];
    const demo = files['client/thingservice/demo.ts'];
    for (const name of methods.split(' ')) {
      expect(tests).toContain(`operation: 'ThingService.${name}'`);
      expect(demo).toContain(`client.${name}(`);
    }
    expect(demo).toMatch(/^\/\/ ThingService\.never is not called: no example/m);
    expect(tests).toContain("Handler: 'ThingService.never'");
  });

  test('name the place of each fault: of the body, the path and the query', () => {
    const text = files['test/thingservice.test.ts'] ?? '';
    const faults = [...text.matchAll(/fault: '(.*)'/g)].map(([, fault]) => fault);
    const unknown = (where: string) => `${where} /notInTheContract unevaluatedProperties`;
    const wanted = [
      [unknown('query'), 'path /id type'],
      [unknown('query'), 'query /text required', 'query /size type', 'query /size minimum'],
      [unknown('body'), 'body /any required', 'body /code type', 'body /code pattern'],
      [unknown('body'), 'body /at required', 'body /toString type', 'path /code pattern'],
      [unknown('query'), 'query /id required'],
      [unknown('body'), 'body /values required', 'body /values type'],
      [unknown('body'), 'body /colours required', 'body /name type'],
      [
        unknown('body'),
        'body /change required',
        'body /change type',
        'body /change/name maxLength',
      ],
      [unknown('body'), 'body /big required', 'body /query type', 'body /query/size minimum'],
      [unknown('body'), 'body /depth type'],
      [unknown('body'), 'path /room type'],
      [unknown('body')],
      [unknown('query'), 'query /codes minItems'],
    ];
    expect(faults).toEqual(wanted.flat());
  });

  test('pass before the service is written', () => {
    expect(build()).toBe('');
    const { status, stdout } = node('--test', 'dist/test/thingservice.test.js');
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  test('pass when it is, without an edit', () => {
    write('service/thingservice/service.ts', WRITTEN);
    expect(build()).toBe('');
    const { status, stdout } = node('--test', 'dist/test/thingservice.test.js');
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(/ThingService\.sum \(2\) answers its SDK/);
  });

  test('the demo then calls every method, and leaves streams that do not end', async () => {
    const service = await start(folder, 'dist/cmd/main.js');
    try {
      const demo = join(folder, 'dist/client/thingservice/demo.js');
      const run = node(demo, '-http.addr', service.url.replace('http://', ''));
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect(run.stdout).toMatch(
        /^ThingService\.createThing \{\n  at: 2026-01-31T12:00:00\.000Z,\n  big: 1n/m,
      );
      expect(run.stdout).toMatch(/^ThingService\.sum Map\(2\) \{ '1' => 1n, '2' => 2n \}$/m);
      expect(run.stdout.match(/^ThingService\.watch \{ count: \dn/gm)).toHaveLength(3);
      expect(run.stdout).toMatch(/^ThingService\.upload 3n$/m);
    } finally {
      await service.stop();
    }
  });
});

describe('the service that was generated', () => {
  let service: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    service = await start(folder, 'dist/cmd/main.js');
  });
  afterAll(() => service?.stop());

  async function call(method: string, path: string, body?: string, type = 'application/json') {
    const headers = type === '' ? {} : { 'content-type': type };
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await fetch(service.url + path, init);
    const said: unknown = await response.json();
    if (response.ok) return JSON.parse(String(said)) as unknown;
    const { detail, errors = [] } = said as { detail: string; errors?: Record<string, string>[] };
    return [response.status, detail, ...errors.map((one) => `${one['path']} ${one['rule']}`)];
  }

  test('reads a body that is left out as an empty message', async () => {
    expect(await call('POST', '/things/reset', undefined, '')).toEqual({ depth: 3 });
    expect(await call('POST', '/things/reset')).toEqual({ depth: 3 });
    expect(await call('POST', '/things/reset', '')).toEqual({ depth: 3 });
    expect(await call('POST', '/things/reset', '{"zone":"a"}')).toEqual({ zone: 'a', depth: 3 });
    expect(await call('PUT', '/things/rooms/7', undefined, '')).toEqual([7, null]);
    expect(await call('PUT', '/things/rooms/7', '{"why":"x"}')).toEqual([7, 'x']);
  });

  test('reads the message of a stream that is left out alike', async () => {
    const response = await fetch(`${service.url}/things/tail`, { method: 'POST' });
    expect(await response.text()).toBe('{"value":"7"}\n{"end":true}\n');
  });

  test('refuses bodies that are no message, of another type, and none where one is needed', async () => {
    expect(await call('POST', '/things/reset', 'null')).toEqual([400, expect.any(String), ' type']);
    expect(await call('POST', '/things/reset', '[]')).toEqual([400, expect.any(String), ' type']);
    expect(await call('POST', '/things/reset', '{}', 'text/plain')).toEqual([
      415,
      expect.any(String),
    ]);
    expect(await call('POST', '/things/reset', '{"x":1}')).toEqual([
      400,
      expect.any(String),
      '/x unevaluatedProperties',
    ]);
    const needed = [400, 'the request needs a body'];
    expect(await call('POST', '/things/sum', undefined, '')).toEqual(needed);
    expect(await call('POST', '/things/sum', '')).toEqual(needed);
  });

  test('reads a required list or object that a query does not name as an empty one', async () => {
    const path = '/things/findcodes';
    const code = 'codes=ABC-1234';
    expect(await call('GET', `${path}?${code}`)).toEqual([
      [],
      ['ABC-1234'],
      { names: [] },
      null,
      [2],
    ]);
    expect(
      await call('GET', `${path}?${code}&colours=red&by.names=a&also.text=b&levels=1`),
    ).toEqual([['red'], ['ABC-1234'], { names: ['a'] }, { text: 'b', names: [] }, [1]]);
    expect(await call('GET', path)).toEqual([400, expect.any(String), '/codes minItems']);
    expect(await call('GET', '/things')).toEqual([400, expect.any(String), '/text required']);
  });

  test('takes what its SDK sends of all that', async () => {
    const { ThingServiceClient } = (await import(
      join(folder, 'dist/sdk/thingservicesdk/index.js')
    )) as {
      readonly ThingServiceClient: new (
        options: object,
      ) => Record<string, (...args: unknown[]) => Promise<unknown>>;
    };
    const client = new ThingServiceClient({ baseUrl: service.url, retries: 0 });
    const codes = ['ABC-1234'];
    expect(await client['reset']?.()).toBe('{"depth":3}');
    expect(await client['reset']?.({})).toBe('{"depth":3}');
    expect(await client['clean']?.(1)).toBe('[1,null]');
    // What is empty is not said: a required list arrives as it is, an optional one as if it were absent.
    expect(await client['findCodes']?.(new Set(), codes, { names: [] }, { names: [] }, [])).toBe(
      '[[],["ABC-1234"],{"names":[]},null,[2]]',
    );
  });
});
