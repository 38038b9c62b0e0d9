import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { checkContract } from '../ir/check.ts';
import type { Contract } from '../ir/types.ts';
import { projectPaths } from '../plan/project-paths.ts';
import type { OpenProject } from '../project/open-project.ts';
import { createSourceReader } from '../project/source-reader.ts';
import type { SourceFile } from '../source/source.ts';
import { checkExports } from '../source/unexported.ts';
import { parseTypeScript } from '../source/typescript/parse.ts';

/** A contract that was read and checked; it is absent when errors left nothing to plan. */
export interface ReadContract {
  readonly contract?: Contract;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/**
 * Front end and check: the contract's text becomes the model that everything is planned from.
 * @param text the entry file's text, where it is not what the disk holds
 */
export function readContract(cwd: string, project: OpenProject, text?: string): ReadContract {
  const { contractPath, options } = project;
  const services = options.service.split(',').filter((name) => name !== '');
  const reader = createSourceReader(cwd);
  const parsed = parseTypeScript({
    path: contractPath,
    reader,
    services,
    ...(text === undefined ? {} : { text }),
  });
  const { contract, files: sources } = parsed;
  const exports = options.idl === projectPaths.idl ? checkExports(parsed) : [];
  const diagnostics = [...parsed.diagnostics, ...exports];
  if (contract === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  const faults = checkContract(contract, { prefix: options.prefix, tools: options.skill });
  return { contract, diagnostics: [...diagnostics, ...faults], sources };
}
