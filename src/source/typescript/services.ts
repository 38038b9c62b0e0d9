import ts from '#typescript';
import { type Members, type MemberFault, readMembers } from './members.ts';
import type { Program } from './program.ts';
import type { Report } from './report.ts';
import { nameNode, orderOf, unaliased } from './symbols.ts';

/** An interface that is a service, and its methods in the contract's order. */
export interface FoundService {
  readonly symbol: ts.Symbol;
  readonly node: ts.Node;
  readonly methods: readonly ts.Symbol[];
}

interface Obstacle {
  readonly reason: string;
  readonly fix: string;
  /** Whether but for this it would be a service. */
  readonly isNear: boolean;
}

/** Something that may be a service. */
interface Candidate {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly node: ts.Node;
  readonly members: Members;
  /** Why its kind of declaration is none, and what to do. */
  readonly obstacle?: Obstacle;
}

/**
 * The services of a contract: its exported interfaces (any interface, where the file exports nothing) of
 * nothing but methods that answer with a promise or a stream. A near miss is a warning; it is a fault where
 * it was asked for by name, or where nothing else in the file is a service.
 * @param wanted the only names to take, when there are any
 */
export function findServices(
  program: Program,
  wanted: readonly string[],
  report: Report,
): readonly FoundService[] {
  const candidates = findCandidates(program, wanted);
  if (wanted.length > 0) return namedServices(program, { candidates, wanted, report });
  const services = candidates.filter(isService);
  if (services.length === 0) {
    reportNone(program, candidates, report);
    return [];
  }
  for (const candidate of candidates.filter(isNearMiss)) {
    reportMiss(program, candidate, { report, code: 'near-miss-service' });
  }
  return services.map(serviceOf);
}

interface NamedSearch {
  readonly candidates: readonly Candidate[];
  readonly wanted: readonly string[];
  readonly report: Report;
}

function namedServices(
  program: Program,
  { candidates, wanted, report }: NamedSearch,
): readonly FoundService[] {
  const named = candidates.filter(({ name }) => wanted.includes(name));
  for (const name of wanted.filter((one) => !named.some((candidate) => candidate.name === one))) {
    const hopefuls = candidates.filter((one) => isService(one) || isNearMiss(one));
    report.add('service-not-found', { name, available: hopefuls.map((one) => one.name) }, {});
  }
  for (const candidate of named.filter((one) => !isService(one))) {
    reportMiss(program, candidate, { report, code: 'not-a-service' });
  }
  return named.filter(isService).map(serviceOf);
}

function isService({ members, obstacle }: Candidate): boolean {
  return obstacle === undefined && members.methods.length > 0 && members.faults.length === 0;
}

function isNearMiss(candidate: Candidate): boolean {
  const { obstacle, members } = candidate;
  if (!hasMethods(candidate)) return false;
  return obstacle === undefined
    ? members.faults.length > 0
    : obstacle.isNear && members.faults.length === 0;
}

function hasMethods({ members }: Candidate): boolean {
  return members.methods.length > 0;
}

/** Nothing is a service: says of what comes nearest why it is none. */
function reportNone(program: Program, candidates: readonly Candidate[], report: Report): void {
  const ranks: readonly ((candidate: Candidate) => boolean)[] = [
    hasMethods,
    ({ members: { faults }, obstacle }) =>
      obstacle === undefined && faults.length > 0 && faults.every((fault) => fault.callable),
  ];
  for (const isNear of ranks) {
    const near = candidates.filter(isNear);
    for (const candidate of near) {
      reportMiss(program, candidate, { report, code: 'not-a-service' });
    }
    if (near.length > 0) return;
  }
  report.add('no-service', { path: program.sources[0]?.path ?? '' }, {});
}

interface Verdict {
  readonly report: Report;
  readonly code: 'near-miss-service' | 'not-a-service';
}

function reportMiss(program: Program, candidate: Candidate, { report, code }: Verdict): void {
  const { name, node, obstacle, members } = candidate;
  const none = { node, reason: 'it has no methods', fix: 'Give it methods.' };
  const faults: readonly Pick<MemberFault, 'node' | 'reason' | 'fix'>[] =
    obstacle === undefined ? members.faults : [{ node, ...obstacle }];
  const [{ reason, fix, node: place } = none, ...others] = faults;
  const related = others.slice(0, MAX_REASONS).map((fault) => ({
    span: program.spanOf(fault.node),
    message: fault.reason,
  }));
  report.add(code, { name, reason, fix }, { span: program.spanOf(place), related });
}

/** More reasons than these why something is no service tell nothing more. */
const MAX_REASONS = 4;

function serviceOf({ symbol, node, members }: Candidate): FoundService {
  return { symbol, node, methods: members.methods };
}

/** What could be a service, and what is taken for one, in the order of the files. */
function findCandidates(program: Program, wanted: readonly string[]): readonly Candidate[] {
  const exported = exportedSymbols(program);
  const local = topLevelSymbols(program).filter((symbol) => !exported.includes(symbol));
  const isOpen = exported.length === 0;
  const found = [
    ...exported.flatMap((symbol) => candidateOf(program, { symbol, isExported: true, wanted })),
    ...local.flatMap((symbol) => candidateOf(program, { symbol, isExported: isOpen, wanted })),
  ];
  return found.toSorted((a, b) => orderOf(program, a.node) - orderOf(program, b.node));
}

function exportedSymbols({ checker, entry }: Program): readonly ts.Symbol[] {
  const module = checker.getSymbolAtLocation(entry);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).map((symbol) => unaliased(checker, symbol));
}

function topLevelSymbols({ checker, entry }: Program): readonly ts.Symbol[] {
  const symbols = entry.statements.map((statement) =>
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement)
      ? checker.getSymbolAtLocation(statement.name ?? statement)
      : undefined,
  );
  return [...new Set(symbols.filter((symbol) => symbol !== undefined))];
}

interface Hopeful {
  readonly symbol: ts.Symbol;
  readonly isExported: boolean;
  readonly wanted: readonly string[];
}

function candidateOf(program: Program, { symbol, isExported, wanted }: Hopeful): Candidate[] {
  const declaration = symbol.declarations?.find(isHolder);
  if (declaration === undefined || program.isBuiltIn(symbol)) return [];
  const node = nameNode(declaration);
  const type = program.checker.getDeclaredTypeOfSymbol(symbol);
  const isWanted = wanted.includes(node.getText());
  if ((type.flags & ts.TypeFlags.Object) === 0) return [];
  if (!isWanted && !mayHaveMethods(declaration)) return [];
  const obstacle = kindObstacle(declaration, isExported);
  return [
    {
      name: node.getText(),
      symbol,
      node,
      members: readMembers(program, type, node),
      ...(obstacle === undefined ? {} : { obstacle }),
    },
  ];
}

/**
 * Whether a declaration can have methods at all, by its text alone: most are messages, and asking the checker
 * for the types of all their members costs more than all that services need.
 */
function mayHaveMethods(declaration: Holder): boolean {
  const body = ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration;
  if (ts.isTypeLiteralNode(body)) return body.members.some(mayBeMethod);
  if (!ts.isInterfaceDeclaration(body) && !ts.isClassDeclaration(body)) return true;
  return (body.heritageClauses ?? []).length > 0 || [...body.members].some(mayBeMethod);
}

function mayBeMethod(member: ts.TypeElement | ts.ClassElement): boolean {
  const isField = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
  return !isField || member.type === undefined || !DATA_NODES.has(member.type.kind);
}

/** Kinds of type that are never a function. */
const DATA_NODES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.BooleanKeyword,
  ts.SyntaxKind.BigIntKeyword,
  ts.SyntaxKind.UnknownKeyword,
  ts.SyntaxKind.LiteralType,
  ts.SyntaxKind.ArrayType,
  ts.SyntaxKind.TupleType,
  ts.SyntaxKind.UnionType,
  ts.SyntaxKind.TypeLiteral,
]);

type Holder = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

function isHolder(node: ts.Node): node is Holder {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node)
  );
}

function kindObstacle(declaration: Holder, isExported: boolean): Obstacle | undefined {
  const name = declaration.name?.text ?? 'Service';
  if (!ts.isInterfaceDeclaration(declaration)) {
    const isClass = ts.isClassDeclaration(declaration);
    return {
      reason: `it is ${isClass ? 'a class' : 'a type alias'}, and a service is an interface`,
      fix: `Write its methods as \`export interface ${name} { ... }\`.`,
      isNear: !isClass && isExported && declaration.typeParameters === undefined,
    };
  }
  if ((declaration.typeParameters ?? []).length > 0) {
    return {
      reason: 'it is generic',
      fix: `Export an interface that applies it: \`export interface UserService extends ${name}<User> {}\`.`,
      isNear: false,
    };
  }
  if (isExported) return undefined;
  return {
    reason: 'it is not exported',
    fix: `Write \`export interface ${name}\`.`,
    isNear: false,
  };
}
