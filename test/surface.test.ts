import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../src/cli/exit-code.ts';
import { diffFlags, extendFlags, flags } from '../src/cli/flags.ts';
import { diffFailure, diffJson, diffSchema } from '../src/cli/print-diff-json.ts';
import { appendJson, extendFailure, extendSchema } from '../src/cli/print-extend-json.ts';
import { jsonFailure, jsonText, resultSchema } from '../src/cli/print-json.ts';
import { commandNames, helpText } from '../src/cli/program.ts';
import { catalogue } from '../src/diagnostics/catalogue.ts';
import { diagnose } from '../src/diagnostics/diagnostic.ts';
import { diff } from '../src/diff.ts';
import { rules } from '../src/ir/compare/rules.ts';
import { contractSchema } from '../src/ir/serial/write-contract.ts';
import { contractJsonPath } from '../src/plan/project-paths.ts';
import { manifestPath, manifestSchema } from '../src/project/manifest.ts';
import { resultOf } from '../src/project/result.ts';
import { fixtures } from './support/cases.ts';
import { exportsOf, repository } from './support/modules.ts';

// Literal pins: people and programs depend on these. A change here belongs into CHANGELOG.md, and what is
// taken away or means something else breaks somebody. The runtime's own pins are in kit/test.

const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

describe('the package', () => {
  it('exports these names', () => {
    expect(exportsOf('src/index.ts')).toEqual([
      'checkExtend',
      'diff',
      'extend',
      'generate',
      'microgenVersion',
      'type AppendPath',
      'type ChangeCode',
      'type ChangeReport',
      'type CheckResult',
      'type Diagnostic',
      'type DiffChange',
      'type DiffOutcome',
      'type DiffRequest',
      'type DiffResult',
      'type Drift',
      'type ExtendReport',
      'type ExtendRequest',
      'type GenerateRequest',
      'type GenerateResult',
      'type GivenOptions',
      'type Outcome',
      'type Position',
      'type Related',
      'type RunMode',
      'type Seam',
      'type Span',
      'type Surface',
      'type Target',
      'type Verdict',
      'type Verdicts',
    ]);
  });

  it('has these entries', () => {
    const { exports } = json(join(repository, 'package.json'));
    expect(Object.keys(exports as object)).toEqual(['.', './schemas/*', './package.json']);
  });

  it('has a runtime with these entries', () => {
    const { exports } = json(join(repository, 'kit/package.json'));
    expect(Object.keys(exports as object)).toEqual([
      '.',
      './endpoint',
      './checks',
      './http',
      './grpc',
      './forms',
      './wire',
      './protobuf',
      './testing',
      './observability',
      './resilience',
      './codegen',
      './package.json',
    ]);
  });

  it('gives these commands', () => {
    expect(json(join(repository, 'package.json'))['bin']).toEqual({ microgen: 'bin/microgen.js' });
    expect(json(join(repository, 'kit/package.json'))['bin']).toEqual({
      'kit-dev': './dist/dev/main.js',
    });
  });
});

describe('the command line', () => {
  it('has these flags', () => {
    expect(flags.map(({ name }) => name)).toEqual([
      'idl',
      'proto-path',
      'out',
      'import',
      'service',
      'protocols',
      'prefix',
      'docs',
      'tests',
      'skill',
      'openapi',
      'kit',
      'check',
      'breaking',
      'against',
      'dry-run',
      'diff',
      'force',
      'json',
      'quiet',
      'verbose',
      'no-color',
      'config',
      'model',
      'db',
    ]);
    for (const { name } of flags) expect(helpText()).toMatch(new RegExp(`^  -${name}\\b`, 'm'));
  });

  it('has these flags of extend', () => {
    const names = extendFlags.map(({ name }) => name);
    expect(names).toEqual([
      'check',
      'append-service',
      'append-method',
      'append-middleware',
      'append-model',
      'idl',
      'proto-path',
      'out',
      'dry-run',
      'diff',
      'json',
      'quiet',
      'verbose',
      'no-color',
    ]);
    for (const name of names) expect(helpText('extend')).toMatch(new RegExp(`^  -${name}\\b`, 'm'));
  });

  it('has these flags of diff', () => {
    const names = diffFlags.map(({ name }) => name);
    expect(names).toEqual(['idl', 'proto-path', 'against', 'out', 'json', 'quiet', 'no-color']);
    for (const name of names) expect(helpText('diff')).toMatch(new RegExp(`^  -${name}\\b`, 'm'));
  });

  it('has these commands', () => {
    expect(commandNames).toEqual(['generate', 'extend', 'diff', 'version', 'help']);
    for (const command of commandNames) {
      expect(helpText()).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('has these exit codes', () => {
    expect(exitCodes).toEqual({ done: 0, failed: 1, pending: 2, usage: 64, bug: 70 });
  });

  it('has this JSON, whether it ran or not', () => {
    const keys = [
      'schemaVersion',
      'ok',
      'exitCode',
      'outcome',
      'wrote',
      'changes',
      'counts',
      'diagnostics',
      'ms',
      'next',
    ];
    const result = resultOf({ started: 0, mode: 'write', diagnostics: [] });
    const failure = jsonFailure(diagnose('usage', { message: 'a', help: 'b' }), 64);
    expect([resultSchema, extendSchema]).toEqual(['microgen.result.v1', 'microgen.extend.v1']);
    for (const document of [
      appendJson(result, 0),
      extendFailure(diagnose('usage', { message: 'a', help: 'b' }), 64),
    ]) {
      expect(Object.keys(JSON.parse(document) as object).toSorted()).toEqual(keys.toSorted());
    }
    expect(Object.keys(JSON.parse(jsonText(result, 0)) as object).toSorted()).toEqual(
      keys.toSorted(),
    );
    expect(Object.keys(JSON.parse(failure) as object).toSorted()).toEqual(keys.toSorted());
    expect(Object.keys(result.counts)).toEqual([
      'create',
      'update',
      'unchanged',
      'keep-user',
      'merge',
      'insert',
      'remove',
      'conflict',
    ]);
  });
});

describe('a comparison of contracts', () => {
  it('has this JSON, whether it ran or not', async () => {
    const cwd = join(fixtures, 'hello/input');
    const result = await diff({ cwd, out: '.', idl: 'idl.ts', against: 'idl.ts' });
    const documents = [
      diffJson(result, 0),
      diffFailure(diagnose('usage', { message: 'a', help: 'b' }), 64),
    ];
    expect(diffSchema).toBe('microgen.diff.v1');
    for (const document of documents) {
      expect(Object.keys(JSON.parse(document) as object)).toEqual([
        'schemaVersion',
        'ok',
        'exitCode',
        'outcome',
        'base',
        'next',
        'changes',
        'counts',
        'diagnostics',
        'ms',
      ]);
    }
  });

  it('has these codes, which are never reused', () => {
    expect(Object.keys(rules)).toEqual([
      'service-added',
      'service-removed',
      'service-renamed',
      'method-added',
      'method-removed',
      'method-renamed',
      'method-moved',
      'prefix-changed',
      'base-path-changed',
      'route-changed',
      'route-added',
      'route-removed',
      'mapping-changed',
      'path-field-renamed',
      'field-moved',
      'body-added',
      'kind-changed',
      'call-changed',
      'parameter-renamed',
      'parameters-reordered',
      'result-added',
      'result-removed',
      'error-added',
      'error-removed',
      'scope-added',
      'scope-removed',
      'timeout-changed',
      'tool-added',
      'tool-removed',
      'tool-renamed',
      'grpc-removed',
      'grpc-package-changed',
      'grpc-number-changed',
      'deprecated',
      'type-renamed',
      'type-removed',
      'required-field-added',
      'optional-field-added',
      'required-field-removed',
      'optional-field-removed',
      'field-made-required',
      'field-made-optional',
      'default-added',
      'default-changed',
      'default-removed',
      'nullable-added',
      'nullable-removed',
      'type-widened',
      'type-narrowed',
      'type-changed',
      'form-changed',
      'enum-value-added',
      'enum-value-removed',
      'enum-member-renamed',
      'enum-opened',
      'enum-closed',
      'variant-added',
      'variant-removed',
      'discriminator-changed',
      'index-added',
      'index-removed',
      'list-made-readonly',
      'list-made-writable',
      'constraint-tightened',
      'constraint-loosened',
      'constraint-changed',
      'format-changed',
    ]);
  });

  it('has this baseline', () => {
    const document = json(join(fixtures, 'hello/output/.microgen/contract.json'));
    expect([contractJsonPath, contractSchema]).toEqual([
      '.microgen/contract.json',
      'microgen.contract.v1',
    ]);
    expect(Object.keys(document)).toEqual([
      'schemaVersion',
      'source',
      'file',
      'services',
      'declarations',
    ]);
  });
});

describe('diagnostics', () => {
  it('have these codes, which are never reused', () => {
    expect(Object.keys(catalogue).toSorted()).toEqual([
      'ambiguous-union',
      'bad-tag-value',
      'baseline-broken',
      'baseline-missing',
      'baseline-not-found',
      'baseline-too-new',
      'became-modules',
      'bidi-needs-grpc',
      'bidi-route-unused',
      'breaking-change',
      'changed-meanwhile',
      'class-file-broken',
      'class-not-found',
      'constraint-misfit',
      'contract-differs',
      'contract-in-the-way',
      'contract-not-combined',
      'declaration-differs',
      'declaration-not-exported',
      'diff-no-contract',
      'duplicate-message',
      'duplicate-route',
      'duplicate-service',
      'duplicate-tool',
      'edited-by-hand',
      'endless-type',
      'git-missing',
      'git-no-file',
      'git-no-repository',
      'git-not-a-commit',
      'git-unknown-ref',
      'idl-extension',
      'idl-is-folder',
      'idl-not-found',
      'idl-required',
      'interface-not-found',
      'internal-error',
      'invalid-kit',
      'invalid-package-name',
      'invalid-prefix',
      'invalid-proto-path',
      'invalid-protocols',
      'journal-broken',
      'left-alone',
      'link-leaves-project',
      'manifest-broken',
      'manifest-changed',
      'manifest-edited',
      'manifest-too-new',
      'method-not-written',
      'middleware-present',
      'middleware-unknown',
      'misplaced-tag',
      'models-not-enabled',
      'more-breaking-changes',
      'near-miss-service',
      'new-option',
      'no-service',
      'not-a-project',
      'not-a-service',
      'not-carriable',
      'not-generated',
      'not-utf8',
      'numbers-broken',
      'numbers-missing',
      'other-version',
      'out-not-a-folder',
      'out-not-writable',
      'package-type',
      'path-blocked',
      'path-parameter-type',
      'project-busy',
      'project-drift',
      'proto-bad-range',
      'proto-closed-enum',
      'proto-default',
      'proto-duplicate-name',
      'proto-duplicate-number',
      'proto-empty',
      'proto-enum-alias',
      'proto-enum-zero',
      'proto-extension',
      'proto-feature',
      'proto-group',
      'proto-http',
      'proto-http-left-out',
      'proto-http-taken',
      'proto-http-verb',
      'proto-import-cycle',
      'proto-import-misuse',
      'proto-json-name',
      'proto-label',
      'proto-map',
      'proto-missing-import',
      'proto-name-taken',
      'proto-naming-style',
      'proto-no-service',
      'proto-not-imported',
      'proto-not-visible',
      'proto-number-range',
      'proto-option-misuse',
      'proto-option-value',
      'proto-reserved',
      'proto-syntax',
      'proto-token',
      'proto-too-deep',
      'proto-undefined-type',
      'proto-unknown-option',
      'proto-unknown-syntax',
      'proto-wrong-kind',
      'query-becomes-post',
      'query-not-carriable',
      'read-failed',
      'recovery-failed',
      'recovery-refused',
      'run-recovered',
      'run-unfinished',
      'service-left-behind',
      'service-list-widened',
      'service-not-found',
      'service-unknown',
      'shared-file-broken',
      'source-changed',
      'stays-commonjs',
      'stream-needs-body',
      'stream-path-parameter',
      'syntax-error',
      'target-exists',
      'target-unknown',
      'tool-name-characters',
      'tool-name-too-long',
      'tsconfig-differs',
      'type-error',
      'undo-failed',
      'unknown-error-code',
      'unknown-format',
      'unknown-import',
      'unknown-path-parameter',
      'unknown-tag',
      'unknown-type',
      'unsupported-parameter',
      'untyped-value',
      'unusable-name',
      'usage',
      'value-misfit',
      'write-failed',
    ]);
  });
});

describe('the generated project', () => {
  const output = join(fixtures, 'hello/output');

  it('has this manifest', () => {
    const manifest = json(join(output, '.microgen/manifest.json'));
    expect([manifestPath, manifestSchema]).toEqual([
      '.microgen/manifest.json',
      'microgen.project.v1',
    ]);
    expect(Object.keys(manifest)).toEqual([
      'schemaVersion',
      'microgen',
      'source',
      'sources',
      'options',
      'services',
      'models',
      'middleware',
      'inputs',
      'artifacts',
      'seal',
    ]);
    expect(Object.keys(manifest['options'] as object)).toEqual([
      'name',
      'idl',
      'service',
      'protocols',
      'prefix',
      'docs',
      'tests',
      'skill',
      'openapi',
      'kit',
    ]);
    const artifacts = manifest['artifacts'] as readonly object[];
    const keys = new Set(artifacts.flatMap((artifact) => Object.keys(artifact)));
    expect([...keys].toSorted()).toEqual([
      'fingerprint',
      'owner',
      'path',
      'service',
      'sha256',
      'template',
      'values',
    ]);
  });

  it('has these files, owned by these', () => {
    const { artifacts } = json(join(output, '.microgen/manifest.json')) as {
      readonly artifacts: readonly { readonly path: string; readonly owner: string }[];
    };
    expect(artifacts.map(({ path, owner }) => `${owner} ${path}`)).toEqual([
      'user .dockerignore',
      'user .gitattributes',
      'user .gitignore',
      'generator .microgen/contract.json',
      'user .prettierignore',
      'generator AGENTS.md',
      'user Dockerfile',
      'user README.md',
      'generator client/helloservice/demo.ts',
      'user cmd/custom_routes.ts',
      'generator cmd/generated_routes.ts',
      'generator cmd/generated_runtime.ts',
      'generator cmd/generated_services.ts',
      'user cmd/main.ts',
      'generator docs/openapi.json',
      'generator docs/schema.json',
      'user endpoint/helloservice/custom_chain.ts',
      'generator endpoint/helloservice/endpoints.ts',
      'generator endpoint/helloservice/generated_chain.ts',
      'generator idl.ts',
      'shared package.json',
      'generator sdk/helloservicesdk/client.ts',
      'generator sdk/helloservicesdk/index.ts',
      'shared sdk/helloservicesdk/package.json',
      'generator sdk/helloservicesdk/runtime/api-error.ts',
      'generator sdk/helloservicesdk/runtime/call-clock.ts',
      'generator sdk/helloservicesdk/runtime/http-client.ts',
      'generator sdk/helloservicesdk/runtime/json.ts',
      'generator sdk/helloservicesdk/runtime/options.ts',
      'generator sdk/helloservicesdk/runtime/problem.ts',
      'generator sdk/helloservicesdk/runtime/response.ts',
      'generator sdk/helloservicesdk/runtime/url.ts',
      'generator sdk/helloservicesdk/tsconfig.json',
      'generator sdk/helloservicesdk/types.ts',
      'generator service/helloservice/generated_contract.ts',
      'user service/helloservice/service.ts',
      'generator skill/helloservice/tools.ts',
      'generator skill/skill.ts',
      'generator test/helloservice.test.ts',
      'generator transport/helloservice/generated_json.ts',
      'generator transport/helloservice/transport_http.ts',
      'user tsconfig.json',
    ]);
  });

  it('has these scripts', () => {
    const { scripts } = json(join(output, 'package.json'));
    expect(Object.keys(scripts as object)).toEqual([
      'dev',
      'build',
      'start',
      'test',
      'typecheck',
      'lint',
      'clean',
      'demo',
    ]);
  });
});
