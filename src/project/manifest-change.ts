import type { Change } from './change.ts';
import { isEffect } from './change.ts';
import { type Manifest, isSealed, manifestPath, renderManifest } from './manifest.ts';

/** What a run would remember, and what it remembers now. */
export interface ManifestChangeInput {
  readonly next: Manifest;
  /** The manifest of the project; absent for a new one. */
  readonly last?: Manifest | undefined;
  /** Its bytes on disk. */
  readonly before?: Uint8Array | undefined;
  /** What else the run does. */
  readonly changes: readonly Change[];
}

/** The change to the manifest itself. A run that alters nothing else leaves its version as it is. */
export function manifestChange({ next, last, before, changes }: ManifestChangeInput): Change {
  const common = { path: manifestPath, owner: 'generator' } as const;
  const content = new TextEncoder().encode(renderManifest(next));
  if (last === undefined || before === undefined) return { ...common, kind: 'create', content };
  const same =
    isSealed(last) && renderManifest({ ...next, microgen: last.microgen }) === renderManifest(last);
  if (same && !changes.some(isEffect)) return { ...common, kind: 'unchanged' };
  if (same && next.microgen === last.microgen) return { ...common, kind: 'unchanged' };
  return { ...common, kind: 'update', content, before, backup: false };
}
