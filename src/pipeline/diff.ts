import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { ContractChange } from '../ir/compare/change.ts';
import type { DiffRequest } from '../project/diff-request.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { SourceFile } from '../source/source.ts';
import { compareWith } from './compare-baseline.ts';
import { publishedBy } from './published.ts';
import { readBaseline } from './read-baseline.ts';
import { readContract } from './read-contract.ts';

/** What a comparison came to; `changes` is absent where there was none. */
export interface Compared {
  readonly changes?: readonly ContractChange[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/**
 * Reads both contracts, the new one from its source, and compares them. Where there is nothing to compare with, only
 * that is told: what the new contract is warned of has nothing to do with it.
 */
export function compareWithBaseline(request: DiffRequest, project: OpenProject): Compared {
  const { cwd, against } = request;
  const base = readBaseline({ cwd, project, against });
  if (base.published === undefined || hasErrors(base.diagnostics)) {
    return { diagnostics: base.diagnostics, sources: base.sources };
  }
  const next = readContract(cwd, project);
  const diagnostics = [...base.diagnostics, ...next.diagnostics];
  const sources = [...base.sources, ...next.sources];
  if (next.contract === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  const changes = compareWith(project, {
    before: base.published,
    after: publishedBy(project, next.contract),
    spoken: base.spoken,
  });
  return { changes, diagnostics, sources };
}
