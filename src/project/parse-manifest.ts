import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type MiddlewareName, middlewareNames } from '../plan/middleware.ts';
import type { Options } from '../plan/options.ts';
import { parseJson } from './json-document.ts';
import {
  type Manifest,
  type ManifestArtifact,
  type ManifestSource,
  manifestPath,
  manifestSchema,
} from './manifest.ts';
import { isProjectPath } from './paths.ts';

type Parsed =
  | { readonly manifest: Manifest; readonly diagnostic?: undefined }
  | { readonly manifest?: undefined; readonly diagnostic: Diagnostic };

/** What cannot be the manifest of a project: thrown inside this file only. */
class Misfit extends Error {}

type Fields = { readonly [key: string]: unknown };

/** Reads a manifest. Whatever else stands in the file, by a hand or a merge, is told with a way out. */
export function parseManifest(text: string, path: string = manifestPath): Parsed {
  const json = parseJson(text, path);
  if (json.fault !== undefined) {
    const { message, span } = json.fault;
    return { diagnostic: diagnose('manifest-broken', { path, reason: message }, { span }) };
  }
  const schema = isFields(json.value) ? json.value['schemaVersion'] : undefined;
  if (isNewer(schema)) {
    return { diagnostic: diagnose('manifest-too-new', { path, schema, known: manifestSchema }) };
  }
  try {
    return { manifest: manifestOf(json.value) };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { diagnostic: diagnose('manifest-edited', { path, reason: error.message }) };
  }
}

function isNewer(schema: unknown): schema is string {
  const version = typeof schema === 'string' ? /^microgen\.project\.v(\d+)$/.exec(schema) : null;
  return version !== null && Number(version[1]) > 1;
}

function manifestOf(value: unknown): Manifest {
  const fields = fieldsOf(value, 'the manifest');
  if (fields['schemaVersion'] !== manifestSchema) {
    throw new Misfit(`schemaVersion is not ${manifestSchema}`);
  }
  return {
    microgen: textOf(fields['microgen'], 'microgen'),
    source: oneOf(fields['source'], ['typescript', 'proto', 'database'], 'source'),
    sources: listOf(fields['sources'], 'sources').map(sourceOf),
    options: optionsOf(fieldsOf(fields['options'], 'options')),
    services: textsOf(fields['services'], 'services'),
    ...(fields['inputs'] === undefined ? {} : { inputs: inputsOf(fields['inputs']) }),
    models: textsOf(fields['models'], 'models'),
    middleware: middlewareOf(fields['middleware']),
    ...(fields['warnings'] === true ? { warnings: true } : {}),
    artifacts: withoutDuplicates(listOf(fields['artifacts'], 'artifacts').map(artifactOf)),
    ...(typeof fields['seal'] === 'string' ? { seal: fields['seal'] } : {}),
  };
}

function sourceOf(value: unknown, index: number): ManifestSource {
  const name = `sources[${index}]`;
  const fields = fieldsOf(value, name);
  return {
    path: textOf(fields['path'], `${name}.path`),
    sha256: hashOf(fields['sha256'], `${name}.sha256`),
  };
}

function artifactOf(value: unknown, index: number): ManifestArtifact {
  const name = `artifacts[${index}]`;
  const fields = fieldsOf(value, name);
  const path = textOf(fields['path'], `${name}.path`);
  if (!isProjectPath(path)) throw new Misfit(`${name}.path leaves the project: ${path}`);
  if (/^(?:\.git|node_modules)\//i.test(path))
    throw new Misfit(`${name}.path is nothing that microgen writes: ${path}`);
  const { fingerprint, service, values } = fields;
  return {
    path,
    owner: oneOf(fields['owner'], ['generator', 'user', 'shared'], `${name}.owner`),
    ...(service === undefined ? {} : { service: textOf(service, `${name}.service`) }),
    template: textOf(fields['template'], `${name}.template`),
    sha256: hashOf(fields['sha256'], `${name}.sha256`),
    ...(fingerprint === undefined
      ? {}
      : { fingerprint: hashOf(fingerprint, `${name}.fingerprint`) }),
    ...(values === undefined
      ? {}
      : { values: fieldsOf(values, `${name}.values`) as NonNullable<ManifestArtifact['values']> }),
  };
}

function inputsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value, 'inputs'));
  return Object.fromEntries(entries.map(([key, hash]) => [key, hashOf(hash, `inputs.${key}`)]));
}

/** Each option that is there must be of its type; options of other versions are left alone. */
function optionsOf(fields: Fields): Partial<Options> {
  const texts = ['name', 'idl', 'protoPath', 'service', 'prefix', 'kit'].filter(
    (key) => fields[key] !== undefined,
  );
  const flags = ['docs', 'tests', 'skill', 'openapi'].filter((key) => fields[key] !== undefined);
  return Object.fromEntries([
    ...texts.map((key) => [key, textOf(fields[key], `options.${key}`)]),
    ...(fields['protocols'] === undefined ? [] : [['protocols', protocolsOf(fields['protocols'])]]),
    ...flags.map((key) => [key, flagOf(fields[key], `options.${key}`)]),
  ]);
}

function protocolsOf(value: unknown): Options['protocols'] {
  return oneOf(value, ['http', 'http,grpc'] as const, 'options.protocols');
}

function middlewareOf(value: unknown): readonly MiddlewareName[] {
  const names = listOf(value, 'middleware').map((item, index) =>
    oneOf(item, middlewareNames, `middleware[${index}]`),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Misfit(`middleware names ${twice} twice`);
  return names;
}

function withoutDuplicates(artifacts: readonly ManifestArtifact[]): readonly ManifestArtifact[] {
  const seen = new Set<string>();
  for (const { path } of artifacts) {
    if (seen.has(path)) throw new Misfit(`artifacts names ${path} twice`);
    seen.add(path);
  }
  return artifacts;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown, name: string): Fields {
  if (!isFields(value)) throw new Misfit(`${name} is not an object`);
  return value;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Misfit(`${name} is not a list`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Misfit(`${name} is not text`);
  return value;
}

function flagOf(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new Misfit(`${name} is neither true nor false`);
  return value;
}

function textsOf(value: unknown, name: string): readonly string[] {
  return listOf(value, name).map((item, index) => textOf(item, `${name}[${index}]`));
}

function hashOf(value: unknown, name: string): string {
  const text = textOf(value, name);
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Misfit(`${name} is not a SHA-256`);
  return text;
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], name: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Misfit(`${name} is none of ${choices.join(', ')}`);
  return found;
}
