import ts from '#typescript';
import type { Span } from '../../diagnostics/span.ts';
import { nearest } from '../../text/nearest.ts';
import { insteadOf } from './hints.ts';
import type { Program } from './program.ts';
import type { Entity } from './reach.ts';
import type { Report } from './report.ts';

/** More faulty lines of one file than these are mostly echoes of the first. */
const MAX_LINES = 5;

/** Reports what the parser refuses: the first fault of a line, for the same reason. */
export function reportSyntax(program: Program, report: Report): void {
  for (const file of program.files) {
    const lines = new Set<number>();
    for (const fault of program.syntaxFaults(file)) {
      const span = spanOf(program, fault);
      if (lines.has(span.line) || lines.size >= MAX_LINES) continue;
      lines.add(span.line);
      report.add('syntax-error', { message: messageOf(fault) }, { span });
    }
  }
}

/**
 * Reports what the checker refuses within the declarations that services reach. What else is in the files is
 * left alone: it may use a library or packages that a contract does not see.
 */
export function reportTypes(
  program: Program,
  entities: ReadonlyMap<ts.Symbol, Entity>,
  report: Report,
): void {
  const known = new Set(report.all().map(({ span }) => placeOf(span)));
  for (const file of program.files) {
    const ranges = [...entities.values()]
      .flatMap((entity) => entity.parts)
      .filter(({ node }) => node.getSourceFile() === file);
    if (ranges.length === 0) continue;
    for (const fault of program.typeFaults(file)) {
      const at = fault.start ?? 0;
      const part = ranges.find(({ node }) => at >= node.pos && at < node.end);
      const isCut = part?.cuts.some((cut) => at >= cut.start && at < cut.end) ?? true;
      const span = spanOf(program, fault);
      if (!isCut && !known.has(placeOf(span))) reportFault(program, { fault, span, report });
    }
  }
}

interface Fault {
  readonly fault: ts.Diagnostic;
  readonly span: Span;
  readonly report: Report;
}

/** The checker's codes for a name that it does not find, with or without a suggestion. */
const UNKNOWN_NAMES: ReadonlySet<number> = new Set([
  2304, 2552, 2503, 2694, 2580, 2581, 2582, 2583, 2584, 2591,
]);

/** The checker's code for `type A = A`. */
const CIRCULAR_ALIAS = 2456;

/** The checker's codes for a module that it does not find. */
const UNKNOWN_MODULES: ReadonlySet<number> = new Set([2307, 2792]);

function reportFault(program: Program, { fault, span, report }: Fault): void {
  const { file, start = 0, length = 0 } = fault;
  const name = file?.text.slice(start, start + length) ?? '';
  const isUnknown = UNKNOWN_NAMES.has(fault.code);
  const isModule = UNKNOWN_MODULES.has(fault.code) || (isUnknown && /^["']/.test(name));
  if (isUnknown && !isModule) {
    const instead = insteadOf(name);
    const meant = instead === undefined ? nearest(name, namesInScope(program, fault)) : undefined;
    report.add('unknown-type', { name, nearest: meant, instead }, { span });
  } else if (isModule) {
    const specifier = name.replace(/^["']|["']$/g, '');
    const type = importedType(file?.text ?? '', start + length);
    const instead = insteadOf(type);
    if (/^[./]/.test(specifier)) report.add('unknown-import', { specifier }, { span });
    else if (instead === undefined) report.add('package-type', { name: type, specifier }, { span });
    else report.add('unknown-type', { name: type, instead }, { span });
  } else if (fault.code === CIRCULAR_ALIAS) report.add('endless-type', { name }, { span });
  else report.add('type-error', { message: messageOf(fault) }, { span });
}

/** What `import('package').Name` names, by the text behind the package. */
function importedType(text: string, at: number): string {
  return /^\s*\)\s*(?:\.\s*[\w$]+\s*)*\.\s*([\w$]+)/.exec(text.slice(at))?.[1] ?? 'what it exports';
}

function namesInScope({ checker, entry }: Program, { file }: ts.Diagnostic): readonly string[] {
  return checker
    .getSymbolsInScope(file ?? entry, ts.SymbolFlags.Type | ts.SymbolFlags.Alias)
    .map((symbol) => symbol.name);
}

function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '').replace(/\s+/g, ' ');
}

function spanOf(program: Program, { file, start = 0, length = 0 }: ts.Diagnostic): Span {
  const owner = program.files.find((one) => one === file) ?? program.entry;
  return program.spanBetween(owner, start, start + length);
}

function placeOf(span: Span | undefined): string {
  return span === undefined ? '' : `${span.path}:${span.line}:${span.column}`;
}
