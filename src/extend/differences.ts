import type { ContractChange } from '../ir/compare/change.ts';
import { compareContracts } from '../ir/compare/compare.ts';
import { NOTHING_MORE } from '../ir/compare/grpc.ts';
import type { PublishedContract } from '../ir/published.ts';

/** What differs between two contracts, in words; some of it where it is much. */
export function differences(
  before: PublishedContract,
  after: PublishedContract,
  isExpected: (change: ContractChange) => boolean = () => false,
): readonly string[] {
  // A number of a `.proto` is a difference, whoever speaks it.
  const grpc = after.contract.proto === undefined ? undefined : NOTHING_MORE;
  const all = compareContracts(before, after, grpc);
  const changes = all.filter((change) => !isExpected(change) && !isPlace(change));
  const words = changes.map(({ subject, message }) => `${subject}: ${message}`);
  if (words.length <= MAX_WORDS) return words;
  return [...words.slice(0, MAX_WORDS), `and ${words.length - MAX_WORDS} more`];
}

/** A combined `.proto` may be another file: in which one a message stands makes no difference to a project. */
function isPlace({ code }: ContractChange): boolean {
  return code === 'proto-file-removed';
}

/** More differences than these tell nothing more: `microgen diff` has them all. */
const MAX_WORDS = 3;
