import { isServiceClass } from '../plan/project-paths.ts';
import { fingerprint } from '../project/fingerprint.ts';
import type { ManifestArtifact } from '../project/manifest.ts';
import type { OpenProject } from '../project/open-project.ts';
import { isRendering } from '../project/rendering.ts';
import { scanProject } from '../project/scan.ts';

/** A file that is not as the manifest says. */
export interface Drift {
  readonly path: string;
  readonly state: 'is missing' | 'was edited by hand' | 'cannot be reached';
}

/**
 * Where a project is not what was generated last: a generator's file that is gone or was edited, or a
 * service without its class. Files of the user's are not looked into. Sorted by path.
 */
export function findDrift({ disk, manifest }: OpenProject): readonly Drift[] {
  const artifacts = (manifest?.artifacts ?? []).filter(isNeeded);
  const { files, diagnostics } = scanProject(
    disk,
    artifacts.map(({ path }) => path),
  );
  const isBlocked = diagnostics.length > 0;
  return artifacts.flatMap((artifact): readonly Drift[] => {
    const { path, owner } = artifact;
    const bytes = files.get(path);
    if (bytes === undefined) {
      const isThere = isBlocked && disk.kindOf(path) !== undefined;
      return [{ path, state: isThere ? 'cannot be reached' : 'is missing' }];
    }
    if (owner !== 'generator' || isRendering(bytes, artifact, fingerprint)) return [];
    return [{ path, state: 'was edited by hand' }];
  });
}

/** A service needs its class; what else of the user's is gone is made again or not missed. */
function isNeeded({ owner, path }: ManifestArtifact): boolean {
  return owner !== 'user' || isServiceClass(path);
}
