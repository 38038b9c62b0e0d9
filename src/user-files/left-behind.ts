import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { serviceId } from '../ir/service-id.ts';
import type { Contract } from '../ir/types.ts';
import { serviceParts } from '../plan/project-paths.ts';
import type { Change } from '../project/change.ts';
import type { OpenProject } from '../project/open-project.ts';

/** Names the user's files that a service leaves behind when it goes, and those that still speak of it. */
export function leftBehind(
  { disk, manifest }: OpenProject,
  { services }: Contract,
  changes: readonly Change[],
): readonly Diagnostic[] {
  const stay = new Set(services.map(({ name }) => name));
  const gone = (manifest?.services ?? []).filter((name) => !stay.has(name));
  const kept = changes.filter((change) => change.kind === 'keep-user');
  return gone.flatMap((service) => {
    const id = serviceId(service);
    const files = kept
      .filter(({ orphaned, path }) => orphaned && isOf(id, path))
      .map(({ path }) => path);
    const naming = kept
      .filter(({ orphaned, path }) => !orphaned && !isPattern(path) && names(id, textAt(path)))
      .map(({ path }) => path);
    return files.length === 0 ? [] : [diagnose('service-left-behind', { service, files, naming })];
  });

  function textAt(path: string): string {
    return disk.kindOf(path) === 'file' ? new TextDecoder().decode(disk.read(path)) : '';
  }
}

function isOf(id: string, path: string): boolean {
  return path.split('/').some((part) => serviceParts(id).includes(part));
}

/** What only lists patterns of paths does no harm with one too many. */
function isPattern(path: string): boolean {
  return path.startsWith('.');
}

/** As a word of its own, in whatever case: `services.helloService`, `npm run demo:helloservice`. */
function names(id: string, text: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_$]+/u)
    .includes(id);
}
