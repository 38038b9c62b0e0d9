import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractCodes } from '../src/diagnostics/codes/contract.ts';
import { protoCodes } from '../src/diagnostics/codes/proto.ts';
import { typescriptCodes } from '../src/diagnostics/codes/typescript.ts';
import { type Diagnostic, hasErrors, sortDiagnostics } from '../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../src/diagnostics/format.ts';
import { checkContract } from '../src/ir/check.ts';
import { grpcPlan } from '../src/plan/pb/grpc-plan.ts';
import { nameClashes } from '../src/plan/pb/name-clashes.ts';
import type { SourceReader, SourceResult } from '../src/source/source.ts';
import { readProto } from '../src/source/proto/read.ts';
import { loadShipped } from '../src/source/proto/shipped.ts';
import { parseTypeScript } from '../src/source/typescript/parse.ts';
import { checkExports } from '../src/source/unexported.ts';

/** `case.json` of a fixture: all of it has defaults. */
interface Case {
  readonly path?: string;
  /** Where imports of a `.proto` are. */
  readonly roots?: readonly string[];
  readonly services?: readonly string[];
  readonly prefix?: string;
  readonly tools?: boolean;
  /** Whether gRPC is spoken. */
  readonly grpc?: boolean;
  /** Whether the contract is the project's own `idl.ts`. */
  readonly ownsIdl?: boolean;
}

const ROOT = join(import.meta.dirname, '../fixtures');
const PREFIX = 'diagnostics-';
const cases = readdirSync(ROOT).filter((name) => name.startsWith(PREFIX));

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function readerOf(folder: string): SourceReader {
  return {
    readText: (path) => {
      const file = join(folder, path);
      return isFile(file) ? readFileSync(file, 'utf8') : undefined;
    },
    isFolder: (path) => existsSync(join(folder, path)) && !isFile(join(folder, path)),
  };
}

function optionsOf(name: string): Case {
  const file = join(ROOT, name, 'case.json');
  return (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Case;
}

/** What the front end of the contract's language makes of a fixture. */
function read(name: string): SourceResult {
  const { path = 'idl.ts', roots = [], services = [] } = optionsOf(name);
  const reader = readerOf(join(ROOT, name, 'input'));
  return path.endsWith('.proto')
    ? readProto({ path, reader, roots, services, shipped: loadShipped() })
    : parseTypeScript({ path, reader, services });
}

function clashesIn({ contract }: SourceResult): readonly Diagnostic[] {
  if (contract === undefined) return [];
  return nameClashes(grpcPlan(contract, { name: 'fixture' }).schema, contract);
}

/** Everything that is said about a fixture: by the front end, then about the contract as a whole. */
function diagnosticsOf(name: string): { found: readonly Diagnostic[]; text: string } {
  const { prefix = '', tools = false, grpc = false, ownsIdl = false } = optionsOf(name);
  const options = { prefix, tools, bidirectional: grpc };
  const result = read(name);
  const found = sortDiagnostics([
    ...result.diagnostics,
    ...(result.contract === undefined ? [] : checkContract(result.contract, options)),
    ...(grpc ? clashesIn(result) : []),
    ...(ownsIdl ? checkExports(result) : []),
  ]);
  const texts = new Map(result.files.map((one) => [one.path, one.text]));
  const source = (of: string): string | undefined => texts.get(of);
  return { found, text: found.map((one) => `${formatDiagnostic(one, { source })}\n`).join('\n') };
}

/** The output that is wanted; `UPDATE_GOLDEN=1` writes it instead, but never where nobody looks. */
function golden(path: string, actual: string): string {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    if (process.env['CI'] !== undefined) throw new Error('goldens are never updated in CI');
    writeFileSync(path, actual);
  }
  return readFileSync(path, 'utf8');
}

describe('fixtures', () => {
  test.each(cases)('%s', (name) => {
    const { text } = diagnosticsOf(name);
    expect(text).toBe(golden(join(ROOT, name, 'diagnostics.txt'), text));
  });

  test.each(cases)('%s says the same twice', (name) => {
    expect(diagnosticsOf(name).text).toBe(diagnosticsOf(name).text);
  });
});

describe('the catalogue', () => {
  const said = new Map(cases.map((name) => [name, diagnosticsOf(name).found]));

  test.each(Object.keys({ ...contractCodes, ...protoCodes, ...typescriptCodes }))(
    '%s has a fixture',
    (code) => {
      const own = said.get(PREFIX + code) ?? [];
      expect(own.map((diagnostic) => diagnostic.code)).toContain(code);
    },
  );

  test('no error comes with a contract', () => {
    for (const name of cases) {
      const { contract, diagnostics } = read(name);
      expect(contract === undefined).toBe(hasErrors(diagnostics));
    }
  });
});
