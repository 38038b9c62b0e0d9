import ts from '#typescript';
import { faultsOf, parseModule } from './parse-module.ts';

/** The class that is meant: the one that implements an interface, else the one of a name. */
export interface WantedClass {
  /** As its own file exports it. */
  readonly implemented: string;
  readonly name: string;
}

/** Why a class cannot be worked on. */
export type ClassFault =
  | { readonly kind: 'broken'; readonly at: number; readonly reason: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly classes: readonly ClassPlace[] };

/** A class by its name, empty where it has none, and where it begins. */
export interface ClassPlace {
  readonly name: string;
  readonly at: number;
}

/** The class of a module and the names of its instances' members, its bases' in the same module too. */
export interface FoundClass {
  readonly node: ts.ClassLikeDeclaration;
  readonly name: string;
  readonly members: ReadonlySet<string>;
  /** A base that stands in another module: what it has is not known here. */
  readonly base?: string;
  /** An abstract base that says itself that it implements the interface, and what it leaves to others. */
  readonly promising?: {
    readonly node: ts.ClassLikeDeclaration;
    readonly abstracts: ReadonlySet<string>;
  };
}

/** Finds the class that implements an interface. */
export function findClass(
  text: string,
  wanted: WantedClass,
): { readonly found: FoundClass } | { readonly fault: ClassFault } {
  const module = parseModule(text);
  const [syntax] = faultsOf(module);
  if (syntax !== undefined) {
    const reason = ts.flattenDiagnosticMessageText(syntax.messageText, ' ');
    return { fault: { kind: 'broken', at: syntax.start, reason } };
  }
  const classes = classesIn(module);
  const direct = implementing(classes, localNames(module, wanted.implemented));
  const candidates = candidatesOf(classes, { direct, wanted });
  const [node, another] = candidates;
  if (node === undefined) return { fault: { kind: 'none' } };
  if (another !== undefined) {
    return { fault: { kind: 'several', classes: candidates.map(placeOf) } };
  }
  return { found: describe(node, { classes, direct }) };
}

function classesIn(module: ts.SourceFile): readonly ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(module);
  return found;
}

interface Search {
  /** The classes that say that they implement the interface. */
  readonly direct: readonly ts.ClassLikeDeclaration[];
  readonly wanted: WantedClass;
}

function implementing(
  classes: readonly ts.ClassLikeDeclaration[],
  names: ReadonlySet<string>,
): readonly ts.ClassLikeDeclaration[] {
  return classes.filter((node) =>
    heritage(node, ts.SyntaxKind.ImplementsKeyword).some((name) => names.has(lastPart(name))),
  );
}

/**
 * Those that implement the interface; of an abstract one, what extends it in the same file. Where several do, the one of
 * the name counts, and where none does, it counts as well.
 */
function candidatesOf(
  classes: readonly ts.ClassLikeDeclaration[],
  { direct, wanted }: Search,
): readonly ts.ClassLikeDeclaration[] {
  const concrete = [...new Set(direct.flatMap((node) => concreteOf(node, classes)))];
  const called = (concrete.length === 0 ? classes : concrete).filter(
    (node) => classNameOf(node) === wanted.name,
  );
  return concrete.length === 1 || called.length === 0 ? concrete : called;
}

/** What a module calls the interface. */
function localNames(module: ts.SourceFile, name: string): ReadonlySet<string> {
  const names = new Set([name]);
  for (const statement of module.statements) {
    const bindings = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : undefined;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) {
      if (element.propertyName?.text === name) names.add(element.name.text);
    }
  }
  return names;
}

/** `contract.HelloServiceHandler` is a `HelloServiceHandler`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Classes that extend each other, or one of their own name in another scope, end the walk. */
function concreteOf(
  node: ts.ClassLikeDeclaration,
  classes: readonly ts.ClassLikeDeclaration[],
): readonly ts.ClassLikeDeclaration[] {
  const isAbstract = (ts.getModifiers(node) ?? []).some(
    ({ kind }) => kind === ts.SyntaxKind.AbstractKeyword,
  );
  if (!isAbstract) return [node];
  const others = classes.filter((one) => one !== node);
  const children = others.filter((one) =>
    heritage(one, ts.SyntaxKind.ExtendsKeyword).includes(classNameOf(node)),
  );
  const below = children.flatMap((child) => concreteOf(child, others));
  return below.length === 0 ? [node] : below;
}

function heritage(
  { heritageClauses = ts.factory.createNodeArray() }: ts.ClassLikeDeclaration,
  token: ts.SyntaxKind,
): readonly string[] {
  return heritageClauses
    .filter((clause) => clause.token === token)
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

/** Its own name, or that of the constant that it is the value of. */
function classNameOf(node: ts.ClassLikeDeclaration): string {
  const { parent } = node;
  if (node.name !== undefined) return node.name.text;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : '';
}

function placeOf(node: ts.ClassLikeDeclaration): ClassPlace {
  return { name: classNameOf(node), at: node.getStart() };
}

interface Surroundings extends Pick<Search, 'direct'> {
  readonly classes: readonly ts.ClassLikeDeclaration[];
}

function describe(node: ts.ClassLikeDeclaration, { classes, direct }: Surroundings): FoundClass {
  const members = new Set<string>();
  const seen = new Set<ts.ClassLikeDeclaration>();
  let base: string | undefined;
  for (let at: ts.ClassLikeDeclaration | undefined = node; at !== undefined && !seen.has(at);) {
    seen.add(at);
    for (const name of memberNames(at, node)) members.add(name);
    const [parent]: readonly string[] = heritage(at, ts.SyntaxKind.ExtendsKeyword);
    const next: ts.ClassLikeDeclaration | undefined = classes.find(
      (one) => classNameOf(one) === parent,
    );
    if (parent !== undefined && next === undefined) base = parent;
    at = next;
  }
  const promise = [...seen].find((one) => one !== node && direct.includes(one));
  const promising = promise && { node: promise, abstracts: abstractNames(promise) };
  return {
    node,
    name: classNameOf(node),
    members,
    ...(base === undefined ? {} : { base }),
    ...(promising === undefined ? {} : { promising }),
  };
}

/** What instances have: an abstract member of a base is yet to be written. */
function memberNames(
  { members }: ts.ClassLikeDeclaration,
  of: ts.ClassLikeDeclaration,
): readonly string[] {
  return members.flatMap((member) => {
    const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
    const kinds = new Set(modifiers.map(({ kind }) => kind));
    if (kinds.has(ts.SyntaxKind.StaticKeyword)) return [];
    if (kinds.has(ts.SyntaxKind.AbstractKeyword) && member.parent !== of) return [];
    if (ts.isConstructorDeclaration(member)) return member.parameters.flatMap(propertyOf);
    return member.name === undefined ? [] : nameText(member.name);
  });
}

function abstractNames({ members }: ts.ClassLikeDeclaration): ReadonlySet<string> {
  const left = members.filter((member) =>
    (ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : []).some(
      ({ kind }) => kind === ts.SyntaxKind.AbstractKeyword,
    ),
  );
  return new Set(left.flatMap(({ name }) => (name === undefined ? [] : nameText(name))));
}

/** `constructor(private readonly find: Finder)` */
function propertyOf(parameter: ts.ParameterDeclaration): readonly string[] {
  const isProperty = ts.isParameterPropertyDeclaration(parameter, parameter.parent);
  return isProperty && ts.isIdentifier(parameter.name) ? [parameter.name.text] : [];
}

function nameText(name: ts.PropertyName): readonly string[] {
  if (ts.isComputedPropertyName(name)) {
    return ts.isStringLiteralLike(name.expression) ? [name.expression.text] : [];
  }
  return ts.isPrivateIdentifier(name) ? [] : [name.text];
}
