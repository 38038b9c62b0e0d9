import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edges, files, loadedWith, textOf } from './support/import-graph.ts';
import { kit } from './support/project.ts';

const packages = (loaded: ReadonlySet<string>) =>
  [...loaded].filter((name) => !name.endsWith('.ts') && !isBuiltin(name)).toSorted();

test('the graph is read as it is', () => {
  expect(edges).toContainEqual({ from: 'index.ts', to: 'service/service.ts', runtime: true });
  expect(edges).toContainEqual({ from: 'http/route.ts', to: 'http/query.ts', runtime: false });
  expect(edges).toContainEqual({ from: 'http/router.ts', to: 'find-my-way', runtime: true });
});

describe('each entry loads only what it needs', () => {
  test.each([
    ['index.ts', ['find-my-way', 'pino', 'prom-client']],
    ['http/index.ts', ['find-my-way']],
    ['grpc/index.ts', ['@grpc/grpc-js']],
    ['endpoint/index.ts', []],
    ['checks/index.ts', []],
    ['observability/index.ts', ['pino', 'prom-client']],
    ['resilience/index.ts', ['cockatiel']],
    ['protobuf/index.ts', []],
    ['testing/index.ts', []],
    ['codegen.ts', []],
    ['dev/main.ts', []],
  ])('%s', (entry, expected) => {
    expect(packages(loadedWith(entry))).toEqual(expected);
  });
});

test('the packages are those of package.json, and no more', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(kit, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies' | 'peerDependenciesMeta', object>;
  const used = new Set(
    edges.map(({ to }) => to).filter((to) => !to.endsWith('.ts') && !isBuiltin(to)),
  );
  const named = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  expect([...used].toSorted()).toEqual(named.toSorted());
  const optional = Object.keys(peerDependencies).map((name) => [name, { optional: true }]);
  expect(peerDependenciesMeta).toEqual(Object.fromEntries(optional));
});

test('the SDK base imports nothing from outside and uses nothing of Node', () => {
  const outside = edges.filter(({ from, to }) => from.startsWith('sdk/') && !to.startsWith('sdk/'));
  expect(outside).toEqual([]);
  for (const file of files.filter((name) => name.startsWith('sdk/'))) {
    expect(textOf(file)).not.toMatch(/\b(process|Buffer|require|node:|__dirname)\b/);
  }
});

test('process and console are the business of few', () => {
  const users = files.filter((file) => /(?<![-\w])(process|console)\.\w/.test(textOf(file)));
  expect(users).toEqual([
    'dev/compile.ts',
    'dev/main.ts',
    'dev/parent-watch.ts',
    'dev/service-process.ts',
    'endpoint/logging.ts',
    'observability/create-logger.ts',
    'service/run.ts',
    'service/service.ts',
  ]);
});

test('sources stay small', () => {
  expect(files.filter((file) => textOf(file).split('\n').length > 300)).toEqual([]);
});
