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
  /** Nothing of an empty one would be in a query. */
  range: { from?: Date; to?: Date };
  levels: Level[];
}
/** @example {"code": "ABC-1234", "at": "2026-01-01T00:00:00Z"} */
export interface Documented { code: Code; at: Date; toString?: string }
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
  test.each(['test/thingservice.test.ts', 'client/thingservice/demo.ts', 'skill/skill.ts'])(
    'the formatter leaves %s as it is',
    async (path) => {
      const text = files[path] ?? '';
      expect(text).not.toBe('');
      expect(text).toBe(await format(text, PRETTIER));
    },
  );

  test('cover every method, or say why not', () => {
    const methods =
      'getThing listThings createThing putThing removeThing sum paint change ping watch silent upload shapes';
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
      [unknown('query'), 'query /levels required', 'query /size type', 'query /size minimum'],
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
