import { posix } from 'node:path';
import type { Contract } from '../ir/types.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import { plan } from '../plan/plan.ts';
import { type KnownMeanings, fingerprint } from '../project/fingerprint.ts';
import { loadAssets } from '../project/assets.ts';
import { lastMeanings } from '../project/last-meanings.ts';
import type { OpenProject } from '../project/open-project.ts';
import { microgenVersion } from '../project/version.ts';
import { createEngine } from '../render/engine.ts';
import { renderAll } from '../render/render.ts';
import type { ServiceStates } from './service-states.ts';

/** How a project is rendered. */
export interface RenderInput extends Pick<ServiceStates, 'kept'> {
  /** Whether what the manifest says of files that are the same again is believed. */
  readonly trustManifest?: boolean | undefined;
}

/** The files that a contract and its options make. */
export interface RenderedProject {
  readonly files: readonly RenderedFile[];
  /** A shell command that calls the running service. */
  readonly sample: string;
}

/**
 * Plan and render: the contract and options become files in memory, but for those of services that are current.
 */
export async function renderProject(
  project: OpenProject,
  contract: Contract,
  { kept, trustManifest = true }: RenderInput,
): Promise<RenderedProject> {
  const { manifest, options, middleware, numbers, pathOf } = project;
  const { meanings, templates, ...assets } = await loadAssets();
  const sourceName = posix.basename(options.idl);
  const planned = plan({
    contract,
    options,
    middleware,
    sourceName,
    assets,
    pathOf,
    kept,
    numbers,
  });
  const { artifacts, sample } = planned;
  const engine = createEngine(templates);
  const last = lastMeanings(trustManifest ? manifest : undefined, microgenVersion());
  const files = renderAll(artifacts, {
    engine,
    sourceName,
    fingerprint: (file) => last(file) ?? meaningOf(file, meanings),
  });
  return { files, sample };
}

/** Only what the generator owns is ever compared by its meaning. */
function meaningOf(
  { owner, path, content }: RenderedFile,
  known: KnownMeanings,
): string | undefined {
  if (owner !== 'generator' || typeof content !== 'string') return undefined;
  return fingerprint(path, content, known);
}
