import type { ContractChange } from '../../../../src/ir/compare/change.ts';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { type PublishedContract, publishContract } from '../../../../src/ir/published.ts';
import { contractOf } from '../../source/read.ts';

/** What a contract publishes, as a project without options has it. */
export function published(text: string, prefix: string = ''): PublishedContract {
  return publishContract(contractOf(text), { prefix, tools: true });
}

/** The changes from one contract's text to another's. */
export function changesOf(before: string, after: string): readonly ContractChange[] {
  return compareContracts(published(before), published(after));
}

const LETTERS = { breaking: 'B', safe: 's' } as const;

/** A change in a word: `type-changed User.age BBB`, the letters for HTTP, source and tools. */
export function told({ code, subject, verdicts }: ContractChange): string {
  const { http, source, tools } = verdicts;
  const letters = [http, source, tools].map((verdict) =>
    verdict === undefined ? '-' : LETTERS[verdict],
  );
  return `${code} ${subject} ${letters.join('')}`;
}
