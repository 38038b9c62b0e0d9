import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { PublishedContract } from '../ir/published.ts';
import { readBaseline } from '../pipeline/read-baseline.ts';
import type { GeneratedProject } from './open-generated.ts';

/** What a project was generated from last. */
export type LastContract =
  | { readonly published: PublishedContract; readonly diagnostics?: undefined }
  | { readonly published?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads the contract of the last generation, as the project keeps it. */
export function readLastContract(cwd: string, project: GeneratedProject): LastContract {
  const { published, diagnostics } = readBaseline({ cwd, project, against: undefined });
  if (published === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { published };
}
