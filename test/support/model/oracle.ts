import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extend } from '../../../src/extend.ts';
import { generate } from '../../../src/generate.ts';
import { contractText } from './contract.ts';
import { type Input, MANIFEST, type Owner, type Records, clear, contentsOf } from './state.ts';

/** The name of every project, so that none has that of its folder. */
export const NAME = 'orchard';

/** What a fresh generation into an empty folder writes; each input is generated once. */
export class Oracle {
  readonly #folder: string;
  readonly #known = new Map<string, Records>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  async planned(input: Input): Promise<Records> {
    const key = JSON.stringify([contractText(input.contract), input.shape, input.middleware]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const folder = mkdtempSync(join(this.#folder, 'fresh-'));
    const records = await freshly(folder, input);
    rmSync(folder, { recursive: true });
    this.#known.set(key, records);
    return records;
  }
}

/** Middleware can only be appended: afterwards all is generated anew, the user's files too. */
async function freshly(folder: string, { contract, shape, middleware }: Input): Promise<Records> {
  writeFileSync(join(folder, 'idl.ts'), contractText(contract));
  const run = { cwd: folder, out: '.' };
  const options = { ...shape, import: NAME };
  mustBeDone(await generate({ ...run, idl: 'idl.ts', options }));
  if (middleware.length > 0) {
    const target = { kind: 'middleware', names: middleware } as const;
    mustBeDone(await extend({ ...run, target, mode: 'write', diff: false }));
    clear(folder);
    mustBeDone(await generate(run));
  }
  const contents = contentsOf(folder);
  return Object.fromEntries(
    Object.entries(ownersIn(folder)).map(([path, owner]) => [
      path,
      { owner, content: contents[path] ?? '' },
    ]),
  );
}

/** Whose each file is, as the manifest of a project says. */
export function ownersIn(folder: string): Readonly<Record<string, Owner>> {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as {
    artifacts: readonly { path: string; owner: Owner }[];
  };
  return Object.fromEntries(manifest.artifacts.map(({ path, owner }) => [path, owner]));
}

function mustBeDone({ outcome, diagnostics }: Awaited<ReturnType<typeof generate>>): void {
  if (outcome !== 'done') throw new Error(`the oracle failed: ${JSON.stringify(diagnostics)}`);
}
