import { hashBytes, hashText } from './hash.ts';
import type { ManifestArtifact } from './manifest.ts';

/** A hash of what a text means, whatever its layout; `undefined` where layout is meaning. */
export type MeaningOf = (path: string, text: string) => string | undefined;

/** Whether a file is as it was rendered, a formatter's work and line endings aside. */
export function isRendering(
  bytes: Uint8Array,
  rendered: ManifestArtifact,
  meaningOf: MeaningOf,
): boolean {
  if (hashOf(bytes, rendered) === rendered.sha256) return true;
  const { fingerprint } = rendered;
  return fingerprint !== undefined && meaningOf(rendered.path, textOf(bytes)) === fingerprint;
}

/** The hash of a file as its artifact was hashed: text by its lines, `bytes` as they are. */
export function hashOf(bytes: Uint8Array, { template }: ManifestArtifact): string {
  return template === 'bytes' ? hashBytes(bytes) : hashText(bytes);
}

/** Keeps a BOM, which the user's file may have. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
