import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, readTree } from './support/cases.ts';
import { repository } from './support/modules.ts';
import { must, run } from './support/project.ts';

let base: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'microgen-package-'));
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the package', () => {
  let prefix: string;
  let command: string;

  beforeAll(() => {
    const packed = join(base, 'packed');
    mkdirSync(packed);
    must(repository, 'npm', 'pack', '--ignore-scripts', '--pack-destination', packed);
    const [tarball = ''] = readdirSync(packed);
    prefix = join(base, 'prefix');
    mkdirSync(prefix);
    must(
      base,
      'npm',
      'install',
      '--global',
      '--prefix',
      prefix,
      join(packed, tarball),
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    );
    command =
      process.platform === 'win32' ? join(prefix, 'microgen.cmd') : join(prefix, 'bin/microgen');
  });

  it('gives the microgen command', () => {
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(run(base, command, 'version')).toMatchObject({
      status: 0,
      stdout: `microgen ${version}\n`,
    });
    expect(run(base, command, 'help').stdout).toContain('-idl PATH');
  });

  it('generates what the repository generates', () => {
    const folder = join(base, 'hello');
    cpSync(join(fixtures, 'hello/input'), join(folder, 'input'), { recursive: true });
    const flags = ['-idl', 'input/idl.ts', '-out', 'output', '-import', 'hello', '-kit', '0.1.0'];
    expect(run(folder, command, ...flags)).toMatchObject({ status: 0 });
    expect(readTree(join(folder, 'output'))).toEqual(readTree(join(fixtures, 'hello/output')));
  });

  it("carries the runtime: a project of its own installs offline from the registry's point of view", () => {
    const folder = join(base, 'vendored');
    cpSync(join(fixtures, 'hello/input'), folder, { recursive: true });
    must(folder, command, '-idl', 'idl.ts', '-out', '.');
    must(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
    must(folder, 'npm', 'run', 'typecheck');
    expect(readdirSync(join(folder, 'node_modules/@microgen'))).toEqual(['kit', 'swagger-ui']);
  });

  it('brings what only resilience needs where a project asks for it, and nowhere else', () => {
    const folder = join(base, 'vendored');
    writeFileSync(
      join(folder, 'resilience.mjs'),
      `import { bulkhead, circuitBreaker, rateLimit, retry } from '@microgen/kit/resilience';
for (const create of [bulkhead, circuitBreaker, rateLimit, retry]) console.log(typeof create());
`,
    );
    const modules = join(folder, 'node_modules');
    expect(readdirSync(modules)).not.toContain('cockatiel');
    const without = run(folder, process.execPath, 'resilience.mjs');
    expect(without.status).toBe(1);
    expect(without.output).toContain("Cannot find package 'cockatiel'");
    must(
      folder,
      'npm',
      'install',
      'cockatiel@^3.2.1',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    );
    expect(readdirSync(modules)).toContain('cockatiel');
    expect(must(folder, process.execPath, 'resilience.mjs')).toBe('function\n'.repeat(4));
  });

  it('brings what only gRPC needs where a project asks for it, and nowhere else', () => {
    const folder = join(base, 'vendored');
    writeFileSync(
      join(folder, 'grpc.mjs'),
      `import { GrpcServer } from '@microgen/kit/grpc';
const server = new GrpcServer();
const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
await server.drain();
console.log(port > 0);
`,
    );
    const modules = join(folder, 'node_modules');
    const foreign = () => readdirSync(modules).filter((name) => /grpc|protobuf/.test(name));
    expect(foreign()).toEqual([]);
    const without = run(folder, process.execPath, 'grpc.mjs');
    expect(without.status).toBe(1);
    expect(without.output).toContain("Cannot find package '@grpc/grpc-js'");
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    must(folder, 'npm', 'install', '@grpc/grpc-js@^1.14.7', ...flags);
    expect(foreign()).toContain('@grpc');
    expect(must(folder, process.execPath, 'grpc.mjs')).toBe('true\n');
  });

  it('holds what it needs and nothing of the workshop', () => {
    const root = join(prefix, process.platform === 'win32' ? '' : 'lib', 'node_modules/microgen');
    const top = readdirSync(root).filter((name) => name !== 'node_modules');
    expect(top.toSorted()).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']),
    );
    expect(top).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(?:src|test|fixtures|bench|scripts|templates|kit)$/),
      ]),
    );
    const protos = readFileSync(join(root, 'dist/assets/protos.json'), 'utf8');
    expect(JSON.parse(protos)).toHaveProperty(['google/protobuf/any.proto']);
  });
});

describe('the quick start', () => {
  it('goes from the clone to five answers, and says how to go on', () => {
    const { status, output } = run(repository, 'npm', 'run', '--silent', 'quickstart');
    const [, project] = /Write a contract: (.+)[\\/]idl\.ts/.exec(output) ?? [];
    if (project !== undefined) rmSync(project, { recursive: true, force: true });
    expect({ status, output }).toMatchObject({ status: 0 });
    const calls = [
      ...output.matchAll(/\$ curl 'http:\/\/127\.0\.0\.1:\d+(\/[^']*)'.*\n(\d+) (\S+)/g),
    ];
    expect(calls.map(([, target, code]) => `${target} ${code}`)).toEqual([
      '/health 200',
      '/debug/routes 200',
      '/skill 200',
      '/skill?format=mcp 200',
      '/sayhello 501',
      '/sayhello 200',
    ]);
    expect(output).toContain('"code": "unimplemented"');
    expect(output).toContain('"message": "Hello, Ada!"');
    expect(output).toMatch(/Go on\n.*cd /s);
  });
});
