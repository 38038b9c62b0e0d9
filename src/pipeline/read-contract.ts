import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { checkContract } from '../ir/check.ts';
import type { Contract } from '../ir/types.ts';
import { ownsIdl } from '../plan/idl.ts';
import { speaksGrpc } from '../plan/options.ts';
import { grpcPlan } from '../plan/pb/grpc-plan.ts';
import { nameClashes } from '../plan/pb/name-clashes.ts';
import type { OpenProject } from '../project/open-project.ts';
import { protoPathBeside, protoRoots } from '../project/proto-roots.ts';
import { protoNamesIn } from '../project/proto-names.ts';
import { createSourceReader } from '../project/source-reader.ts';
import type { SourceFile, SourceResult } from '../source/source.ts';
import { checkExports } from '../source/unexported.ts';
import { readProto } from '../source/proto/read.ts';
import { loadShipped } from '../source/proto/shipped.ts';
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
  const parsed = parse(cwd, project, text);
  return checked(project, parsed, ownsIdl(project.options) ? checkExports(parsed) : []);
}

/** Reads a contract to compare with: no generated code imports from it, so that it need not export anything. */
export function readOtherContract(
  cwd: string,
  project: OpenProject,
  contractPath: string,
): ReadContract {
  const protoPath = protoPathBeside(cwd, project, contractPath);
  const options = { ...project.options, protoPath };
  return checked(project, parse(cwd, { ...project, contractPath, options }), []);
}

function parse(cwd: string, project: OpenProject, text?: string): SourceResult {
  const { contractPath, options } = project;
  const services = options.service.split(',').filter((name) => name !== '');
  const reader = createSourceReader(cwd);
  const given = text === undefined ? {} : { text };
  if (contractPath.endsWith('.proto')) {
    const names = protoNamesIn(project.disk);
    const request = { path: contractPath, reader, services, names, ...given };
    return readProto({ ...request, ...protoRoots(cwd, project), shipped: loadShipped() });
  }
  return parseTypeScript({ path: contractPath, reader, services, ...given });
}

function checked(
  { options, numbers }: OpenProject,
  { contract, files: sources, ...parsed }: SourceResult,
  exports: readonly Diagnostic[],
): ReadContract {
  const diagnostics = [...parsed.diagnostics, ...exports];
  if (contract === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  const faults = checkContract(contract, {
    prefix: options.prefix,
    tools: options.skill,
    bidirectional: speaksGrpc(options),
  });
  const isDerived = speaksGrpc(options) && contract.source !== 'proto' && !hasErrors(faults);
  const clashes = isDerived
    ? nameClashes(grpcPlan(contract, options, numbers).schema, contract)
    : [];
  return { contract, diagnostics: [...diagnostics, ...faults, ...clashes], sources };
}
