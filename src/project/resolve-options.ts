import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Options, Protocols } from '../plan/options.ts';
import { packageNameFault, packageNameFrom, packageNameOfFolder } from './package-name.ts';

/** What the command line said of the options; what it did not say is absent. */
export interface GivenOptions {
  /** A package name or a module path. */
  readonly import?: string | undefined;
  /** Folders separated by commas; empty for that of the contract. Only of a `.proto`. */
  readonly protoPath?: string | undefined;
  /** Names separated by commas; empty for all. */
  readonly service?: string | undefined;
  /** `http` and `grpc`, separated by commas. */
  readonly protocols?: string | undefined;
  readonly prefix?: string | undefined;
  readonly docs?: boolean | undefined;
  readonly tests?: boolean | undefined;
  readonly skill?: boolean | undefined;
  readonly openapi?: boolean | undefined;
  readonly kit?: string | undefined;
}

/** Where options come from, the first that knows one wins: the command line, the manifest, the default. */
export interface OptionSources {
  readonly given: GivenOptions;
  /** The contract as the command line named it, seen from the project root. */
  readonly idl?: string | undefined;
  /** Those of the project's manifest; absent for a new project. */
  readonly remembered?: Partial<Options> | undefined;
  /** The name in the project's package.json, when it has one. */
  readonly packageName?: string | undefined;
  /** The name of the project's folder. */
  readonly folderName: string;
}

/** Options, or the faults that leave none; `diagnostics` of options that hold are for information. */
export interface ResolvedOptions {
  readonly options?: Options;
  readonly diagnostics: readonly Diagnostic[];
}

/** Settles every option of a run. */
export function resolveOptions(sources: OptionSources): ResolvedOptions {
  const { given, remembered = {} } = sources;
  const idl = sources.idl ?? remembered.idl;
  if (idl === undefined) return { diagnostics: [diagnose('idl-required', {})] };
  const options: Options = {
    name: given.import === undefined ? knownName(sources) : packageNameFrom(given.import),
    idl,
    ...(isProto(idl) ? { protoPath: given.protoPath ?? remembered.protoPath ?? '' } : {}),
    service: given.service === undefined ? (remembered.service ?? '') : tidyList(given.service),
    protocols: protocolsOf(given.protocols) ?? remembered.protocols ?? 'http',
    prefix: given.prefix === undefined ? (remembered.prefix ?? '') : trimmed(given.prefix),
    docs: given.docs ?? remembered.docs ?? true,
    tests: given.tests ?? remembered.tests ?? true,
    skill: given.skill ?? remembered.skill ?? true,
    openapi: given.openapi ?? remembered.openapi ?? true,
    kit: given.kit ?? remembered.kit ?? 'vendor',
  };
  const faults = [
    ...protoPathFaults(given.protoPath, idl),
    ...protocolFaults(given.protocols),
    ...optionFaults(options),
  ];
  if (faults.length > 0) return { diagnostics: faults };
  return { options, diagnostics: newOptions(sources, options) };
}

function isProto(idl: string): boolean {
  return idl.endsWith('.proto');
}

function protoPathFaults(given: string | undefined, idl: string): readonly Diagnostic[] {
  if (given === undefined || isProto(idl)) return [];
  return [diagnose('invalid-proto-path', { idl })];
}

function knownName({ remembered, packageName, folderName }: OptionSources): string {
  if (remembered?.name !== undefined) return remembered.name;
  if (packageName !== undefined && packageNameFault(packageName) === undefined) return packageName;
  return packageNameOfFolder(folderName);
}

/** In whichever order they are given, HTTP comes first; `undefined` for what is no list of protocols. */
function protocolsOf(given: string | undefined): Protocols | undefined {
  const names = new Set(tidyList(given ?? '').split(','));
  if (!names.has('http')) return undefined;
  return names.has('grpc') ? 'http,grpc' : 'http';
}

function protocolFaults(given: string | undefined): readonly Diagnostic[] {
  if (given === undefined) return [];
  const names = tidyList(given).split(',');
  const unknown = names.filter((name) => name !== 'http' && name !== 'grpc');
  if (unknown.length === 0 && names.includes('http')) return [];
  return [diagnose('invalid-protocols', { protocols: given, unknown })];
}

/** `/api/v1/` is `api/v1`. */
function trimmed(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, '');
}

/** `A, B,A` is `A,B`. */
function tidyList(text: string): string {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].join(',');
}

function optionFaults({ name, prefix, kit }: Options): readonly Diagnostic[] {
  const reason = packageNameFault(name);
  const segment = prefix === '' ? undefined : prefix.split('/').find((part) => !isSegment(part));
  return [
    ...(reason === undefined ? [] : [diagnose('invalid-package-name', { name, reason })]),
    ...(segment === undefined ? [] : [diagnose('invalid-prefix', { prefix, segment })]),
    ...(isSpec(kit) ? [] : [diagnose('invalid-kit', { spec: kit })]),
  ];
}

/** Unreserved characters of RFC 3986, and no step up or down. */
function isSegment(part: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(part) && !/^\.{1,2}$/.test(part);
}

function isSpec(kit: string): boolean {
  return kit !== '' && kit.trim() === kit && !/[\p{Cc}"\\]/u.test(kit);
}

/** Options that the project's microgen did not have yet. */
function newOptions({ given, remembered }: OptionSources, options: Options): readonly Diagnostic[] {
  if (remembered === undefined) return [];
  const keys = [
    'service',
    'protocols',
    'prefix',
    'docs',
    'tests',
    'skill',
    'openapi',
    'kit',
  ] as const;
  return keys
    .filter((key) => remembered[key] === undefined && given[key] === undefined)
    .map((key) => diagnose('new-option', { option: key, value: String(options[key]) || '""' }));
}
