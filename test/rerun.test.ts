import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import type { GenerateRequest } from '../src/project/request.ts';
import { fixtures } from './support/cases.ts';

const CONTRACT = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;
const TWO_METHODS = CONTRACT.replace(
  '  sayHello',
  '  /** Says goodbye. */\n  sayGoodbye(req: HelloRequest): Promise<HelloResponse>;\n  sayHello',
);
const CHAIN = 'endpoint/helloservice/generated_chain.ts';
const SERVICE = 'service/helloservice/service.ts';
const OURS = readFileSync(join(fixtures, 'hello/output/tsconfig.json'), 'utf8');

let base: string;
let fresh: string;
let folder: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'microgen-rerun-'));
  fresh = join(base, 'fresh');
  mkdirSync(fresh);
  writeFileSync(join(fresh, 'idl.ts'), CONTRACT);
  const { diagnostics } = await generate({ cwd: fresh, out: '.', idl: 'idl.ts' });
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(base, 'project-'));
  cpSync(fresh, folder, { recursive: true, preserveTimestamps: true });
});

const run = (request: Partial<GenerateRequest> = {}) =>
  generate({ cwd: folder, out: '.', ...request });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

function filesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}

function contentsOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesOf(root).map((path) => [path, readFileSync(join(root, path), 'latin1')]),
  );
}

/** Content and time of every file: a write shows, even of the same bytes. */
function stampsOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesOf(root).map((path) => {
      const { mtimeNs, ino } = statSync(join(root, path), { bigint: true });
      return [path, `${mtimeNs} ${ino}`];
    }),
  );
}

const edit = (path: string, change: (text: string) => string) => {
  const changed = change(read(path));
  if (changed === read(path)) throw new Error(`the edit does not change ${path}`);
  write(path, changed);
};

describe('a rerun with nothing to do', () => {
  it.each([{}, { trustManifest: false }, { idl: 'idl.ts' }, { force: true }])(
    'writes no file: %j',
    async (request) => {
      const before = stampsOf(folder);
      const result = await run(request);
      expect(result).toMatchObject({ outcome: 'done', wrote: false, next: [] });
      expect(result.counts).toMatchObject({
        create: 0,
        update: 0,
        merge: 0,
        remove: 0,
        conflict: 0,
      });
      expect(stampsOf(folder)).toEqual(before);
    },
  );

  it('says the same whether or not the manifest is trusted', async () => {
    const { ms: _, sources: __, ...fast } = await run();
    const { ms: ___, sources: ____, ...full } = await run({ trustManifest: false });
    expect(fast).toEqual(full);
    expect(fast.changes.length).toBeGreaterThan(20);
  });

  it('takes nothing for current on the word of an edited manifest', async () => {
    const path = join(folder, '.microgen/manifest.json');
    const written = readFileSync(path, 'utf8');
    const manifest = JSON.parse(written);
    writeFileSync(path, JSON.stringify({ ...manifest, artifacts: [] }));
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'pending' });
    const options = { ...manifest.options, prefix: 'api' };
    writeFileSync(path, JSON.stringify({ ...manifest, options }));
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'pending' });
    writeFileSync(path, written);
  });

  it('is current for -check', async () =>
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'done', wrote: false }));
});

describe('the same input gives the same bytes', () => {
  it('in another folder', async () => {
    const other = mkdtempSync(join(base, 'other-'));
    writeFileSync(join(other, 'idl.ts'), CONTRACT);
    const result = await generate({
      cwd: other,
      out: '.',
      idl: 'idl.ts',
      options: { import: 'fresh' },
    });
    expect(result.outcome).toBe('done');
    expect(contentsOf(other)).toEqual(contentsOf(fresh));
  });

  it('after files were removed, and generated again', async () => {
    const before = contentsOf(folder);
    rmSync(join(folder, 'sdk'), { recursive: true });
    rmSync(join(folder, SERVICE));
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'pending' });
    expect(await run()).toMatchObject({ outcome: 'done', wrote: true });
    expect(contentsOf(folder)).toEqual(before);
  });

  it('when the contract goes and comes back', async () => {
    const before = contentsOf(folder);
    write('idl.ts', TWO_METHODS);
    expect(await run()).toMatchObject({ outcome: 'done', wrote: true });
    expect(contentsOf(folder)).not.toEqual(before);
    write('idl.ts', CONTRACT);
    expect(await run()).toMatchObject({ outcome: 'done', wrote: true });
    expect(contentsOf(folder)).toEqual(before);
  });
});

describe('a changed contract', () => {
  beforeEach(() => write('idl.ts', TWO_METHODS));

  it('is pending for -check, which writes nothing', async () => {
    const before = stampsOf(folder);
    const result = await run({ mode: 'check' });
    expect(result).toMatchObject({ outcome: 'pending', wrote: false });
    expect(result.counts.update).toBeGreaterThan(3);
    expect(stampsOf(folder)).toEqual(before);
  });

  it('is shown by -diff, which writes nothing', async () => {
    const before = stampsOf(folder);
    const result = await run({ mode: 'dry-run', diff: true });
    const chain = result.changes.find(
      ({ path }) => path === 'service/helloservice/generated_contract.ts',
    );
    expect(chain).toMatchObject({
      kind: 'update',
      diff: expect.stringMatching(/^\+.*sayGoodbye/m),
    });
    expect(stampsOf(folder)).toEqual(before);
  });

  it('updates what must change and nothing else', async () => {
    const before = stampsOf(folder);
    const { changes } = await run();
    const after = stampsOf(folder);
    const written = Object.keys(after).filter((path) => before[path] !== after[path]);
    const told = changes.filter(({ kind }) => kind === 'update').map(({ path }) => path);
    expect(written).toEqual(told.toSorted());
    expect(written).toContain('.microgen/manifest.json');
    expect(written).not.toContain(SERVICE);
    expect(written).not.toContain('package.json');
    expect(await run()).toMatchObject({ outcome: 'done', wrote: false });
  });
});

describe('user files', () => {
  it('survive everything', async () => {
    edit(SERVICE, (text) => `${text}\n// mine\n`);
    edit('README.md', () => 'mine\n');
    const mine = [read(SERVICE), read('README.md')];
    write('idl.ts', TWO_METHODS);
    expect(await run({ force: true })).toMatchObject({ outcome: 'done', wrote: true });
    expect([read(SERVICE), read('README.md')]).toEqual(mine);
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'done' });
  });

  it('stay when they are no longer planned, and are said to be', async () => {
    edit('test/helloservice.test.ts', (text) => `${text}\n// mine\n`);
    const result = await run({ options: { docs: false, tests: false } });
    const orphans = result.changes
      .filter(({ orphaned }) => orphaned === true)
      .map(({ path }) => path);
    expect(orphans).toEqual(['README.md', 'test/helloservice.test.ts']);
    expect(filesOf(folder)).toEqual(expect.arrayContaining(orphans));
    expect(filesOf(folder)).not.toContain('AGENTS.md');
    expect(await run()).toMatchObject({ outcome: 'done', wrote: false });
  });
});

describe('a generator-owned file that was edited by hand', () => {
  beforeEach(() => edit(CHAIN, (text) => `${text}export const sneaked = 'in';\n`));

  it.each(['write', 'check', 'dry-run'] as const)(
    'refuses the whole run and shows the lines: %s',
    async (mode) => {
      write('idl.ts', TWO_METHODS);
      const before = stampsOf(folder);
      const result = await run({ mode });
      expect(result).toMatchObject({
        outcome: mode === 'check' ? 'pending' : 'failed',
        wrote: false,
      });
      expect(result.diagnostics).toMatchObject([
        { code: 'edited-by-hand', message: expect.stringContaining(CHAIN) },
      ]);
      const conflict = result.changes.find(({ kind }) => kind === 'conflict');
      expect(conflict).toMatchObject({
        path: CHAIN,
        diff: expect.stringContaining("-export const sneaked = 'in';"),
      });
      expect(stampsOf(folder)).toEqual(before);
    },
  );

  it('is overwritten by force, with a backup', async () => {
    const edited = read(CHAIN);
    expect(await run({ force: true })).toMatchObject({ outcome: 'done', wrote: true });
    expect(read(CHAIN)).toBe(readFileSync(join(fresh, CHAIN), 'utf8'));
    const backups = filesOf(folder).filter((path) => path.startsWith('.microgen/backup/'));
    expect(backups).toHaveLength(1);
    expect(read(backups[0] ?? '')).toBe(edited);
    expect(await run()).toMatchObject({ outcome: 'done', wrote: false });
  });

  it('is current again when the edit is undone', async () => {
    edit(CHAIN, (text) => text.replace("export const sneaked = 'in';\n", ''));
    expect(await run()).toMatchObject({ outcome: 'done', wrote: false });
  });
});

const generated = () => filesOf(folder).filter((path) => path.endsWith('.ts') && path !== 'idl.ts');

describe('what is no edit', () => {
  it('a formatter with other taste', async () => {
    for (const path of [...generated(), 'AGENTS.md']) {
      const parser = path.endsWith('.ts') ? 'typescript' : 'markdown';
      write(
        path,
        await format(read(path), {
          parser,
          semi: false,
          printWidth: 60,
          trailingComma: 'none',
          arrowParens: 'avoid',
        }),
      );
    }
    const before = stampsOf(folder);
    expect(await run()).toMatchObject({ outcome: 'done', wrote: false });
    expect(await run({ mode: 'check' })).toMatchObject({ outcome: 'done' });
    expect(stampsOf(folder)).toEqual(before);
  });

  it('a formatter before a change of the contract: what must change is updated', async () => {
    for (const path of generated()) {
      write(path, await format(read(path), { parser: 'typescript', tabWidth: 8 }));
    }
    const formatted = read(CHAIN);
    write('idl.ts', TWO_METHODS);
    const result = await run();
    expect(result).toMatchObject({ outcome: 'done', wrote: true });
    expect(result.counts.update).toBeGreaterThan(3);
    expect(read('service/helloservice/generated_contract.ts')).toContain('  sayGoodbye');
    expect(formatted).not.toBe(readFileSync(join(fresh, CHAIN), 'utf8'));
  });

  it('a CRLF checkout, of every text file', async () => {
    const texts = filesOf(folder).filter((path) => !path.endsWith('.tgz'));
    for (const path of texts) write(path, read(path).replaceAll('\n', '\r\n'));
    const before = stampsOf(folder);
    for (const trustManifest of [true, false]) {
      expect(await run({ trustManifest })).toMatchObject({ outcome: 'done', wrote: false });
    }
    expect(stampsOf(folder)).toEqual(before);
  });
});

describe('a service that is removed', () => {
  it('leaves files of yours behind, which are named with what to do, once', async () => {
    write('idl.ts', CONTRACT.replaceAll('Service', 'Servant'));
    edit('cmd/custom_routes.ts', (text) => `${text}// HelloService was here.\n`);
    const { outcome, diagnostics } = await run();
    expect(outcome).toBe('done');
    const found = diagnostics.filter(({ code }) => code === 'service-left-behind');
    expect(found).toMatchObject([{ severity: 'warning' }]);
    expect(found[0]?.message).toMatch(
      /^HelloService is gone, .*: endpoint\/helloservice\/custom_chain\.ts, (?:sdk\/helloservicesdk\/package\.json, )?service\/helloservice\/service\.ts$/,
    );
    expect(found[0]?.help).toMatch(/then delete them: .* names it: cmd\/custom_routes\.ts\.$/);
    expect((await run()).diagnostics).toEqual([]);
  });
});

describe('package.json', () => {
  it('keeps what the user added, changed and deleted', async () => {
    const own = JSON.parse(read('package.json'));
    own.scripts.dev = 'mine';
    own.dependencies.zod = '^4.0.0';
    delete own.scripts.lint;
    own.keywords = ['mine'];
    const text = `${JSON.stringify(own, undefined, '\t')}\n`;
    write('package.json', text);
    write('idl.ts', TWO_METHODS);
    expect(await run()).toMatchObject({ outcome: 'done', wrote: true });
    expect(read('package.json')).toBe(text);
  });

  it('follows the options where the user did not change it', async () => {
    const result = await run({ options: { import: '@acme/hello', tests: false } });
    expect(result.changes.find(({ path }) => path === 'package.json')).toMatchObject({
      kind: 'merge',
    });
    const { name, scripts } = JSON.parse(read('package.json'));
    expect([name, scripts.test]).toEqual(['@acme/hello', undefined]);
  });

  it('of the user’s own comes to a project without being overwritten', async () => {
    const other = mkdtempSync(join(base, 'own-'));
    writeFileSync(join(other, 'idl.ts'), CONTRACT);
    writeFileSync(join(other, 'package.json'), '{"name":"own","scripts":{"dev":"mine"}}');
    const result = await generate({ cwd: other, out: '.', idl: 'idl.ts' });
    expect(result.changes.find(({ path }) => path === 'package.json')).toMatchObject({
      kind: 'merge',
      kept: ['scripts.dev'],
    });
    const own = JSON.parse(readFileSync(join(other, 'package.json'), 'utf8'));
    expect(own).toMatchObject({
      name: 'own',
      type: 'module',
      scripts: { dev: 'mine', build: expect.any(String) },
    });
  });

  it.each([
    ['{"name":"own"}', ['became-modules']],
    ['{"name":"own","type":"commonjs"}', ['stays-commonjs']],
    ['{"name":"own","type":"module"}', []],
  ])('of a folder with other modules is not changed without a word: %s', async (text, codes) => {
    const other = mkdtempSync(join(base, 'own-'));
    writeFileSync(join(other, 'idl.ts'), CONTRACT);
    writeFileSync(join(other, 'package.json'), text);
    const first = await generate({ cwd: other, out: '.', idl: 'idl.ts' });
    expect(first.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(await generate({ cwd: other, out: '.' })).toMatchObject({
      wrote: false,
      diagnostics: [],
    });
  });

  it.each<[string, readonly string[]]>([
    [
      '{ "compilerOptions": { "module": "commonjs", "outDir": "./dist", } /* mine */ }',
      ['module', 'rewriteRelativeImportExtensions', 'resolveJsonModule', 'rootDir'],
    ],
    [
      '// mine\n{ "extends": "./base.json", "compilerOptions": { "module": "commonjs" } }',
      ['module'],
    ],
    ['{ "extends": "./base.json" }', []],
    [OURS.replace('"NodeNext"', '"nodenext"'), []],
    ['{ no config', []],
  ])('beside the tsconfig.json %s tells which settings it lacks', async (text, lacking) => {
    const other = mkdtempSync(join(base, 'tsconfig-'));
    writeFileSync(join(other, 'idl.ts'), CONTRACT);
    writeFileSync(join(other, 'tsconfig.json'), text);
    const { diagnostics } = await generate({ cwd: other, out: '.', idl: 'idl.ts' });
    const [found] = diagnostics;
    expect(diagnostics).toHaveLength(lacking.length === 0 ? 0 : 1);
    expect([...(found?.message ?? '').matchAll(/"(\w+)": /g)].map(([, name]) => name)).toEqual(
      lacking,
    );
  });

  it('that is broken is told with its place, and nothing is changed', async () => {
    write('package.json', '{\n  "name": "x",\n}\n');
    const before = stampsOf(folder);
    const result = await run();
    expect(result).toMatchObject({ outcome: 'failed', wrote: false });
    expect(result.diagnostics).toMatchObject([
      { code: 'shared-file-broken', span: { path: 'package.json', line: 3, column: 1 } },
    ]);
    expect(stampsOf(folder)).toEqual(before);
  });
});

describe('the contract', () => {
  it('outside the project is copied into it, and becomes its own without being lost', async () => {
    const contracts = join(base, 'contracts');
    mkdirSync(contracts);
    writeFileSync(join(contracts, 'hello.ts'), CONTRACT);
    const out = join(base, 'copied');
    const first = await generate({ cwd: base, out: 'copied', idl: 'contracts/hello.ts' });
    expect(first.outcome).toBe('done');
    expect(first.next[0]).toBe('cd copied');
    const { sources, options } = JSON.parse(
      readFileSync(join(out, '.microgen/manifest.json'), 'utf8'),
    );
    expect([sources[0].path, options.idl]).toEqual([
      '../contracts/hello.ts',
      '../contracts/hello.ts',
    ]);
    expect(readFileSync(join(out, 'idl.ts'), 'utf8')).toContain('interface HelloService');
    expect(await generate({ cwd: out, out: '.' })).toMatchObject({ outcome: 'done', wrote: false });

    const own = await generate({ cwd: out, out: '.', idl: 'idl.ts' });
    expect(own.outcome).toBe('done');
    expect(readFileSync(join(out, 'idl.ts'), 'utf8')).toContain('interface HelloService');
  });
});
