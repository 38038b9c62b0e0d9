import { speaksGrpc } from '../plan/options.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { Spoken } from '../project/spoken.ts';

/** How a project is to speak gRPC from now on; `undefined` where it is not. */
export function spokenNow({ options, numbers }: OpenProject): Spoken | undefined {
  return speaksGrpc(options) ? { name: options.name, numbers } : undefined;
}
