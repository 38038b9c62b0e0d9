import { type Artifact, generatorFile } from './artifact.ts';
import type { PlanContext } from './context.ts';
import { projectPaths } from './project-paths.ts';

/** `templates/project/idl.hbs` */
export interface IdlView {
  readonly declarations: readonly string[];
}

/** The contract in one file, unless its user writes that very file. */
export function planIdl({ contract, ownsIdl }: PlanContext): Artifact[] {
  if (ownsIdl) return [];
  return [
    generatorFile({
      path: projectPaths.idl,
      reason: 'the contract in one file',
      template: 'project/idl',
      view: { declarations: contract.snapshot.map((item) => item.text) },
    }),
  ];
}
