import { contractJsonPath } from '../plan/project-paths.ts';
import { microgenCommand } from '../text/command.ts';
import { readGitFile } from './git-file.ts';
import type { OpenProject } from './open-project.ts';
import type { GenerateRequest } from './request.ts';

/**
 * The command that lists every change of a run's contract. A run that writes has made the project's baseline a new
 * one: the old one is to be had from git, where it was committed.
 */
export function changesCommand(
  { idl, against, mode }: GenerateRequest,
  { root, name }: OpenProject,
): string | undefined {
  const writes = (mode ?? 'write') === 'write';
  const last = { folder: root, name, ref: 'HEAD', path: contractJsonPath };
  if (writes && readGitFile(last).text === undefined) return undefined;
  return microgenCommand('diff', {
    idl: writes ? undefined : idl,
    out: name === '.' ? undefined : name,
    against: against ?? (writes ? 'git:HEAD' : undefined),
  });
}
