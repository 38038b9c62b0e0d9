import { serviceId } from '../ir/service-id.ts';
import { projectPaths, servicePaths } from '../plan/project-paths.ts';
import type { GeneratedProject } from './open-generated.ts';

/** A generated file that appended parts are wired into. */
export interface Seam {
  readonly name: string;
  readonly path: string;
  readonly isPresent: boolean;
  /** The appends that need it. */
  readonly appends: readonly ('service' | 'method' | 'middleware')[];
}

/** Every seam of a project, present or not. */
export function seamsOf({ disk, manifest }: GeneratedProject): readonly Seam[] {
  const wanted: readonly Omit<Seam, 'isPresent'>[] = [
    seam('Generated services seam', projectPaths.services, ['service']),
    seam('Generated routes seam', projectPaths.routes, ['service', 'method', 'middleware']),
    seam('Generated runtime seam', projectPaths.runtime, ['service']),
    ...manifest.services.flatMap((name) => {
      const paths = servicePaths(serviceId(name));
      return [
        seam(`${name} class`, paths.service, ['method']),
        seam(`${name} chain`, paths.chain, ['middleware']),
      ];
    }),
  ];
  return wanted.map((one) => ({ ...one, isPresent: disk.kindOf(one.path) === 'file' }));
}

function seam(name: string, path: string, appends: Seam['appends']): Omit<Seam, 'isPresent'> {
  return { name, path, appends };
}
