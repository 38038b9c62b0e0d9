import type { ContractChange } from '../ir/compare/change.ts';
import { compareContracts } from '../ir/compare/compare.ts';
import { ruled } from '../ir/compare/findings.ts';
import { type GrpcComparison, NOTHING_MORE } from '../ir/compare/grpc.ts';
import type { PublishedContract } from '../ir/published.ts';
import { compareMessages } from '../plan/pb/compare/compare.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { Spoken } from '../project/spoken.ts';
import { spokenNow } from './spoken-now.ts';

/** Two contracts, the older one with how it was spoken. */
export interface BaselinePair {
  readonly before: PublishedContract;
  readonly after: PublishedContract;
  readonly spoken: Spoken | undefined;
}

/** Compares a contract with an older one, also as callers over gRPC meet them. */
export function compareWith(project: OpenProject, pair: BaselinePair): readonly ContractChange[] {
  return compareContracts(pair.before, pair.after, grpcOf(project, pair));
}

function grpcOf(
  project: OpenProject,
  { before, after, spoken }: BaselinePair,
): GrpcComparison | undefined {
  const now = spokenNow(project);
  if (spoken === undefined) return undefined;
  if (now === undefined) {
    return {
      ...NOTHING_MORE,
      isGone: true,
      changes: [ruled('grpc-removed', spoken.name, 'it speaks HTTP only', {})],
    };
  }
  if (after.contract.proto !== undefined) return NOTHING_MORE;
  return compareMessages(
    { contract: before.contract, ...spoken },
    // Numbers that were given since are kept, as long as the lock is the same one.
    { contract: after.contract, ...now },
  );
}
