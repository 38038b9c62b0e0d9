import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ts } from 'ts-morph';
import type { Wire } from '../../kit/src/sdk/wire.ts';
import type { Contract, Json } from '../../src/ir/types.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadAssets } from '../../src/project/assets.ts';
import { createEngine } from '../../src/render/engine.ts';
import { renderAll } from '../../src/render/render.ts';
import { lowerFirst } from '../../src/text/cases.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What generated code finds wrong with a message. */
export interface CodecFault {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** What decoding and validating a message comes to. */
export interface Checked {
  readonly value: unknown;
  readonly faults: readonly CodecFault[];
}

/** The decoder and validator of a request, and the description of the same message as an answer. */
export interface Codec {
  /** Decodes and validates; the given value may be changed. */
  read(value: Json): Checked;
  /** What that finds wrong. */
  check(value: Json): readonly CodecFault[];
  /** How the message crosses the wire as an answer; absent where JSON carries it as it is. */
  readonly wire: Wire | undefined;
  readonly decoderText: string;
  readonly validatorText: string;
}

type Check = (value: unknown, faults: CodecFault[], path: string) => unknown;
type Module = Readonly<Record<string, unknown>>;

const OPTIONS = {
  name: 'x',
  idl: 'idl.ts',
  service: '',
  prefix: '',
  docs: false,
  tests: false,
  skill: false,
  openapi: false,
  kit: '0.1.0',
};

const CODE = /^(?:transport|endpoint)\/svc\/generated_(?:json|validators|wire)\.ts$/;

/** Plans, renders, compiles and loads the codecs of a declaration of the one service `Svc`. */
export async function codecOf(contract: Contract, declaration: string): Promise<Codec> {
  const { templates, ...assets } = await loadAssets();
  const planned = plan({
    contract,
    options: OPTIONS,
    assets,
    sourceName: 'idl.ts',
    ownsIdl: true,
    pathOf: (path) => path,
  });
  const files = renderAll(
    planned.artifacts.filter(({ path }) => CODE.test(path)),
    { engine: createEngine(templates), sourceName: 'idl.ts' },
  );
  const texts = new Map(files.map(({ path, content }) => [path, String(content)]));
  const modules = await load(texts);
  const exported = (path: string, name: string): unknown => modules.get(path)?.[name];
  const decode = exported('transport/svc/generated_json.ts', `decode${declaration}`) as Check;
  const validate = exported('endpoint/svc/generated_validators.ts', `validate${declaration}`) as
    Check | undefined;
  const wire = exported('transport/svc/generated_wire.ts', `${lowerFirst(declaration)}Wire`) as
    Wire | undefined;
  if (decode === undefined) throw new Error(`there is no decoder of ${declaration}`);
  const read = (given: Json): Checked => {
    const faults: CodecFault[] = [];
    const value = decode(given, faults, '');
    validate?.(value, faults, '');
    return { value, faults };
  };
  return {
    read,
    check: (value) => read(value).faults,
    wire,
    decoderText: texts.get('transport/svc/generated_json.ts') ?? '',
    validatorText: texts.get('endpoint/svc/generated_validators.ts') ?? '',
  };
}

/** Runs generated TypeScript where it finds the runtime; the modules by their paths. */
async function load(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Module>> {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'codec-'));
  const fileOf = (path: string): string => join(folder, path.replace(/\.ts$/, '.mjs'));
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(fileOf(path)), { recursive: true });
      writeFileSync(fileOf(path), compiled(text));
    }
    const entries = [...texts.keys()].map(async (path): Promise<[string, Module]> => {
      const url = pathToFileURL(fileOf(path)).href;
      return [path, (await import(/* @vite-ignore */ url)) as Module];
    });
    return new Map(await Promise.all(entries));
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
