import { posix } from 'node:path';
import type { Contract } from '../ir/types.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import { plan } from '../plan/plan.ts';
import { sliceTexts } from '../plan/slice.ts';
import { currentServices } from '../project/current.ts';
import { type KnownMeanings, fingerprint } from '../project/fingerprint.ts';
import { loadAssets } from '../project/assets.ts';
import { hashText } from '../project/hash.ts';
import { lastMeanings } from '../project/last-meanings.ts';
import type { ManifestArtifact } from '../project/manifest.ts';
import type { OpenProject } from '../project/open-project.ts';
import { microgenVersion } from '../project/version.ts';
import { createEngine } from '../render/engine.ts';
import { renderAll } from '../render/render.ts';

/** The files that a contract and its options make. */
export interface RenderedProject {
  readonly files: readonly RenderedFile[];
  /** What of the last generation needs no rendering. */
  readonly kept: readonly ManifestArtifact[];
  /** A hash of what the files of each service are planned from, by its name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** A shell command that calls the running service. */
  readonly sample: string;
}

/**
 * Plan and render: the contract and options become files in memory.
 * @param trustManifest whether what it says of files that are the same again is believed
 */
export async function renderProject(
  project: OpenProject,
  contract: Contract,
  trustManifest = true,
): Promise<RenderedProject> {
  const { manifest, options, middleware, pathOf } = project;
  const { meanings, templates, ...assets } = await loadAssets();
  const version = microgenVersion();
  const inputs = inputsOf(contract);
  const kept = currentServices(project, version, trustManifest ? inputs : {});
  const sourceName = posix.basename(options.idl);
  const ownsIdl = options.idl === 'idl.ts';
  const planned = plan({
    contract,
    options,
    middleware,
    sourceName,
    ownsIdl,
    assets,
    pathOf,
    kept,
  });
  const { artifacts, sample } = planned;
  const engine = createEngine(templates);
  const last = lastMeanings(trustManifest ? manifest : undefined, version);
  const files = renderAll(artifacts, {
    engine,
    sourceName,
    fingerprint: (file) => last(file) ?? meaningOf(file, meanings),
  });
  return { files, kept: [...kept.values()].flat(), inputs, sample };
}

function inputsOf(contract: Contract): Readonly<Record<string, string>> {
  const textOf = sliceTexts(contract);
  return Object.fromEntries(
    contract.services.map((service) => [service.name, hashText(textOf(service))]),
  );
}

/** Only what the generator owns is ever compared by its meaning. */
function meaningOf(
  { owner, path, content }: RenderedFile,
  known: KnownMeanings,
): string | undefined {
  if (owner !== 'generator' || typeof content !== 'string') return undefined;
  return fingerprint(path, content, known);
}
