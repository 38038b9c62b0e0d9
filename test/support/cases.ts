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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../../src/generate.ts';
import type { GivenOptions } from '../../src/project/resolve-options.ts';

export const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** A contract with the project that it makes: `fixtures/<name>/{case.json,input,output}`. */
export interface Case {
  readonly name: string;
  readonly idl: string;
  readonly options: GivenOptions;
}

/** The content of every file of a folder by its path, forward slashes, in code unit order. */
export type Tree = Readonly<Record<string, string>>;

/** Every golden case; those of diagnostics have no project, and those of strangers no golden one. */
export function goldenCases(): readonly Case[] {
  return readdirSync(fixtures)
    .filter((name) => !name.startsWith('diagnostics-') && name !== 'public-contracts')
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(fixtures, name, 'case.json'), 'utf8');
      return { name, ...(JSON.parse(text) as Omit<Case, 'name'>) };
    });
}

/** The files of a folder; binary content is read byte for byte too. */
export function readTree(folder: string): Tree {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(path, path.endsWith('.tgz') ? 'latin1' : 'utf8'),
    ]),
  );
}

export function writeTree(folder: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, path.endsWith('.tgz') ? 'latin1' : 'utf8');
  }
}

/** Runs something in a new folder, which is gone afterwards. */
export async function inTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'microgen-test-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a case generates beside its input, from scratch. `edit` may change the input first. */
export function generateCase(
  { name, idl, options }: Case,
  edit: (input: string) => void = () => undefined,
): Promise<Tree> {
  return inTemporaryFolder(async (folder) => {
    const input = join(folder, 'input');
    cpSync(join(fixtures, name, 'input'), input, { recursive: true });
    edit(input);
    const { outcome, diagnostics } = await generate({
      cwd: folder,
      idl: `input/${idl}`,
      out: 'output',
      options,
    });
    if (outcome !== 'done')
      throw new Error(`${name}: ${JSON.stringify(diagnostics, undefined, 2)}`);
    return readTree(join(folder, 'output'));
  });
}
