import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import type { Contract } from '../../src/ir/types.ts';
import type { Artifact } from '../../src/plan/artifact.ts';
import type { Options } from '../../src/plan/options.ts';
import { type PlanRequest, plan } from '../../src/plan/plan.ts';
import { loadAssets } from '../../src/project/assets.ts';
import { createEngine } from '../../src/render/engine.ts';
import { renderAll } from '../../src/render/render.ts';
import { repository } from './modules.ts';

/** What a project is generated with where a test asks for nothing else. */
export const OPTIONS: Options = {
  name: 'x',
  idl: 'idl.ts',
  service: '',
  protocols: 'http',
  prefix: '',
  docs: false,
  tests: false,
  skill: false,
  openapi: false,
  kit: '0.1.0',
};

const { templates, ...assets } = await loadAssets();

/** Asks for a plan of a contract: for no more than every project has, unless options ask for it. */
export function planRequest(contract: Contract, options: Partial<Options> = {}): PlanRequest {
  return {
    contract,
    options: { ...OPTIONS, ...options },
    middleware: [],
    assets,
    sourceName: 'idl.ts',
    pathOf: (path) => path,
  };
}

/** What a contract is planned to give. */
export function artifactsOf(
  contract: Contract,
  options: Partial<Options> = {},
): readonly Artifact[] {
  return plan(planRequest(contract, options)).artifacts;
}

/** The text of the generated files whose paths match, by path. */
export function planned(
  contract: Contract,
  wanted: RegExp,
  options: Partial<Options> = {},
): Readonly<Record<string, string>> {
  const files = renderAll(
    artifactsOf(contract, options).filter(({ path }) => wanted.test(path)),
    { engine: createEngine(templates), sourceName: 'idl.ts' },
  );
  return Object.fromEntries(files.map(({ path, content }) => [path, String(content)]));
}

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>;

/** Runs generated TypeScript where it finds the runtime, and gives what each file exports. */
export async function loadGenerated(
  texts: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Exports>>> {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'generated-'));
  const fileOf = (path: string): string => join(folder, path.replace(/\.ts$/, '.mjs'));
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(fileOf(path)), { recursive: true });
      writeFileSync(fileOf(path), compiled(text));
    }
    const modules = Object.keys(texts).map(async (path): Promise<[string, Exports]> => {
      const url = pathToFileURL(fileOf(path)).href;
      return [path, (await import(/* @vite-ignore */ url)) as Exports];
    });
    return Object.fromEntries(await Promise.all(modules));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compiled(text: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts
    .transpileModule(text, { compilerOptions })
    .outputText.replace(/(from '\.[^']*)\.ts'/g, "$1.mjs'");
}
