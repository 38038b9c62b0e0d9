import ts from '#typescript';
import { nearest } from '../../text/nearest.ts';
import { endWithSpace } from './classes.ts';
import { contextParameters } from './context-parameter.ts';
import { insteadOf } from './hints.ts';
import type { Program } from './program.ts';
import type { Report } from './report.ts';
import { type EntityNode, entityNodes, orderOf, unaliased } from './symbols.ts';

/** A change to the text of a declaration, so that it can stand in one file with all others. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place in a declaration that names another one. */
export interface Reference {
  readonly start: number;
  readonly end: number;
  readonly to: ts.Symbol;
}

/** A declaration of the author's that the services reach, with all its parts. */
export interface Entity {
  readonly symbol: ts.Symbol;
  /** Unique in the contract: a `$` tells those of different files apart. */
  readonly name: string;
  readonly order: number;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly node: EntityNode;
  readonly references: readonly Reference[];
  /** Takes out context parameters, which are no part of what is sent, and what is known nowhere else. */
  readonly cuts: readonly Edit[];
}

type Draft = Omit<Entity, 'name'>;

/**
 * The declarations that some interfaces lead to, by what their text refers to: all that a file needs to hold
 * for them to compile. Names that lead nowhere are faults.
 */
export function reachEntities(
  program: Program,
  roots: readonly ts.Symbol[],
  report: Report,
): ReadonlyMap<ts.Symbol, Entity> {
  const drafts = new Map<ts.Symbol, Draft>();
  const pending = [...roots];
  for (let symbol = pending.pop(); symbol !== undefined; symbol = pending.pop()) {
    if (drafts.has(symbol)) continue;
    const nodes = entityNodes(program, symbol);
    const [first] = nodes;
    if (first === undefined) continue;
    const parts = nodes.map((node) => readPart(program, node, report));
    drafts.set(symbol, { symbol, parts, order: orderOf(program, first) });
    for (const part of parts) pending.push(...part.references.map((reference) => reference.to));
  }
  return named([...drafts.values()].toSorted((a, b) => a.order - b.order));
}

function named(drafts: readonly Draft[]): ReadonlyMap<ts.Symbol, Entity> {
  const taken = new Set<string>();
  const entities = new Map<ts.Symbol, Entity>();
  for (const draft of drafts) {
    let name = ownName(draft);
    while (taken.has(name)) name += '$';
    taken.add(name);
    entities.set(draft.symbol, { ...draft, name });
  }
  return entities;
}

/** The name in the declaration itself: a default export's symbol is called `default`. */
export function ownName({ symbol, parts }: Draft): string {
  const name = parts[0]?.node.name;
  return name !== undefined && ts.isIdentifier(name) ? name.text : symbol.name;
}

function readPart(program: Program, node: EntityNode, report: Report): Part {
  const references: Reference[] = [];
  const cuts: Edit[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isDecorator(child)) {
      const { text } = child.getSourceFile();
      cuts.push({ start: child.getStart(), end: endWithSpace(child, text), text: '' });
      return;
    }
    if (ts.isFunctionLike(child)) {
      const contexts = contextParameters(program, child.parameters);
      cuts.push(...contexts.map((parameter) => cutOf(child.parameters, parameter)));
      const kept = (part: ts.Node): boolean => !contexts.some((context) => context === part);
      ts.forEachChild(child, (part) => (kept(part) ? visit(part) : undefined));
      return;
    }
    const end = nameEnd(child);
    const symbol = end === undefined ? undefined : program.checker.getSymbolAtLocation(end);
    const target = symbol === undefined ? undefined : unaliased(program.checker, symbol);
    if (end !== undefined && symbol !== undefined && target !== undefined) {
      checkImport(program, { name: end, symbol, target, report });
      if (entityNodes(program, target).length > 0) {
        references.push({ start: child.getStart(), end: endOf(child, end), to: target });
        for (const argument of argumentsOf(child)) visit(argument);
        return;
      }
      if (target.name === 'Thenable' && program.isBuiltIn(target)) cuts.push(promiseLike(child));
    }
    ts.forEachChild(child, visit);
  };
  visit(ts.isVariableDeclaration(node) ? node.parent.parent : node);
  return { node, references: outermost(references), cuts };
}

/** The last identifier of a name, whose symbol is what the whole name stands for. */
function nameEnd(node: ts.Node): ts.Node | undefined {
  if (ts.isIdentifier(node)) return node;
  if (ts.isQualifiedName(node)) return node.right;
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (!ts.isImportTypeNode(node) || node.qualifier === undefined) return undefined;
  return nameEnd(node.qualifier);
}

function endOf(node: ts.Node, name: ts.Node): number {
  return ts.isImportTypeNode(node) ? name.end : node.end;
}

function argumentsOf(node: ts.Node): readonly ts.Node[] {
  return ts.isImportTypeNode(node) ? (node.typeArguments ?? []) : [];
}

function outermost(references: readonly Reference[]): readonly Reference[] {
  const sorted = references.toSorted((a, b) => a.start - b.start);
  return sorted.filter((one, index) => one.start >= (sorted[index - 1]?.end ?? 0));
}

/** `Thenable` is known to some editors only; a file of its own needs a name that every compiler knows. */
function promiseLike(name: ts.Node): Edit {
  return { start: name.getStart(), end: name.end, text: 'PromiseLike' };
}

/** A parameter with the comma that parts it from its neighbour. */
function cutOf(
  parameters: readonly ts.ParameterDeclaration[],
  parameter: ts.ParameterDeclaration,
): Edit {
  const index = parameters.indexOf(parameter);
  const next = parameters[index + 1];
  if (next !== undefined) return { start: parameter.getStart(), end: next.getStart(), text: '' };
  const before = parameters[index - 1];
  const start = before === undefined ? parameter.getStart() : before.end;
  return { start, end: parameter.end, text: '' };
}

interface Use {
  readonly name: ts.Node;
  readonly symbol: ts.Symbol;
  readonly target: ts.Symbol;
  readonly report: Report;
}

/** Says why an imported name leads nowhere. */
function checkImport(program: Program, { name, symbol, target, report }: Use): void {
  const isImport = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  if (!isImport || (target.declarations ?? []).length > 0) return;
  const specifier = specifierOf(symbol);
  if (specifier === undefined) return;
  const module = program.checker.getSymbolAtLocation(specifier);
  const at = { span: program.spanOf(name) };
  if (module !== undefined) {
    const names = program.checker.getExportsOfModule(module).map((one) => one.name);
    const params = { name: name.getText(), nearest: nearest(name.getText(), names) };
    report.add('unknown-type', params, at);
  } else if (/^[./]/.test(specifier.text)) {
    const span = program.spanOf(specifier);
    report.add('unknown-import', { specifier: specifier.text }, { span });
  } else {
    const instead = insteadOf(name.getText());
    const params = { name: name.getText(), specifier: specifier.text };
    if (instead === undefined) report.add('package-type', params, at);
    else report.add('unknown-type', { name: name.getText(), instead }, at);
  }
}

/** The module that an import or a re-export names. */
function specifierOf(symbol: ts.Symbol): ts.StringLiteral | undefined {
  let node: ts.Node | undefined = symbol.declarations?.[0];
  while (node !== undefined) {
    const { moduleSpecifier } = node as { readonly moduleSpecifier?: ts.Expression };
    if (moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier))
      return moduleSpecifier;
    node = node.parent;
  }
  return undefined;
}
