import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import type { Contract } from '../../src/ir/types.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadAssets } from '../../src/project/assets.ts';
import { createEngine } from '../../src/render/engine.ts';
import { renderAll } from '../../src/render/render.ts';
import { repository } from './modules.ts';

const OPTIONS = {
  name: 'x',
  idl: 'idl.ts',
  service: '',
  prefix: '',
  docs: false,
  tests: true,
  skill: true,
  openapi: false,
  kit: '0.1.0',
};

/** The text of the generated files whose paths match, by path. */
export async function planned(
  contract: Contract,
  wanted: RegExp,
): Promise<Readonly<Record<string, string>>> {
  const { templates, ...assets } = await loadAssets();
  const { artifacts } = plan({
    contract,
    options: OPTIONS,
    assets,
    sourceName: 'idl.ts',
    ownsIdl: true,
    pathOf: (path) => path,
  });
  const files = renderAll(
    artifacts.filter(({ path }) => wanted.test(path)),
    { engine: createEngine(templates), sourceName: 'idl.ts' },
  );
  return Object.fromEntries(files.map(({ path, content }) => [path, String(content)]));
}

/** Runs generated TypeScript where it finds the runtime, and gives what it exports. */
export async function loadGenerated(text: string): Promise<Readonly<Record<string, unknown>>> {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'generated-'));
  try {
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    };
    const file = join(folder, 'code.mjs');
    writeFileSync(file, ts.transpileModule(text, { compilerOptions }).outputText);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Readonly<
      Record<string, unknown>
    >;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
