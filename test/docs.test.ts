import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isFormat } from '../kit/src/checks/formats.ts';
import { tlsFiles } from '../kit/src/grpc/server-tls.ts';
import { settingsHelp } from '../kit/src/service/settings.ts';
import { exitCodes } from '../src/cli/exit-code.ts';
import { type Flag, flags } from '../src/cli/flags.ts';
import { catalogue } from '../src/diagnostics/catalogue.ts';
import { type GenerateResult, generate } from '../src/index.ts';
import { type Surface, type Verdicts, surfaces } from '../src/ir/compare/verdicts.ts';
import type { Rule } from '../src/ir/compare/rule.ts';
import { rules } from '../src/ir/compare/rules.ts';
import { protoChangeCodes } from '../src/ir/compare-proto/codes.ts';
import { type ProtoRule, protoRules } from '../src/ir/compare-proto/rules.ts';
import { routeOf } from '../src/ir/routes.ts';
import { TAG_NAMES } from '../src/source/typescript/doc-tags.ts';
import {
  anchorsOf,
  blocksOf,
  codesIn,
  documents,
  foldersIn,
  linksOf,
  repository,
  rowsOf,
  textOf,
} from './docs/markdown.ts';
import { play } from './docs/play.ts';
import { method, service } from './unit/ir/build.ts';

describe('every block of', () => {
  for (const path of documents()) {
    const blocks = blocksOf(path);
    if (blocks.length === 0) continue;
    test(`${path} holds`, async () => {
      const given = path === 'README.md' ? 'nothing' : 'hello';
      expect(await play(blocks, given)).toBe(blocks.length);
    });
  }
});

describe('every link of', () => {
  for (const path of documents()) {
    test(`${path} leads somewhere`, () => {
      const faults = linksOf(path).flatMap((link) => faultOf(path, link) ?? []);
      expect(faults).toEqual([]);
    });
  }
});

describe('README.md', () => {
  test('lists the flags, with their values and defaults', () => {
    const rows = rowsOf('README.md', 'flag', 'default').filter(
      ([flag]) => !/-http/.test(flag ?? ''),
    );
    const listed = rows.flatMap(([cell]) => codesIn(cell)).toSorted();
    expect(listed).toEqual(flags.map(written).toSorted());
    const defaults = new Map(
      rows.map(([cell, value]) => [codesIn(cell)[0], value?.replaceAll('`', '')]),
    );
    for (const flag of flags) {
      const [, value] = /\(default: ([^)]+)\)/.exec(flag.help) ?? [];
      const told = defaults.get(written(flag)) ?? '';
      expect(`${flag.name}: ${told}`).toBe(`${flag.name}: ${value ?? told}`);
    }
  });

  test('lists the exit codes', () => {
    const listed = rowsOf('README.md', 'exit code').map(([code]) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });

  test('lists the settings of a service', () => {
    const listed = rowsOf('README.md', 'flag', 'environment').flatMap((row) =>
      row.flatMap(codesIn),
    );
    const help = settingsHelp([{ name: 'grpc', files: tlsFiles }]);
    const names = [...help.matchAll(/-[\w.-]+ (?:HOST:PORT|FILE)|APP_\w+/g)].map(([name]) => name);
    expect(names).toHaveLength(12);
    for (const name of names) expect(listed).toContain(name);
  });

  test('states the owner of every file that is planned, and of no other', async () => {
    const { changes } = await planned();
    const letters = { user: 'U', generator: 'G', shared: 'S' } as const;
    const stated = rowsOf('README.md', 'path', 'owner').map(([path, owner]) => [
      codesIn(path)[0],
      owner,
    ]);
    const wanted = changes.map(({ path, owner }) => [
      path.replaceAll('helloservice', '<svc>').replace(/(\/runtime)\/[\w-]+\.ts$/, '$1/*.ts'),
      letters[owner],
    ]);
    expect(Object.fromEntries(stated)).toEqual(Object.fromEntries(wanted));
  });
});

describe('docs', () => {
  test('diagnostics.md lists every code with its severity', () => {
    const rows = rowsOf('docs/diagnostics.md', 'code', 'severity');
    const listed = rows.map(([code, severity]) => [codesIn(code)[0], severity]);
    const known = Object.entries(catalogue).map(([code, { severity }]) => [code, severity]);
    expect(listed.length).toBe(known.length);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(known));
    expect(rows.filter(([, , means = '', fix = '']) => means === '' || fix === '')).toEqual([]);
  });

  test('diff.md says what every change means', () => {
    const all: readonly (readonly [string, Rule])[] = Object.entries(rules);
    const say = (verdicts: Verdicts = {}, of: readonly Surface[] = surfaces): string =>
      of.map((surface) => verdicts[surface] ?? '-').join(', ');
    const fixed = all.filter(([, rule]) => rule.verdicts !== undefined);
    const placed = all.filter(([, rule]) => rule.verdicts === undefined);
    expect(rowsOf('docs/diff.md', 'code', 'change', 'http')).toEqual(
      fixed.map(([code, { title, verdicts }]) => [
        `\`${code}\``,
        title,
        ...say(verdicts).split(', '),
      ]),
    );
    expect(
      rowsOf('docs/diff.md', 'code', 'change', 'in requests: http, grpc, source, tools'),
    ).toEqual(
      placed.map(([code, { title, request, response }]) => [
        `\`${code}\``,
        title,
        say(request),
        response === undefined ? '-' : say(response, ['http', 'grpc', 'source']),
      ]),
    );
  });

  test('diff.md lists the changes of .proto contracts, and the rules behind them', () => {
    expect(rowsOf('docs/diff.md', 'code', 'change of a `.proto`')).toEqual(
      Object.entries(protoChangeCodes).map(([code, { title }]) => [`\`${code}\``, title]),
    );
    const known: readonly (readonly [string, ProtoRule])[] = Object.entries(protoRules);
    expect(rowsOf('docs/diff.md', 'rule', 'categories')).toEqual(
      known.map(([id, { levels, breaks }]) => [`\`${id}\``, levels.join(', '), breaks.join(', ')]),
    );
  });

  test('contract.md lists every tag', () => {
    const listed = rowsOf('docs/contract.md', 'tag').flatMap(([tags]) => codesIn(tags));
    expect(listed.map((tag) => tag.slice(1)).toSorted()).toEqual([...TAG_NAMES].toSorted());
  });

  test('contract.md says which verb a name makes', () => {
    const rows = rowsOf('docs/contract.md', 'name starts with', 'verb');
    const told = rows.flatMap(([names, verb]) => codesIn(names).map((name) => [name, verb]));
    expect(told).toEqual(told.map(([name = '']) => [name, verbOf(`${name}Book`)]));
    expect(rows.at(-1)).toEqual(['anything else', verbOf('lendBook')]);
  });

  test('contract.md lists the formats that are checked', () => {
    const rows = rowsOf('docs/contract.md', 'format', 'of', 'checked');
    const formatsOf = (checked: string) =>
      rows.filter((row) => row[2]?.startsWith(checked)).flatMap(([formats]) => codesIn(formats));
    expect(formatsOf('yes').filter((format) => isFormat('', format))).toEqual([]);
    expect(formatsOf('no').filter((format) => !isFormat('', format))).toEqual([]);
  });

  test('regeneration.md lists what the manifest holds', async () => {
    const listed = rowsOf('docs/regeneration.md', 'key').flatMap(([key]) => codesIn(key));
    const path = join(repository, 'examples/hello/.microgen/manifest.json');
    expect(listed).toEqual(Object.keys(JSON.parse(readFileSync(path, 'utf8'))));
  });

  test('architecture.md lists every folder of sources', () => {
    const listed = rowsOf('docs/architecture.md', 'folder').flatMap(([folder]) => codesIn(folder));
    const source = foldersIn('src').filter((path) => path !== 'src/source');
    const folders = [...source, ...foldersIn('src/source'), ...foldersIn('kit/src')];
    expect(folders.filter((path) => !listed.includes(`${path}/`))).toEqual([]);
    expect(listed.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  test('dependencies.md lists every dependency with its licence', () => {
    const own = packageAt('.');
    const kit = packageAt('kit');
    const made = packageAt('examples/hello');
    const { dependencies, peerDependencies } = kit;
    const wanted = [own.dependencies, own.devDependencies, dependencies, peerDependencies].concat([
      { ...made.dependencies, ...made.devDependencies },
    ]);
    const names = wanted.flatMap((group) => Object.keys(group ?? {}));
    const rows = rowsOf('docs/dependencies.md', 'package', 'licence');
    expect(rows.map(([name]) => codesIn(name)[0]).toSorted()).toEqual(names.toSorted());
    const told = rows.map(([name, licence]) => [codesIn(name)[0], licence]);
    const licences = told.map(([name]) => [name, packageAt(`node_modules/${name}`).license]);
    expect(told).toEqual(licences);
  });

  test('STABILITY.md names tests that exist', () => {
    const named = [...new Set(textOf('STABILITY.md').match(/(?:kit\/)?test\/[\w./-]+\.ts/g))];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  test('CHANGELOG.md has the version', () => {
    expect(textOf('CHANGELOG.md')).toContain(`## ${packageAt('.').version}`);
  });
});

describe('the example', () => {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');

  for (const folder of foldersIn('examples')) {
    const cwd = join(repository, folder);
    afterAll(() => rmSync(join(cwd, 'dist'), { recursive: true, force: true }));

    test(`${folder} is current, compiles, and its tests pass`, async () => {
      const result = await generate({ cwd, out: '.', mode: 'check', trustManifest: false });
      // Packed packages are not committed here: the build makes them, and the workspace has them.
      const packed = /^vendor\/[^/]+\.tgz$/;
      const pending = result.changes.filter(
        ({ path, kind }) => !['unchanged', 'keep-user'].includes(kind) && !packed.test(path),
      );
      expect([pending, result.diagnostics]).toEqual([[], []]);
      expectDone(cwd, tsc, '-p', '.');
      expectDone(join(cwd, 'dist'), '--test');
      expect(textOf('examples/README.md')).toContain(`(${folder.split('/')[1]})`);
    });
  }
});

interface Package {
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function packageAt(path: string): Package {
  return JSON.parse(readFileSync(join(repository, path, 'package.json'), 'utf8'));
}

/** The plan of a contract that lies beside its project and has a constraint: it makes every file. */
async function planned(): Promise<GenerateResult> {
  const cwd = mkdtempSync(join(tmpdir(), 'microgen-plan-'));
  try {
    // What only some contracts need is there too: values that JSON has no form for, and streams.
    const contract = readFileSync(join(repository, 'examples/hello/idl.ts'), 'utf8');
    const more = '  since(at: Date): Promise<Date>;\n  watch(): AsyncIterable<string>;\n}\n';
    writeFileSync(join(cwd, 'contract.ts'), contract.replace(/\}\s*$/, more));
    return await generate({ cwd, out: 'out', idl: 'contract.ts', mode: 'dry-run' });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What is wrong with a link. */
function faultOf(from: string, link: string): string | undefined {
  if (link.startsWith('https://')) return URL.canParse(link) ? undefined : `${link} is no URL`;
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file)).replaceAll('\\', '/');
  if (!existsSync(join(repository, path))) return `${link} leads nowhere`;
  return anchor === undefined || anchorsOf(path).includes(anchor)
    ? undefined
    : `${link}: no such head`;
}

/** A flag as the table writes it. */
function written({ name, value, later }: Flag): string {
  if (later !== undefined) return `-${name}=false`;
  return value === undefined ? `-${name}` : `-${name} ${value}`;
}

/** Runs Node to its end, outside of this test run. */
function expectDone(cwd: string, ...args: readonly string[]): void {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const ran = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  if (ran.status === 0) return;
  throw new Error(`${args.join(' ')} ended with ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
}

/** The verb of a method without `@http`. */
function verbOf(name: string): string {
  const owner = service('Service', [method(name)]);
  return routeOf(owner, method(name), { prefix: '', declarations: new Map() }).verb;
}
