import { publishContract } from '../ir/published.ts';
import { writeContract } from '../ir/serial/write-contract.ts';
import type { Artifact } from './artifact.ts';
import type { PlanContext } from './context.ts';
import { contractJsonPath } from './project-paths.ts';

/** The normalised contract, with the places of everything in it as seen from the project. */
export function planContractJson({ contract, options, pathOf }: PlanContext): Artifact[] {
  const published = publishContract(contract, { prefix: options.prefix, tools: options.skill });
  const value = writeContract(published, { file: options.idl, pathOf });
  return [
    {
      path: contractJsonPath,
      owner: 'generator',
      reason: 'the contract as it was generated last, to compare the next one with',
      body: { kind: 'json', value, dense: true },
    },
  ];
}
