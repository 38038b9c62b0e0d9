import { resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import { ownsIdl } from '../plan/idl.ts';
import { relativePath, shownPath } from '../project/paths.ts';
import { protoNamesIn } from '../project/proto-names.ts';
import { createSourceReader } from '../project/source-reader.ts';
import { protoPathBeside, protoPathFrom, protoRoots } from '../project/proto-roots.ts';
import { protoServices } from '../source/proto/read.ts';
import { loadShipped } from '../source/proto/shipped.ts';
import { serviceNames } from '../source/typescript/parse.ts';
import type { SourceFile } from '../source/source.ts';
import type { GeneratedProject } from './open-generated.ts';
import type { ExtendRequest } from './request.ts';

/** A project that is being extended, and how it was asked for. */
export interface ExtendRun {
  readonly request: ExtendRequest;
  readonly project: GeneratedProject;
}

/**
 * Where a target comes from. `own`: the contract that the project is generated from. `other`: another file, which
 * the project is generated from afterwards. `added`: another file, whose target is added to the idl.ts that is
 * the user's.
 */
export interface Source {
  readonly kind: 'own' | 'other' | 'added';
  /** As diagnostics name it. */
  readonly path: string;
  /** The project, generated from that file. */
  readonly project: GeneratedProject;
}

/** Settles where a target comes from. */
export function sourceOf({ request, project }: ExtendRun): Source {
  const { cwd, idl, protoPath } = request;
  const { root, options, contractPath } = project;
  if (idl === undefined || resolve(cwd, idl) === resolve(root, options.idl)) {
    return { kind: 'own', path: contractPath, project };
  }
  const path = shownPath(cwd, idl);
  const roots =
    protoPath === undefined
      ? protoPathBeside(cwd, project, path)
      : protoPathFrom(cwd, root, protoPath);
  const other = {
    ...project,
    contractPath: path,
    options: {
      ...options,
      idl: relativePath(root, resolve(cwd, idl)),
      ...(path.endsWith('.proto') ? { protoPath: roots } : {}),
    },
  };
  return { kind: ownsIdl(options) ? 'added' : 'other', path, project: other };
}

/** The services that a source offers beside those of the project, or what keeps it from serving. */
export interface Offered {
  readonly fresh: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
}

/** Looks for services; every one of the project's must be among them. */
export function offeredBy({ request, project }: ExtendRun, source: Source): Offered {
  const { path } = source;
  const offering = withServices(source.project, project.manifest.services);
  const { names, diagnostics, files } = servicesIn(request.cwd, offering);
  if (hasErrors(diagnostics)) return { fresh: [], diagnostics, files };
  const known = project.manifest.services;
  const missing = known.filter((name) => !names.includes(name));
  const fresh = names.filter((name) => !known.includes(name));
  if (missing.length === 0) return { fresh, diagnostics, files };
  return {
    fresh,
    diagnostics: [diagnose('contract-not-combined', { missing, file: path })],
    files,
  };
}

/** The names of the services in a file, or in the text that it shall have. */
export function servicesIn(cwd: string, project: GeneratedProject, text?: string) {
  const { contractPath: path, options } = project;
  const request = {
    path,
    reader: createSourceReader(cwd),
    ...(text === undefined ? {} : { text }),
  };
  if (!path.endsWith('.proto')) return serviceNames(request);
  const services = options.service.split(',').filter((name) => name !== '');
  const given = { services, names: protoNamesIn(project.disk) };
  const roots = protoRoots(cwd, project);
  return protoServices({ ...request, ...roots, ...given, shipped: loadShipped() });
}

/** A project that takes only some of the services of its contract. */
export function withServices(
  project: GeneratedProject,
  services: readonly string[],
): GeneratedProject {
  return { ...project, options: { ...project.options, service: services.join(',') } };
}
