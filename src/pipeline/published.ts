import { type PublishedContract, publishContract } from '../ir/published.ts';
import type { Contract } from '../ir/types.ts';
import type { OpenProject } from '../project/open-project.ts';

/** A contract as the clients of a project meet it. */
export function publishedBy(
  { options }: Pick<OpenProject, 'options'>,
  contract: Contract,
): PublishedContract {
  return publishContract(contract, { prefix: options.prefix, tools: options.skill });
}
