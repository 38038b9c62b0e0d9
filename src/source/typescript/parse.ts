import type { DiagnosticCode } from '../../diagnostics/catalogue.ts';
import { type Diagnostic, hasErrors, sortDiagnostics } from '../../diagnostics/diagnostic.ts';
import { withDiscriminators } from '../../ir/discriminators.ts';
import { declarationsByName } from '../../ir/resolve.ts';
import type { Contract } from '../../ir/types.ts';
import type { SourceFile, SourceReader, SourceResult } from '../source.ts';
import { reportSyntax, reportTypes } from './checker-faults.ts';
import { createLowering } from './create-lowering.ts';
import { entryText } from './entry.ts';
import { findUnexported } from './exports.ts';
import { lowerService } from './lower-service.ts';
import { normalPath } from './modules.ts';
import { type Program, createProgram } from './program.ts';
import { reachEntities } from './reach.ts';
import { type Report, createReport } from './report.ts';
import { findServices } from './services.ts';
import { reportUntyped } from './untyped.ts';
import { takeSnapshot } from './snapshot.ts';
import { checkValues } from './values.ts';

/** What to read. */
export interface TypeScriptSource {
  /** The entry file as the user named it, with forward slashes. */
  readonly path: string;
  /** Its text, where the caller has it already. */
  readonly text?: string;
  readonly reader: SourceReader;
  /** The only interfaces to take as services; all that are ones, where it is empty. */
  readonly services?: readonly string[];
}

/**
 * Reads a TypeScript contract: its text is parsed, its services are found, what they reach is checked by
 * TypeScript's own checker and lowered. Faults of one stage end it before the next, save that types which
 * are not found do not keep those from being named that cannot travel.
 */
export function parseTypeScript(source: TypeScriptSource): SourceResult {
  const report = createReport();
  const path = normalPath(source.path);
  const text = source.text ?? entryText(path, source.reader, report);
  if (text === undefined) return { diagnostics: report.all(), files: [], unexported: [] };
  const program = createProgram(path, text, source.reader);
  const found = lowerProgram(program, source.services ?? [], report);
  const diagnostics = sortDiagnostics(report.all());
  const { sources: files } = program;
  if (found === undefined || hasErrors(diagnostics)) return { diagnostics, files, unexported: [] };
  return { contract: found.contract, diagnostics, files, unexported: found.unexported };
}

/** What a contract offers as services, whatever a project takes of it. */
export interface ServiceNames {
  /** In the order of the file. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every local file that was read, the entry first. */
  readonly files: readonly SourceFile[];
}

/** Finds the services of a contract and reads nothing else of it; none at all is no fault here. */
export function serviceNames({ path, text, reader }: TypeScriptSource): ServiceNames {
  const report = createReport();
  const entry = normalPath(path);
  const read = text ?? entryText(entry, reader, report);
  if (read === undefined) return { names: [], diagnostics: report.all(), files: [] };
  const program = createProgram(entry, read, reader);
  reportSyntax(program, report);
  const files = program.sources;
  if (hasErrors(report.all())) return { names: [], diagnostics: report.all(), files };
  const names = findServices(program, [], createReport()).map(({ symbol }) => symbol.name);
  return { names, diagnostics: [], files };
}

/** Names that lead nowhere: what else there is to say can be said beside them. */
const NAME_FAULTS: ReadonlySet<DiagnosticCode> = new Set([
  'unknown-type',
  'unknown-import',
  'package-type',
]);

function isFinal({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && !NAME_FAULTS.has(code);
}

type Found = Pick<SourceResult, 'unexported'> & { readonly contract: Contract };

function lowerProgram(
  program: Program,
  wanted: readonly string[],
  report: Report,
): Found | undefined {
  reportSyntax(program, report);
  if (hasErrors(report.all())) return undefined;
  const services = findServices(program, wanted, report);
  const entities = reachEntities(
    program,
    services.map((service) => service.symbol),
    report,
  );
  reportTypes(program, entities, report);
  if (report.all().some(isFinal)) return undefined;
  const lowering = createLowering(program, entities, report);
  const lowered = services.map((service) => lowerService(lowering, service));
  if (!hasErrors(report.all())) reportUntyped(lowering);
  const contract = withDiscriminators({
    source: 'typescript',
    services: lowered,
    declarations: lowering.table.all(),
    snapshot: takeSnapshot(entities),
  });
  checkValues(lowering.checks, declarationsByName(contract), report);
  return { contract, unexported: findUnexported(program, entities, contract) };
}
