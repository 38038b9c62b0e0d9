import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { ContractChange } from '../ir/compare/change.ts';
import { compareContracts } from '../ir/compare/compare.ts';
import type { PublishedContract } from '../ir/published.ts';
import { readBaseline } from '../pipeline/read-baseline.ts';
import type { GeneratedProject } from './open.ts';

/** What a project was generated from last. */
export type LastContract =
  | { readonly published: PublishedContract; readonly diagnostics?: undefined }
  | { readonly published?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads the contract of the last generation, as the project keeps it. */
export function readLast(cwd: string, project: GeneratedProject): LastContract {
  const { published, diagnostics } = readBaseline({ cwd, project, against: undefined });
  if (published === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { published };
}

/** What differs between two contracts, in words; some of it where it is much. */
export function differences(
  before: PublishedContract,
  after: PublishedContract,
  isExpected: (change: ContractChange) => boolean = () => false,
): readonly string[] {
  const changes = compareContracts(before, after).filter((change) => !isExpected(change));
  const words = changes.map(({ subject, message }) => `${subject}: ${message}`);
  if (words.length <= MAX_WORDS) return words;
  return [...words.slice(0, MAX_WORDS), `and ${words.length - MAX_WORDS} more`];
}

/** More differences than these tell nothing more: `microgen diff` has them all. */
const MAX_WORDS = 3;
