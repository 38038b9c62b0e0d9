import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli/run.ts';
import { repository } from './support/modules.ts';

const CONTRACT = `export interface HelloService { hello(name: string, times?: number): Promise<string> }\n`;
const CHANGED = `export interface HelloService { hello(name: number): Promise<string>; bye(): Promise<void> }\n`;

const schemas = readdirSync(join(repository, 'schemas')).toSorted();
const textOf = (name: string) => readFileSync(join(repository, 'schemas', name), 'utf8');
const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const name of schemas) ajv.addSchema(JSON.parse(textOf(name)) as object);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-json-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

/** Runs a command line with -json and holds what it prints against the schema that it names. */
async function printed(
  schema: string,
  exitCode: number,
  ...args: readonly string[]
): Promise<void> {
  const texts: string[] = [];
  const code = await run([...args, '-json'], {
    cwd: folder,
    env: {},
    isTty: { stdout: false, stderr: false },
    out: (text) => void texts.push(text),
    err: () => undefined,
  });
  const document: unknown = JSON.parse(texts.join(''));
  const validate = ajv.getSchema(schema);
  if (validate === undefined) throw new Error(`there is no schema ${schema}`);
  validate(document);
  expect({ args, code, errors: validate.errors }).toEqual({ args, code: exitCode, errors: null });
}

describe('what -json prints', () => {
  it('is as its schema says, whatever happens', async () => {
    write('idl.ts', CONTRACT);
    const { result, extend, diff } = {
      result: 'microgen.result.v1',
      extend: 'microgen.extend.v1',
      diff: 'microgen.diff.v1',
    };
    await printed(result, 64, '-nope');
    await printed(result, 1, '-idl', 'nowhere.ts');
    await printed(extend, 1, 'extend', '-check');
    await printed(result, 0, '-idl', 'idl.ts');
    await printed(result, 0);
    await printed(extend, 0, 'extend', '-check');
    await printed(extend, 0, 'extend', '-append-middleware', 'tracing', '-diff');
    await printed(extend, 0, 'extend', '-append-middleware', 'tracing');
    await printed(extend, 1, 'extend', '-append-middleware', 'tracing');
    await printed(extend, 64, 'extend');
    await printed(diff, 0, 'diff');
    write('idl.ts', CHANGED);
    await printed(diff, 2, 'diff');
    await printed(diff, 1, 'diff', '-against', 'nowhere');
    await printed(diff, 64, 'diff', '-nope');
    await printed(result, 2, '-check');
    await printed(result, 0, '-diff');
    await printed(result, 0);
    write('AGENTS.md', 'mine');
    write('package.json', '{ "name": "other", "scripts": { "dev": "mine" } }');
    await printed(result, 1);
    await printed(result, 2, '-check');
    await printed(extend, 2, 'extend', '-check');
    await printed(result, 0, '-force', '-skill=false');
  });

  it('has schemas that change with their number only', () => {
    const pins = schemas.map((name) => [
      name,
      createHash('sha256')
        .update(JSON.stringify(JSON.parse(textOf(name))))
        .digest('hex')
        .slice(0, 12),
    ]);
    expect(Object.fromEntries(pins)).toMatchInlineSnapshot(`
      {
        "diagnostic.v1.json": "ec48e99215e6",
        "diff.v1.json": "59a7273ce1b8",
        "extend.v1.json": "481808abf546",
        "result.v1.json": "afc84b797263",
      }
    `);
  });

  it('has schemas that are published', () => {
    const { files } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(files).toContain('schemas');
  });
});
