import type { RenderedFile } from '../plan/artifact.ts';
import { hashText } from './hash.ts';
import { type Manifest, isSealed } from './manifest.ts';

/**
 * What the files of the last generation mean, as its manifest says: a rendering that is the same again means the
 * same, and need not be parsed. Only to the version that wrote it: another one may see a meaning otherwise.
 */
export function lastMeanings(
  manifest: Manifest | undefined,
  version: string,
): (file: RenderedFile) => string | undefined {
  const isKnown = manifest?.microgen === version && isSealed(manifest);
  const artifacts = isKnown ? manifest.artifacts : [];
  const last = new Map(artifacts.map((artifact) => [artifact.path, artifact]));
  return ({ path, template, content }) => {
    const known = last.get(path);
    if (known?.fingerprint === undefined || known.template !== template) return undefined;
    if (typeof content !== 'string' || hashText(content) !== known.sha256) return undefined;
    return known.fingerprint;
  };
}
