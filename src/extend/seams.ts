import type { GeneratedProject } from './open.ts';

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
    seam('Generated services seam', 'cmd/generated_services.ts', ['service']),
    seam('Generated routes seam', 'cmd/generated_routes.ts', ['service', 'method', 'middleware']),
    seam('Generated runtime seam', 'cmd/generated_runtime.ts', ['service']),
    ...manifest.services.flatMap((name) => {
      const id = name.toLowerCase();
      return [
        seam(`${name} class`, `service/${id}/service.ts`, ['method']),
        seam(`${name} chain`, `endpoint/${id}/generated_chain.ts`, ['middleware']),
      ];
    }),
  ];
  return wanted.map((one) => ({ ...one, isPresent: disk.kindOf(one.path) === 'file' }));
}

function seam(name: string, path: string, appends: Seam['appends']): Omit<Seam, 'isPresent'> {
  return { name, path, appends };
}
