import {
  type Diagnostic,
  diagnose,
  hasErrors,
  sortDiagnostics,
} from '../../diagnostics/diagnostic.ts';
import type { SourceReader, SourceResult } from '../source.ts';
import type { FileDescriptor, ServiceDescriptor } from './descriptor.ts';
import { lowerProto } from './lower/lower.ts';
import { nameServices } from './lower/names.ts';
import { type ProtoResult, parseProto } from './parse.ts';

/** What to read as a contract. */
export interface ProtoContractRequest {
  /** The entry file, as the user named it. */
  readonly path: string;
  /** The name that imports give it; without it, its path from the root that it is in. */
  readonly name?: string;
  /** The entry's text, where it is not what the reader would give. */
  readonly text?: string;
  readonly reader: SourceReader;
  /** Folders that imports are relative to; without any, the folder of the entry. */
  readonly roots: readonly string[];
  /** The services to serve, by short or full name; empty for all of the entry, or of what it imports if it has none. */
  readonly services: readonly string[];
  /** What services and messages are called, by their full names, where that was decided before. */
  readonly names?: ReadonlyMap<string, string>;
  readonly shipped: (name: string) => string | undefined;
}

/** Reads a `.proto` with its imports as a contract. */
export function readProto(request: ProtoContractRequest): SourceResult {
  const parsed = parseRequest(request);
  const { diagnostics, sources: files } = parsed;
  if (parsed.file === undefined) return { diagnostics, files, unexported: [] };
  const { services, faults } = chosenServices(request, parsed.file, parsed.files);
  const all = { diagnostics: [...diagnostics, ...faults], files, unexported: [] };
  if (faults.length > 0) return all;
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const textOf = (file: string): string => texts.get(file) ?? request.shipped(file) ?? '';
  const lowered: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void lowered.push(diagnostic);
  const contract = lowerProto({ ...request, files: parsed.files, services, textOf, report });
  const said = { ...all, diagnostics: sortDiagnostics([...all.diagnostics, ...lowered]) };
  return hasErrors(lowered) ? said : { ...said, contract };
}

function parseRequest({
  path,
  name,
  text,
  reader,
  roots,
  shipped,
}: Omit<ProtoContractRequest, 'services'>): ProtoResult {
  const readText = (file: string): string | undefined =>
    file === path && text !== undefined ? text : reader.readText(file);
  const named = name === undefined ? {} : { name };
  return parseProto({ path, ...named, reader: { ...reader, readText }, roots, shipped });
}

/**
 * The services that a `.proto` offers: those that are served where none is named, and what else of its imports is known.
 */
export function protoServices(
  request: ProtoContractRequest,
): Pick<SourceResult, 'diagnostics' | 'files'> & { readonly names: readonly string[] } {
  const { file, files, diagnostics, sources } = parseRequest(request);
  if (file === undefined) return { names: [], diagnostics, files: sources };
  const { services, faults } = chosenServices({ ...request, services: [] }, file, files);
  const known = chosenServices(request, file, files).services;
  const all = nameServices([...new Set([...services, ...known])], request.names);
  return { names: [...all.values()], diagnostics: [...diagnostics, ...faults], files: sources };
}

interface Chosen {
  readonly services: readonly ServiceDescriptor[];
  readonly faults: readonly Diagnostic[];
}

/** An imported file may be anybody's: its services are served where they are named, or where the entry has none. */
function chosenServices(
  { path, services: named, names: known = new Map() }: ProtoContractRequest,
  entry: FileDescriptor,
  files: readonly FileDescriptor[],
): Chosen {
  const all = files.filter(({ isShipped }) => !isShipped).flatMap(({ service }) => service);
  if (named.length === 0) {
    const services = entry.service.length > 0 ? entry.service : all;
    return {
      services,
      faults: services.length > 0 ? [] : [diagnose('proto-no-service', { path })],
    };
  }
  const codeNames = nameServices(all, known);
  const kept = new Set(known.values());
  const isNamed = (name: string, service: ServiceDescriptor): boolean => {
    if (service.fullName === name || known.get(service.fullName) === name) return true;
    return !kept.has(name) && (service.name === name || codeNames.get(service) === name);
  };
  const available = all.map(({ fullName }) => fullName);
  return {
    services: all.filter((service) => named.some((name) => isNamed(name, service))),
    faults: named
      .filter((name) => !all.some((service) => isNamed(name, service)))
      .map((name) => diagnose('service-not-found', { name, available })),
  };
}
