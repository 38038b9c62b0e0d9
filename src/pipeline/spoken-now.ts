import { speaksGrpc } from '../plan/options.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { Spoken } from '../project/spoken.ts';

/** How a project is to speak gRPC from now on; `undefined` where it is not. A `.proto` without a project is made for it. */
export function spokenNow(project: OpenProject): Spoken | undefined {
  const { options, numbers, manifest, contractPath } = project;
  const isBare = manifest === undefined && contractPath.endsWith('.proto');
  return speaksGrpc(options) || isBare ? { name: options.name, numbers } : undefined;
}
