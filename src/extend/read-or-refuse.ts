import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Contract } from '../ir/types.ts';
import { readContract } from '../pipeline/read-contract.ts';
import type { SourceFile } from '../source/source.ts';
import type { GeneratedProject } from './open-generated.ts';

/** What is against an adoption. */
export interface Refused {
  readonly adoption?: undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources?: readonly SourceFile[];
}

/** A contract, or what keeps it from being read. */
export type Read =
  | { readonly contract: Contract; readonly diagnostics?: undefined }
  | (Refused & { readonly contract?: undefined });

/**
 * Reads the contract of a project on the way to an adoption; its warnings are told by the read that everything is
 * planned from.
 * @param text the entry file's text, where it is not what the disk holds
 */
export function readOrRefuse(cwd: string, project: GeneratedProject, text?: string): Read {
  const { contract, diagnostics, sources } = readContract(cwd, project, text);
  if (contract === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  return { contract };
}
