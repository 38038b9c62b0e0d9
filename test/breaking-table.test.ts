import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractChange } from '../src/ir/compare/change.ts';
import type { Surface } from '../src/ir/compare/verdicts.ts';
import { type ChangeCode, rules } from '../src/ir/compare/rules.ts';
import { compareContracts } from '../src/ir/compare/compare.ts';
import { publishContract } from '../src/ir/published.ts';
import { parseTypeScript } from '../src/source/typescript/parse.ts';
import { type RunningApp, build, clientsFor, startApp } from './support/breaking/app.ts';
import { type Theatre, complaints } from './support/breaking/observe.ts';
import { Stage } from './support/breaking/stage.ts';
import { compile, userCode } from './support/breaking/source.ts';
import { contractOf, ownNames, rowId, rowText, table } from './support/breaking/table.ts';
import { type Tools, toolComplaint, toolsAt } from './support/breaking/tools.ts';
import { linkModules } from './support/type-check.ts';

/** What rows have verdicts for; those of gRPC have a test of their own. */
const surfaces = ['http', 'source', 'tools'] as const;

/** A side of the table as text and as data. */
function read(side: 'before' | 'after') {
  const text = contractOf(side);
  const reader = { readText: () => text };
  const { contract, diagnostics } = parseTypeScript({ path: 'idl.ts', reader, services: [] });
  if (contract === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { text, contract, published: publishContract(contract, { prefix: '', tools: true }) };
}

const [before, after] = [read('before'), read('after')];
const changes = compareContracts(before.published, after.published);

/** The worst of all verdicts on a surface, as a letter. */
function letter(found: readonly ContractChange[], surface: Surface): string {
  const verdicts = found.map((change) => change.verdicts[surface]);
  if (verdicts.includes('breaking')) return 'B';
  return verdicts.includes('safe') ? 's' : '-';
}

const rows = table.map((row, index) => {
  const id = rowId(index);
  return {
    row,
    id,
    name: row.name,
    found: changes.filter(({ subject }) => subject.startsWith(id)),
  };
});

let folder: string;
let apps: readonly RunningApp[] = [];
let theatre: Theatre;
let compiled: ReadonlyMap<string, string>;
let tools: { readonly before: Tools; readonly after: Tools };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-breaking-'));
  linkModules(folder);
  const old = build(join(folder, 'before'), before);
  const fresh = build(join(folder, 'after'), after);
  const user = new Map(
    rows.map(({ row, id }) => {
      const { services } = before.contract;
      const text = rowText(row, 'before', id);
      const code = ownNames(row, row.code ?? '', id);
      return [id, userCode(row, { id, text, code, services })];
    }),
  );
  const faults = [...compile(old.folder, user).values()];
  if (faults.length > 0) throw new Error(faults.join(''));
  compiled = compile(fresh.folder, user);
  const stages = [new Stage(old.contract), new Stage(fresh.contract)] as const;
  const [one, other] = [await startApp(old, stages[0]), await startApp(fresh, stages[1])];
  apps = [one, other];
  tools = { before: await toolsAt(one.url), after: await toolsAt(other.url) };
  theatre = {
    contract: old.contract,
    routes: new Map(
      before.published.methods.map(({ service, method, route }) => [
        `${service.name}.${method.name}`,
        route,
      ]),
    ),
    before: { url: one.url, clients: await clientsFor(old, one.url), stage: stages[0] },
    after: { url: other.url, clients: await clientsFor(old, other.url), stage: stages[1] },
  };
});

afterAll(async () => {
  for (const app of apps) await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the table', () => {
  it('has at least 60 changes, each of its own name', () => {
    expect(table.length).toBeGreaterThanOrEqual(60);
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
  });

  it('has a change of every code that one contract can be given', () => {
    const seen = new Set(changes.map(({ code }) => code));
    const unseen = Object.keys(rules).filter((code) => !seen.has(code as ChangeCode));
    const others = ['grpc-removed', 'grpc-package-changed', 'grpc-number-changed'];
    expect(unseen).toEqual([
      'prefix-changed',
      // Only a `.proto` has several routes of one method, and parts of a message in different places.
      'route-added',
      'route-removed',
      'mapping-changed',
      'body-added',
      ...others,
      'enum-opened',
      'enum-closed',
    ]);
  });

  it('leaves no change to a row unsaid', () => {
    expect(changes.filter(({ subject }) => !/^R\d{3}/.test(subject))).toEqual([]);
  });
});

describe.each(rows)('$name', ({ row, id, found }) => {
  it('is judged so', () => {
    expect(surfaces.map((surface) => letter(found, surface)).join('')).toBe(row.verdicts);
  });

  it('does so to an old client of the new service', async () => {
    const said = await complaints(theatre, row, id);
    expect(said).toHaveLength(letter(found, 'http') === 'B' ? Math.max(1, said.length) : 0);
  });

  it('does so to old code on the new SDK', () => {
    const breaks = letter(found, 'source') === 'B';
    expect(compiled.get(id) ?? '').toMatch(breaks ? /error TS/ : /^$/);
  });

  // Schemas do not show scopes.
  it.skipIf(found.some(({ code }) => code === 'scope-added'))('does so to an old tool', () => {
    const said = row.calls.flatMap((call) => {
      const name = `${id}${call.service ?? 'Svc'}.${call.method ?? 'm'}`;
      const entry = before.published.methods.find(
        ({ service, method }) => `${service.name}.${method.name}` === name,
      );
      return entry === undefined ? [] : (toolComplaint(entry, call, tools) ?? []);
    });
    expect(said).toHaveLength(letter(found, 'tools') === 'B' ? Math.max(1, said.length) : 0);
  });
});
