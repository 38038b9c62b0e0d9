import { hashText } from './hash.ts';
import type { Owner } from '../plan/artifact.ts';
import type { MiddlewareName } from '../plan/middleware.ts';
import type { Options } from '../plan/options.ts';
import { stateFolder } from '../plan/project-paths.ts';
import type { Json } from './json-document.ts';

/** Where a project remembers what was generated. */
export const manifestPath = `${stateFolder}/manifest.json`;

/** The shape of the manifest. A shape that older versions cannot read gets another number. */
export const manifestSchema = 'microgen.project.v1';

/** A file of the contract at the time of the last generation. */
export interface ManifestSource {
  /** Seen from the project root, forward slashes; it may lie outside. */
  readonly path: string;
  readonly sha256: string;
}

/** Keys of a shared JSON document, as microgen set them last; an object is merged entry by entry. */
export type SharedValues = { readonly [key: string]: Json };

/** A file of the last generation. */
export interface ManifestArtifact {
  readonly path: string;
  readonly owner: Owner;
  readonly template: string;
  /** Of the rendering, not of the disk: text without BOM and with LF, `bytes` raw. */
  readonly sha256: string;
  /** Of its meaning, so that a formatter's work is told from an edit. Absent where layout is meaning. */
  readonly fingerprint?: string;
  /** Only of shared files. */
  readonly values?: SharedValues;
  /** The service that alone it speaks of. */
  readonly service?: string;
}

/** What a project remembers of its last generation. */
export interface Manifest {
  /** The version of microgen that changed something last. */
  readonly microgen: string;
  readonly source: 'typescript' | 'proto' | 'database';
  /** Every local file that the contract reaches, the entry first. */
  readonly sources: readonly ManifestSource[];
  /** Options that this version knows; those that the project's version did not know are absent. */
  readonly options: Partial<Options>;
  readonly services: readonly string[];
  /** Of each service: a hash of what of the contract its files were planned from. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly models: readonly string[];
  readonly middleware: readonly MiddlewareName[];
  /** Present when the contract drew warnings: every run then reads it, to repeat them. */
  readonly warnings?: true;
  /** Sorted by path. */
  readonly artifacts: readonly ManifestArtifact[];
  /**
   * SHA-256 of all the above but the version, as microgen wrote it. A manifest whose seal is broken (an edit, a merge
   * of two branches) is still read, but nothing is taken for current on its word.
   */
  readonly seal?: string;
}

/** The manifest as a file: the same for the same project, with one final newline. */
export function renderManifest(manifest: Manifest): string {
  const { microgen, source, sources, services, inputs, models, middleware } = manifest;
  const document = {
    schemaVersion: manifestSchema,
    microgen,
    source,
    sources: sources.map(({ path, sha256 }) => ({ path, sha256 })),
    options: orderedOptions(manifest.options),
    services,
    models,
    middleware,
    inputs,
    ...(manifest.warnings === undefined ? {} : { warnings: true }),
    artifacts: manifest.artifacts.map(orderedArtifact),
  };
  return `${JSON.stringify({ ...document, seal: sealOf(document) }, undefined, 2)}\n`;
}

/** Whether a manifest says what microgen wrote into it. */
export function isSealed(manifest: Manifest): boolean {
  return JSON.parse(renderManifest(manifest)).seal === manifest.seal;
}

function sealOf(document: object): string {
  return hashText(JSON.stringify({ ...document, microgen: undefined }));
}

function orderedOptions(options: Partial<Options>): Partial<Options> {
  const { name, idl, protoPath, service, protocols, prefix, ...others } = options;
  const { docs, tests, skill, openapi, kit } = others;
  const shaping = { docs, tests, skill, openapi, kit };
  const ordered = { name, idl, protoPath, service, protocols, prefix, ...shaping };
  return JSON.parse(JSON.stringify(ordered));
}

function orderedArtifact(artifact: ManifestArtifact): ManifestArtifact {
  const { path, owner, template, sha256, fingerprint, values, service } = artifact;
  return {
    path,
    owner,
    ...(service === undefined ? {} : { service }),
    template,
    sha256,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(values === undefined ? {} : { values }),
  };
}
