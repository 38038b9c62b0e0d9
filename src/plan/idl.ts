import { type Artifact, generatorFile } from './artifact.ts';
import type { PlanContext } from './context.ts';
import type { Options } from './options.ts';
import { projectPaths } from './project-paths.ts';

/** `templates/project/idl.hbs` */
export interface IdlView {
  readonly declarations: readonly string[];
}

/** Whether a project is generated from the `idl.ts` in it, which its user writes then: generated code imports from that. */
export function ownsIdl({ idl }: Pick<Options, 'idl'>): boolean {
  return idl === projectPaths.idl;
}

/** The contract in one file, unless its user writes that very file. */
export function planIdl({ contract, options }: PlanContext): Artifact[] {
  if (ownsIdl(options) || contract.source === 'proto') return [];
  return [
    generatorFile({
      path: projectPaths.idl,
      reason: 'the contract in one file',
      template: 'project/idl',
      view: { declarations: contract.snapshot.map((item) => item.text) },
    }),
  ];
}
