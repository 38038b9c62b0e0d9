import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import { assertNever } from '../text/assert-never.ts';
import { sortedBy } from '../text/order.ts';
import { type Change, keptChange } from './change.ts';
import { hashBytes, hashText } from './hash.ts';
import type { ManifestArtifact, SharedValues } from './manifest.ts';
import { mergeJson } from './merge-json.ts';
import { type MeaningOf, hashOf, isRendering, textOf } from './rendering.ts';

/** Everything that decides what happens to a project's files. */
export interface ReconcileInput {
  readonly files: readonly RenderedFile[];
  /** The artifacts of the last generation; empty for a new project. */
  readonly last: readonly ManifestArtifact[];
  /** The bytes of each file on disk, by path. */
  readonly disk: ReadonlyMap<string, Uint8Array>;
  /** Artifacts of the last generation that were not rendered again, for they stand on disk as they would be. */
  readonly kept?: readonly ManifestArtifact[];
  /** Files of the contract that lie in the project: they are never written nor removed. */
  readonly sources: ReadonlySet<string>;
  /** Overwrite what was edited by hand, keeping a backup. */
  readonly force: boolean;
  /** Whether `last` is what microgen wrote: what is only said to be unedited is kept, or backed up. */
  readonly isSealed?: boolean;
  /** A hash of what a text means; `undefined` where layout is meaning. */
  readonly fingerprint: MeaningOf;
}

/** What a run would do, and what it would remember of it. */
export interface Reconciled {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** For the manifest, sorted by path. */
  readonly artifacts: readonly ManifestArtifact[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Outcome {
  readonly change?: Change;
  readonly artifact?: ManifestArtifact;
  readonly diagnostic?: Diagnostic;
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/**
 * Compares what shall be with what is and with what was generated last, by the ownership table: the
 * generator's files follow the rendering unless a hand changed them, the user's are never touched once
 * they exist, shared ones are merged. Pure: the same input gives the same changes.
 */
export function reconcile(input: ReconcileInput): Reconciled {
  const last = new Map(input.last.map((artifact) => [artifact.path, artifact]));
  const kept = input.kept ?? [];
  const planned = new Set([...input.files, ...kept].map((file) => file.path));
  const outcomes: readonly Outcome[] = [
    ...kept.map((artifact) => ({ artifact, change: keptChange(artifact) })),
    ...input.files.map((file) => plannedOutcome(file, last.get(file.path), input)),
    ...input.last.filter(({ path }) => !planned.has(path)).map((old) => orphanOutcome(old, input)),
  ];
  return {
    changes: sortedBy(
      outcomes.flatMap(({ change }) => present(change)),
      ({ path }) => path,
    ),
    artifacts: sortedBy(
      outcomes.flatMap(({ artifact }) => present(artifact)),
      ({ path }) => path,
    ),
    diagnostics: outcomes.flatMap(({ diagnostic }) => present(diagnostic)),
  };
}

function plannedOutcome(
  file: RenderedFile,
  last: ManifestArtifact | undefined,
  input: ReconcileInput,
): Outcome {
  switch (file.owner) {
    case 'generator':
      return generatorOutcome(file, last, input);
    case 'user':
      return userOutcome(file, last, input.disk.get(file.path));
    case 'shared':
      return sharedOutcome(file, last, input.disk.get(file.path));
    default:
      return assertNever(file.owner);
  }
}

function generatorOutcome(
  file: RenderedFile,
  last: ManifestArtifact | undefined,
  input: ReconcileInput,
): Outcome {
  const { path, owner } = file;
  const content = bytesOf(file.content);
  const artifact = recordOf(file, input.fingerprint);
  const before = input.disk.get(path);
  if (before === undefined) return { artifact, change: { kind: 'create', path, owner, content } };
  const isUntouched = last?.owner === 'generator' && hashOf(before, last) === last.sha256;
  // A reformatted file keeps its form; one that nobody touched follows every change of the rendering.
  if (
    (!isUntouched || last.sha256 === artifact.sha256) &&
    isRendering(before, artifact, input.fingerprint)
  ) {
    return { artifact, change: { kind: 'unchanged', path, owner } };
  }
  if (input.sources.has(path)) return { diagnostic: diagnose('contract-in-the-way', { path }) };
  const writing = { path, owner, content, before };
  if (last?.owner === 'generator' && isRendering(before, last, input.fingerprint)) {
    return { artifact, change: { ...writing, kind: 'update', backup: input.isSealed === false } };
  }
  if (input.force) return { artifact, change: { ...writing, kind: 'update', backup: true } };
  const cause = last?.owner === 'generator' ? 'edited' : 'not-ours';
  return {
    artifact,
    change: { ...writing, kind: 'conflict', cause },
    diagnostic: diagnose(cause === 'edited' ? 'edited-by-hand' : 'not-generated', { path }),
  };
}

/** What the manifest says of a file that exists is what was created, not what would be created today. */
function userOutcome(
  file: RenderedFile,
  last: ManifestArtifact | undefined,
  before: Uint8Array | undefined,
): Outcome {
  const { path, owner } = file;
  const fresh = recordOf(file);
  if (before === undefined) {
    const change = { kind: 'create', path, owner, content: bytesOf(file.content) } as const;
    return { artifact: fresh, change };
  }
  const change = { kind: 'keep-user', path, owner, orphaned: false } as const;
  if (last?.owner !== 'user') return { artifact: fresh, change };
  const { service: _, ...made } = last;
  return { artifact: { ...made, ...serviceOf(fresh) }, change };
}

function sharedOutcome(
  file: RenderedFile,
  last: ManifestArtifact | undefined,
  before: Uint8Array | undefined,
): Outcome {
  const { path, owner } = file;
  const content = bytesOf(file.content);
  const wanted: SharedValues = JSON.parse(textOf(content));
  const artifact = { ...recordOf(file), values: wanted };
  if (before === undefined) return { artifact, change: { kind: 'create', path, owner, content } };
  const text = textOf(before);
  const merged = mergeJson({ path, text, wanted, last: last?.values });
  if (merged.diagnostic !== undefined) return { artifact, diagnostic: merged.diagnostic };
  if (merged.text === text) return { artifact, change: { kind: 'unchanged', path, owner } };
  const { kept } = merged;
  const change = {
    kind: 'merge',
    path,
    owner,
    content: bytesOf(merged.text),
    before,
    kept,
  } as const;
  return { artifact, change };
}

/**
 * A file that was generated once and is no longer planned. What is kept is the user's from here on: the
 * manifest forgets it, so that a project is current whether or not the user deletes it.
 */
function orphanOutcome(last: ManifestArtifact, input: ReconcileInput): Outcome {
  const { path, owner } = last;
  const before = input.disk.get(path);
  if (before === undefined || input.sources.has(path)) return {};
  const isOurs = owner === 'generator' && input.isSealed !== false;
  if (isOurs && isRendering(before, last, input.fingerprint)) {
    return { change: { kind: 'remove', path, owner, before } };
  }
  return { change: { kind: 'keep-user', path, owner, orphaned: true } };
}

function recordOf(file: RenderedFile, meaningOf?: MeaningOf): ManifestArtifact {
  const { path, owner, template, content } = file;
  const common = { path, owner, ...serviceOf(file), template };
  if (typeof content !== 'string') return { ...common, sha256: hashBytes(content) };
  const fingerprint = file.fingerprint ?? meaningOf?.(path, content);
  const hashes = {
    sha256: hashText(content),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
  return { ...common, ...hashes };
}

function serviceOf({ service }: { readonly service?: string }): { readonly service?: string } {
  return service === undefined ? {} : { service };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
