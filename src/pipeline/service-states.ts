import type { Contract } from '../ir/types.ts';
import type { FormsPlan } from '../plan/context.ts';
import { speaksGrpc } from '../plan/options.ts';

import { grpcPlan } from '../plan/pb/grpc-plan.ts';
import { messageRoots, reachedSchema } from '../plan/pb/reached.ts';
import { formTables } from '../plan/pb/tables.ts';
import { sliceTexts } from '../plan/slice.ts';
import { currentServices } from '../project/current.ts';
import { hashText } from '../project/hash.ts';
import type { ManifestArtifact } from '../project/manifest.ts';
import type { OpenProject } from '../project/open-project.ts';
import { microgenVersion } from '../project/version.ts';

/** Which services of a contract are new to a project. */
export interface ServiceStates {
  /** A hash of what the files of each service are planned from, by its name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The files of those that are current, by the service's name: they need no rendering. */
  readonly kept: ReadonlyMap<string, readonly ManifestArtifact[]>;
}

/**
 * Finds the services that are as they were generated last.
 * @param trustManifest whether what it says of files that are the same again is believed
 */
export function serviceStates(
  project: OpenProject,
  contract: Contract,
  trustManifest = true,
): ServiceStates {
  const textOf = sliceTexts(contract);
  const { options, numbers } = project;
  const isWritten = speaksGrpc(options) && contract.source !== 'proto';
  const said = isWritten ? grpcPlan(contract, options, numbers) : undefined;
  const inputs = Object.fromEntries(
    contract.services.map((service) => {
      // What messages are called, and which numbers they have, is settled for all services together.
      const all = said === undefined ? '' : messagesText(said, service.id);
      return [service.name, hashText(textOf(service) + all)];
    }),
  );
  const kept = currentServices(project, microgenVersion(), trustManifest ? inputs : {});
  return { inputs, kept };
}

/** What the files of a service say of the messages that it takes and gives. */
function messagesText({ schema, numbered }: FormsPlan, id: string): string {
  const service = schema.services.find((one) => one.id === id);
  const reached = reachedSchema(schema, messageRoots(schema, id));
  return JSON.stringify([schema.package, service, formTables(reached, numbered)]);
}
