import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Contract, Service } from '../ir/types.ts';
import { servicePaths } from '../plan/project-paths.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { Insert } from '../project/settle.ts';
import { microgenCommand } from '../text/command.ts';
import { findServiceClass } from './service-class.ts';

/**
 * Names the methods of a contract that the user's classes lack, each with the command that adds it. Of a class
 * that is not found, or whose base stands in another file, nothing is said: the compiler knows.
 */
export function unwrittenMethods(
  project: OpenProject,
  { services }: Contract,
  inserts: readonly Insert[],
): readonly Diagnostic[] {
  return services.flatMap((service) => {
    const path = servicePaths(service.id).service;
    const text = textAt(project, path, inserts);
    return text === undefined ? [] : lacking(service, { text, path, out: project.name });
  });
}

function textAt(
  { disk }: OpenProject,
  path: string,
  inserts: readonly Insert[],
): string | undefined {
  const inserted = inserts.find((insert) => insert.path === path)?.content;
  if (inserted === undefined && disk.kindOf(path) !== 'file') return undefined;
  return new TextDecoder().decode(inserted ?? disk.read(path));
}

interface Place {
  readonly text: string;
  readonly path: string;
  readonly out: string;
}

function lacking({ name, methods }: Service, { text, path, out }: Place): readonly Diagnostic[] {
  // Most classes have all: their file need not be parsed to see that each name stands in it.
  if (methods.every((method) => text.includes(method.name))) return [];
  const search = findServiceClass(text, name);
  if ('fault' in search || search.found.base !== undefined) return [];
  const { members } = search.found;
  return methods
    .filter((method) => !members.has(method.name))
    .map((method) => {
      const operation = `${name}.${method.name}`;
      const command = microgenCommand('extend', { 'append-method': operation, out });
      return diagnose('method-not-written', { operation, path, command });
    });
}
