import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carriedPlace, carriedText } from '../src/plan/carried.ts';
import { loadAssets } from '../src/project/assets.ts';
import { filesBelow, type Module, modulesBelow, repository } from './support/modules.ts';

const src = modulesBelow('src');
const kit = modulesBelow('kit/src');
const swaggerUi = modulesBelow('swagger-ui/src');

/** `src/plan/codec/x.ts` -> `plan`; a file right in the folder is its own layer. */
function layerOf(path: string, root: string): string {
  const [layer = '', ...rest] = posix.relative(root, path).split('/');
  return rest.length === 0 ? layer : layer;
}

/** The imports of each module that leave its layer for one that it may not know. */
function trespasses(
  modules: readonly Module[],
  root: string,
  allowed: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return modules.flatMap(({ path, imports }) => {
    const layer = layerOf(path, root);
    const known = allowed[layer];
    if (known === undefined) return [`${path}: nothing says what ${layer} may import`];
    return imports.flatMap(({ target, typeOnly }) => {
      if (target === undefined) return [];
      const other = target.startsWith(`${root}/`) ? layerOf(target, root) : target;
      const may =
        other === layer ||
        known.includes(other) ||
        known.includes(target) ||
        (typeOnly && known.includes(`type ${other}`));
      return may ? [] : [`${path} -> ${target}`];
    });
  });
}

/** A path of imports that ends where it began; `undefined` when there is none. */
function cycleIn(modules: readonly Module[]): readonly string[] | undefined {
  const targets = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, typeOnly }) => (target === undefined || typeOnly ? [] : [target])),
    ]),
  );
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of targets.get(path) ?? []) {
      const found = walk(next, [...trail, path]);
      if (found !== undefined) return found;
    }
    done.add(path);
    return undefined;
  };
  return modules.map(({ path }) => walk(path, [])).find((found) => found !== undefined);
}

describe('src', () => {
  // The runtime's own writer of bytes, which stands on nothing.
  const wire = [
    'kit/src/protobuf/long.ts',
    'kit/src/protobuf/wire-type.ts',
    'kit/src/protobuf/writer.ts',
  ];
  const stages = ['diagnostics', 'ir', 'plan', 'project', 'render', 'source', 'text'];
  const layers: Readonly<Record<string, readonly string[]>> = {
    text: [],
    diagnostics: ['text'],
    ir: ['diagnostics', 'text'],
    source: ['ir', 'diagnostics', 'text', ...wire],
    plan: [
      'ir',
      'diagnostics',
      'text',
      'kit/src/codegen.ts',
      'type kit/src/forms/forms.ts',
      ...wire,
    ],
    render: ['type plan', 'diagnostics', 'text'],
    // The names of middleware, and paths, are data that the manifest, the help and the plan share.
    project: [
      'type plan',
      'src/plan/middleware.ts',
      'src/plan/project-paths.ts',
      'diagnostics',
      'text',
    ],
    edit: ['text'],
    'user-files': ['edit', ...stages],
    pipeline: ['user-files', ...stages],
    extend: ['edit', 'user-files', 'pipeline', ...stages],
    'generate.ts': ['pipeline', ...stages],
    'extend.ts': ['extend', 'pipeline', ...stages],
    'diff.ts': ['pipeline', ...stages],
    'index.ts': ['generate.ts', 'extend.ts', 'extend', 'diff.ts', ...stages],
    cli: [
      'generate.ts',
      'extend.ts',
      'extend',
      'diff.ts',
      'src/plan/middleware.ts',
      'diagnostics',
      'text',
      'project',
    ],
  };

  it('has only the folders whose place is known', () => {
    expect([...new Set(src.map(({ path }) => layerOf(path, 'src')))].toSorted()).toEqual(
      Object.keys(layers).toSorted(),
    );
  });

  it('is imported in one direction', () => {
    expect(trespasses(src, 'src', layers)).toEqual([]);
  });

  it('has front ends that do not know each other', () => {
    const strays = src.flatMap(({ path, imports }) => {
      const own = /^src\/source\/(\w+)\//.exec(path)?.[1];
      return imports.flatMap(({ target = '' }) => {
        const other = /^src\/source\/(\w+)\//.exec(target)?.[1];
        return own === undefined || other === undefined || own === other
          ? []
          : [`${path} -> ${target}`];
      });
    });
    expect(strays).toEqual([]);
  });

  it('takes from the command line and to the terminal in one folder', () => {
    const users = src.filter(({ globals }) => globals.has('process') || globals.has('console'));
    const paths = users.map(({ path }) => path).filter((path) => !path.startsWith('src/cli/'));
    // The number of the process tells whether the run that holds a lock is alive.
    expect(paths).toEqual(['src/project/apply/lock.ts']);
  });

  it('writes files in one place', () => {
    const readers = src.filter(({ imports }) =>
      imports.some(({ specifier }) => specifier === 'node:fs'),
    );
    expect(
      readers.map(({ path }) => path).filter((path) => !path.startsWith('src/project/')),
    ).toEqual([]);
    const writers = readers.filter(({ text }) =>
      /\b(?:write|rename|unlink|rm|mkdir|append|copy|chmod)\w*Sync\b/.test(text),
    );
    expect(writers.map(({ path }) => path)).toEqual(['src/project/disk.ts']);
  });

  it('spells the paths of generated files in one place', () => {
    const home = 'src/plan/project-paths.ts';
    // Its paths are the runtime's own.
    const carried = 'src/plan/carried.ts';
    const spelled =
      /(['`])[^'`\n]*\b(?:service|endpoint|transport|client|cmd|sdk|skill|docs|vendor|test)\/[^'`\n]*\.(?:ts|js|json)\1|'idl\.ts'|['`]\.microgen\b/;
    const codeOf = (text: string): string =>
      text.replace(/\/\*\*[\s\S]*?\*\/|\/\/.*|^import .*$/gm, '');
    const others = src.filter(
      ({ path, text }) => path !== home && path !== carried && spelled.test(codeOf(text)),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('runs no other program than git, and asks no network', () => {
    const imports = src.flatMap(({ path, imports: all }) =>
      all.map(({ specifier }) => `${specifier} in ${path}`),
    );
    expect(
      imports.filter((name) =>
        /^node:(?:child_process|https?|net|tls|dns|worker_threads) /.test(name),
      ),
    ).toEqual(['node:child_process in src/project/git-file.ts']);
    expect(src.filter(({ text }) => /\bfetch\(/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('parses TypeScript in a known few places, and asks the checker in one', () => {
    const home = 'src/source/typescript/';
    const others = src.filter(({ path }) => !path.startsWith(home));
    const parsers = others.filter(({ imports }) =>
      imports.some(({ specifier }) => specifier === '#typescript'),
    );
    expect(parsers.map(({ path }) => path).filter((path) => !path.startsWith('src/edit/'))).toEqual(
      ['src/project/fingerprint-typescript.ts', 'src/render/syntax.ts'],
    );
    const checkers = others.filter(({ text }) =>
      /\b(?:ts\.createProgram|TypeChecker)\b/.test(text),
    );
    expect(checkers.map(({ path }) => path)).toEqual([]);
  });

  it('uses a known few packages, which the build puts into the bundle', () => {
    const manifest = readFileSync(join(repository, 'package.json'), 'utf8');
    const { dependencies = {}, devDependencies } = JSON.parse(manifest) as Record<string, object>;
    const names = src
      .flatMap(({ imports }) => imports.map(({ specifier }) => specifier))
      .filter((name) => /^[a-z@]/.test(name) && !name.startsWith('node:'));
    const packages = [...new Set(names.map((name) => name.split('/')[0] ?? ''))].toSorted();
    expect(packages).toEqual(['commander', 'diff', 'handlebars', 'picocolors']);
    expect(Object.keys(devDependencies ?? {})).toEqual(expect.arrayContaining(packages));
    expect(dependencies).toEqual({});
  });

  it('has a pipeline that reads as a table of contents', () => {
    const generate = src.find(({ path }) => path === 'src/generate.ts');
    expect(generate?.text.split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe('kit', () => {
  const values = [
    'address.ts',
    'collected-metric.ts',
    'logger.ts',
    'request-metrics.ts',
    'service-server.ts',
  ];
  const layers: Readonly<Record<string, readonly string[]>> = {
    'codegen.ts': [],
    'collected-metric.ts': [],
    'logger.ts': [],
    'address.ts': [],
    'request-metrics.ts': ['collected-metric.ts'],
    'service-server.ts': values,
    'timestamp.ts': [],
    errors: [],
    sdk: [],
    wire: ['sdk'],
    context: ['errors', ...values],
    checks: ['errors', 'sdk'],
    forms: ['errors', 'protobuf'],
    protobuf: ['errors', 'checks', 'sdk', 'timestamp.ts'],
    observability: ['context', 'type endpoint', ...values],
    endpoint: ['errors', 'context', 'checks', ...values],
    http: ['errors', 'context', 'endpoint', 'checks', 'sdk', ...values],
    grpc: ['errors', 'context', 'endpoint', 'sdk', 'protobuf', ...values],
    resilience: ['errors', 'context', 'endpoint'],
    service: ['errors', 'context', 'endpoint', 'http', 'observability', 'checks', ...values],
    'index.ts': [
      'errors',
      'context',
      'endpoint',
      'http',
      'observability',
      'service',
      'timestamp.ts',
      ...values,
    ],
    dev: [],
    testing: ['checks', 'type http'],
  };

  it('is imported in one direction', () => {
    expect(trespasses(kit, 'kit/src', layers)).toEqual([]);
  });

  it('knows nothing of the generator', () => {
    expect(
      kit.flatMap(({ path, imports }) =>
        imports.filter(({ target }) => target?.startsWith('kit/src/') === false).map(() => path),
      ),
    ).toEqual([]);
  });

  it("keeps heavy packages out of http and the generated code's checks", () => {
    const outside = (folder: string): readonly string[] =>
      kit
        .filter(({ path }) => path.startsWith(`kit/src/${folder}/`))
        .flatMap(({ imports }) => imports.map(({ specifier }) => specifier))
        .filter((name) => !/^(?:\.|node:)/.test(name));
    expect(outside('http')).toEqual(['find-my-way']);
    expect([...new Set(outside('grpc'))]).toEqual(['@grpc/grpc-js']);
    expect(outside('checks')).toEqual([]);
    expect(outside('protobuf')).toEqual([]);
    expect(outside('forms')).toEqual([]);
    expect(outside('endpoint')).toEqual([]);
    expect(outside('errors')).toEqual([]);
  });

  it('has an SDK base that stands alone: SDKs carry its sources', () => {
    const base = kit.filter(({ path }) => path.startsWith('kit/src/sdk/'));
    expect(base.length).toBeGreaterThan(0);
    const outside = base.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target?.startsWith('kit/src/sdk/') !== true)
        .map(({ specifier }) => `${path} -> ${specifier}`),
    );
    expect(outside).toEqual([]);
  });

  it('is carried by SDKs line by line, but for where imports lead', async () => {
    const { sdkSources } = await loadAssets();
    const places = new Map(kit.map((module) => [carriedPlace(kitPath(module.path)), module]));
    expect(places.size).toBe(kit.length);
    for (const [place, { text, imports }] of Object.entries(sdkSources)) {
      const module = places.get(place);
      const own = module?.imports.flatMap(({ target }) => (target === undefined ? [] : [target]));
      expect([place, imports]).toEqual([place, own?.map((path) => carriedPlace(kitPath(path)))]);
      expect([place, text]).toEqual([
        place,
        carriedText(kitPath(module?.path ?? ''), module?.text ?? ''),
      ]);
    }
    const base = filesBelow('kit/src/sdk').map((path) => carriedPlace(kitPath(path)));
    expect(Object.keys(sdkSources)).toEqual(expect.arrayContaining([...base]));
  });

  it('is in the SDKs of the fixtures, every file of its SDK base in some', async () => {
    const { sdkSources } = await loadAssets();
    const carried = filesBelow('fixtures').flatMap((path) => {
      const place = /\/output\/sdk\/[^/]+\/runtime\/(.+\.ts)$/.exec(path)?.[1];
      return place === undefined ? [] : [{ path, place }];
    });
    const base = filesBelow('kit/src/sdk').map((path) => carriedPlace(kitPath(path)));
    expect(carried.map(({ place }) => place)).toEqual(expect.arrayContaining([...base]));
    for (const { path, place } of carried) {
      const [header, ...lines] = readFileSync(join(repository, path), 'utf8').split('\n');
      expect(header).toMatch(/^\/\/ @generated by microgen from \S+\. DO NOT EDIT\.$/);
      expect([path, lines.join('\n')]).toEqual([path, sdkSources[place]?.text]);
    }
  });
});

/** A file of the runtime, from its `src/`. */
function kitPath(path: string): string {
  return posix.relative('kit/src', path);
}

describe('swagger-ui', () => {
  it('stands on Node alone', () => {
    const outside = swaggerUi.flatMap(({ imports }) => imports.map(({ specifier }) => specifier));
    expect(outside.filter((name) => !/^(?:\.\/|node:)/.test(name))).toEqual([]);
  });
});

describe('every module', () => {
  const all = [...src, ...kit, ...swaggerUi];
  const entries = [
    'kit/src/checks/index.ts',
    'kit/src/endpoint/index.ts',
    'kit/src/forms/index.ts',
    'kit/src/grpc/index.ts',
    'kit/src/http/index.ts',
    'kit/src/index.ts',
    'kit/src/observability/index.ts',
    'kit/src/protobuf/index.ts',
    'kit/src/resilience/index.ts',
    'kit/src/testing/index.ts',
    'kit/src/wire/index.ts',
    'src/index.ts',
    'swagger-ui/src/index.ts',
  ];

  it('is in no cycle of imports', () => {
    expect(cycleIn(src)).toBeUndefined();
    expect(cycleIn(kit)).toBeUndefined();
    expect(cycleIn(swaggerUi)).toBeUndefined();
  });

  it('has no default export', () => {
    expect(all.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('re-exports only as an entry of its package', () => {
    const barrels = all.filter(({ imports }) => imports.some(({ reexport }) => reexport));
    expect(barrels.map(({ path }) => path).filter((path) => !entries.includes(path))).toEqual([]);
  });

  it('is named in kebab-case', () => {
    expect(
      all
        .map(({ path }) => path)
        .filter((path) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(posix.basename(path))),
    ).toEqual([]);
  });

  it('imports files by their full name', () => {
    const short = all.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target?.endsWith('.ts') === false)
        .map(({ specifier }) => `${path}: ${specifier}`),
    );
    expect(short).toEqual([]);
  });

  it('names no file of a machine', () => {
    expect(
      all.filter(({ text }) => /\/(?:home|work|Users|root)\/\w/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('templates', () => {
  const templates = filesBelow('templates').map((path) => ({
    path,
    lines: readFileSync(join(repository, path), 'utf8').trimEnd().split('\n'),
  }));
  const views = new Set(
    src.flatMap(({ path, text }) =>
      [...text.matchAll(/export interface (\w+View)\b/g)].map(([, name]) => `${name} (${path})`),
    ),
  );

  it('name their view in the first line, and it is there', () => {
    const wrong = templates.filter(({ lines: [first = ''] }) => {
      const view = /^\{\{!-- view: (\w+(?: \([\w./-]+\))?) --\}\}$/.exec(first)?.[1];
      return view === undefined || (view !== 'Empty' && !views.has(view));
    });
    expect(wrong.map(({ path, lines }) => `${path}: ${lines[0]}`)).toEqual([]);
  });

  it('have at most 80 lines', () => {
    expect(templates.filter(({ lines }) => lines.length > 80).map(({ path }) => path)).toEqual([]);
  });

  it('are each used, and each that is used is there', () => {
    const text = src.map((module) => module.text).join('\n');
    const project =
      /^templates\/project\/(?:tsconfig|dockerfile|dockerignore|gitignore|gitattributes|prettierignore)\.hbs$/;
    const included = templates.flatMap(({ lines }) =>
      [...lines.join('\n').matchAll(/\{\{> ([\w-]+)\}\}/g)].map(([, name]) => `partials/${name}`),
    );
    const isUsed = (name: string) => included.includes(name) || text.includes(`'${name}'`);
    const unused = templates.filter(
      ({ path }) => !project.test(path) && !isUsed(path.slice('templates/'.length, -'.hbs'.length)),
    );
    expect(unused.map(({ path }) => path)).toEqual([]);
  });
});
