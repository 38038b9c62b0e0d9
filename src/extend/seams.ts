import { serviceId } from '../ir/service-id.ts';
import { handlerName } from '../plan/context.ts';
import { projectPaths, servicePaths } from '../plan/project-paths.ts';
import { textOf } from '../project/rendering.ts';
import { findServiceClass } from '../user-files/service-class.ts';
import type { GeneratedProject } from './open-generated.ts';

/** A place that appended parts are wired into: a generated file, or a class of the user's. */
export interface Seam {
  readonly name: string;
  readonly path: string;
  readonly isPresent: boolean;
  /** The appends that need it. */
  readonly appends: readonly ('service' | 'method' | 'middleware')[];
  /** What to do about one that is missing in a file that is there. */
  readonly action?: string;
}

/** Every seam of a project, present or not. */
export function seamsOf(project: GeneratedProject): readonly Seam[] {
  const file = (name: string, path: string, appends: Seam['appends']): Seam => {
    return { name, path, isPresent: project.disk.kindOf(path) === 'file', appends };
  };
  return [
    file('Generated services seam', projectPaths.services, ['service']),
    file('Generated routes seam', projectPaths.routes, ['service', 'method', 'middleware']),
    file('Generated runtime seam', projectPaths.runtime, ['service']),
    ...project.manifest.services.flatMap((name) => {
      const paths = servicePaths(serviceId(name));
      return [
        withClass(project, name, file(`${name} class`, paths.service, ['method'])),
        file(`${name} chain`, paths.chain, ['middleware']),
      ];
    }),
  ];
}

/** A stub needs one class to go into. */
function withClass({ disk }: GeneratedProject, service: string, seam: Seam): Seam {
  if (!seam.isPresent) return seam;
  const search = findServiceClass(textOf(disk.read(seam.path)), service);
  if ('found' in search) return seam;
  const action =
    search.fault.kind === 'broken'
      ? `mend ${seam.path}, which is not TypeScript`
      : `let one class of ${seam.path} say \`implements ${handlerName(service)}\``;
  return { ...seam, isPresent: false, action };
}
