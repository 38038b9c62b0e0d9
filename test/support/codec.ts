import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import type { Contract, Json } from '../../src/ir/types.ts';
import { type Artifact } from '../../src/plan/artifact.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadAssets } from '../../src/project/assets.ts';
import { createEngine } from '../../src/render/engine.ts';
import { renderAll } from '../../src/render/render.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What generated code finds wrong with a message. */
export interface CodecFault {
  readonly path: string;
  readonly rule: string;
}

/** The decoder and validator of a request, as generated code runs them. */
export interface Codec {
  /** Decodes and validates; the value may get its defaults. */
  check(value: Json): readonly CodecFault[];
  readonly decoderText: string;
  readonly validatorText: string;
}

type Check = (value: unknown, faults: CodecFault[], path: string) => unknown;

/** Plans, renders, compiles and loads the decoder and the validator of a declaration. */
export async function codecOf(contract: Contract, declaration: string): Promise<Codec> {
  const { templates, ...assets } = await loadAssets();
  const options = {
    name: 'x',
    idl: 'idl.ts',
    prefix: '',
    docs: false,
    tests: false,
    skill: false,
    kit: '0.1.0',
  };
  const planned = plan({
    contract,
    options,
    assets,
    sourceName: 'idl.ts',
    ownsIdl: true,
    pathOf: (path) => path,
  });
  const wanted = planned.artifacts.filter(({ path }) =>
    /generated_(?:json|validators)\.ts$/.test(path),
  );
  const files = renderAll(wanted as readonly Artifact[], {
    engine: createEngine(templates),
    sourceName: 'idl.ts',
  });
  const textOf = (end: string): string =>
    String(files.find(({ path }) => path.endsWith(end))?.content ?? '');
  const decoderText = textOf('generated_json.ts');
  const validatorText = textOf('generated_validators.ts');
  const decoders = await load(decoderText);
  const validators = validatorText === '' ? {} : await load(validatorText);
  const decode = decoders[`decode${declaration}`];
  const validate = validators[`validate${declaration}`];
  if (decode === undefined) throw new Error(`there is no decoder of ${declaration}`);
  return {
    decoderText,
    validatorText,
    check: (value) => {
      const faults: CodecFault[] = [];
      decode(value, faults, '');
      validate?.(value, faults, '');
      return faults;
    },
  };
}

/** Runs generated TypeScript where it finds the runtime. */
async function load(text: string): Promise<Readonly<Record<string, Check>>> {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'codec-'));
  try {
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    const file = join(folder, 'code.mjs');
    writeFileSync(file, outputText);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Readonly<
      Record<string, Check>
    >;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
