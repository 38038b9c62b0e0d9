import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareContracts } from '../src/ir/compare/compare.ts';
import { publishContract } from '../src/ir/published.ts';
import { declarationsByName, resolveType } from '../src/ir/resolve.ts';
import { compareMessages } from '../src/plan/pb/compare/compare.ts';
import { grpcPlan } from '../src/plan/pb/grpc-plan.ts';
import { parseTypeScript } from '../src/source/typescript/parse.ts';
import { type RunningApp, build, startApp } from './support/breaking/app.ts';
import { grpcCallsOf } from './support/breaking/grpc-calls.ts';
import { grpcClient } from './support/breaking/grpc-client.ts';
import { type GrpcTheatre, grpcComplaints } from './support/breaking/observe-grpc.ts';
import { Stage } from './support/breaking/stage.ts';
import { contractOf, rowId, table } from './support/breaking/table.ts';
import { freePort } from './support/project.ts';
import { linkModules } from './support/type-check.ts';

function read(side: 'before' | 'after') {
  const text = contractOf(side);
  const reader = { readText: () => text };
  const { contract } = parseTypeScript({ path: 'idl.ts', reader, services: [] });
  if (contract === undefined) throw new Error('the table is no contract');
  return { text, contract, published: publishContract(contract, { prefix: '', tools: true }) };
}

const [before, after] = [read('before'), read('after')];
const numbers = grpcPlan(before.contract, { name: 'table' }).numbered.lock;
const changes = compareContracts(
  before.published,
  after.published,
  compareMessages(
    { contract: before.contract, name: 'table', numbers },
    { contract: after.contract, name: 'table', numbers },
  ),
);

/** Rows with calls that gRPC can carry. */
const rows = table.flatMap((row, index) => {
  const id = rowId(index);
  const calls = grpcCallsOf(row);
  const own = changes.filter(({ subject }) => subject.startsWith(id));
  const isBreaking = own.some(({ verdicts }) => verdicts.grpc === 'breaking');
  return calls.length === 0 ? [] : [{ row: { ...row, calls }, id, name: row.name, isBreaking }];
});

let folder: string;
let apps: readonly RunningApp[] = [];
let theatre: GrpcTheatre;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-breaking-grpc-'));
  linkModules(folder);
  const flags = ['-protocols', 'http,grpc', '-import', 'table'];
  const old = build(join(folder, 'before'), { ...before, flags, hasSdks: false });
  const lock = 'pb/numbers.lock.json';
  mkdirSync(join(folder, 'after/pb'), { recursive: true });
  cpSync(join(folder, 'before', lock), join(folder, 'after', lock));
  const fresh = build(join(folder, 'after'), {
    ...after,
    flags: [...flags, '-force'],
    hasSdks: false,
  });
  const stages = [new Stage(old.contract), new Stage(fresh.contract)] as const;
  const addresses = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`] as const;
  const [one, other] = [
    await startApp(old, stages[0], { grpc: { address: addresses[0] } }),
    await startApp(fresh, stages[1], { grpc: { address: addresses[1] } }),
  ];
  apps = [one, other];
  theatre = {
    contract: before.contract,
    before: { client: grpcClient(before.contract, addresses[0]), stage: stages[0] },
    after: { client: grpcClient(before.contract, addresses[1]), stage: stages[1] },
    defaults: defaultsOf(),
  };
}, 300_000);

afterAll(async () => {
  for (const app of apps) await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What new requests have defaults for. */
function defaultsOf(): GrpcTheatre['defaults'] {
  const declarations = declarationsByName(after.contract);
  return new Map(
    after.contract.services.flatMap(({ name, methods }) =>
      methods.map((method) => {
        const type = resolveType(method.request, declarations);
        const fields = type.kind === 'object' ? type.fields : [];
        const filled = fields.filter((field) => field.default !== undefined);
        return [`${name}.${method.name}`, new Set(filled.map((field) => field.name))] as const;
      }),
    ),
  );
}

it('has far more than forty changes, of both verdicts', () => {
  expect(rows.filter(({ isBreaking }) => isBreaking).length).toBeGreaterThan(80);
  expect(rows.filter(({ isBreaking }) => !isBreaking).length).toBeGreaterThan(60);
});

describe.each(rows)('$name', ({ row, id, isBreaking }) => {
  it('does to an old client over gRPC what is said', async () => {
    const said = await grpcComplaints(theatre, row, id);
    expect(said).toHaveLength(isBreaking ? Math.max(1, said.length) : 0);
  });
});
