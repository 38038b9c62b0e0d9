import ts from '#typescript';
import type { RefType, Type } from '../../ir/types.ts';
import { lowerBrand } from './brands.ts';
import { constrain, hasConstraints } from './constraints.ts';
import type { DeclarationHead } from './declaration-table.ts';
import { type Documented, readDocs } from './docs.ts';
import { lowerEnum } from './enums.ts';
import { type Application, type Lowering, type Subject, notCarriable } from './lowering.ts';
import { readTable } from './model-tags.ts';
import { lowerStructure } from './objects.ts';
import type { Entity } from './reach.ts';
import { type EntityNode, nameNode, typeArguments } from './symbols.ts';
import { shapeOf } from './shape.ts';
import { spokenName } from './spoken-name.ts';
import { withTrustedNode } from './trusted-node.ts';
import { readExamples } from './values.ts';

/**
 * Lowers a use of one of the author's own names: to a reference, or to what the name stands for where that
 * says as much. `undefined` for a name of something that is no type of its own.
 */
export function lowerNamed(
  lowering: Lowering,
  subject: Subject,
  given: Application,
): Type | undefined {
  const entity = lowering.entities.get(given.symbol);
  const node = entity?.parts.map((part) => part.node).find(isTypeNode);
  if (entity === undefined || node === undefined) return undefined;
  const parameters = ts.isEnumDeclaration(node) ? undefined : node.typeParameters;
  if (parameters !== undefined) return lowerInstance(lowering, subject, { ...given, entity, node });
  const known = lowering.table.nameOf(given.symbol);
  if (known !== undefined) return refTo(known);
  return ts.isTypeAliasDeclaration(node)
    ? lowerAlias(lowering, entity, node)
    : lowerDeclared(lowering, entity, node);
}

type TypeDeclaration = Exclude<EntityNode, ts.VariableDeclaration>;

function isTypeNode(node: EntityNode): node is TypeDeclaration {
  return !ts.isVariableDeclaration(node);
}

function refTo(name: string): RefType {
  return { kind: 'ref', name };
}

/** Types of the built-in library whose aliases may be bounded as lists are. */
const COLLECTIONS: ReadonlySet<string> = new Set(['Set', 'ReadonlySet', 'Map', 'ReadonlyMap']);

function lowerAlias(lowering: Lowering, entity: Entity, node: ts.TypeAliasDeclaration): Type {
  const type = lowering.checker.getDeclaredTypeOfSymbol(entity.symbol);
  const isMessage =
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    !lowering.checker.isArrayType(type) &&
    !COLLECTIONS.has(type.symbol?.name ?? '');
  const documented = readDocs(lowering, [node], isMessage ? 'message' : 'alias');
  const body: Subject = { type, node: node.type, at: node.name, selves: [entity.symbol] };
  if (isTransparent(lowering, { node, type, documented })) return lowering.lower(body);
  const brand = lowerBrand(lowering, body);
  const head = { ...headOf(lowering, entity, { node, documented }), ...brandedIf(brand) };
  lowering.table.declare(head, () => {
    const whole = constrain(lowering, documented, brand ?? lowering.lower(body));
    return documentedBody(lowering, documented, whole);
  });
  return refTo(entity.name);
}

function brandedIf(brand: Type | undefined): { readonly branded?: true } {
  return brand === undefined ? {} : { branded: true };
}

interface Alias {
  readonly node: ts.TypeAliasDeclaration;
  readonly type: ts.Type;
  readonly documented: Documented;
}

/** Another name for a plain scalar or for a declaration says nothing on a wire, unless it is constrained. */
function isTransparent(
  { checker, entities }: Lowering,
  { node, type, documented }: Alias,
): boolean {
  if (hasConstraints(documented) || documented.tag('example') !== undefined) return false;
  const plain = ts.TypeFlags.String | ts.TypeFlags.Number | ts.TypeFlags.Boolean;
  const others = ts.TypeFlags.BigInt | ts.TypeFlags.Unknown | ts.TypeFlags.Any;
  if ((type.flags & (plain | others)) !== 0) return true;
  const { symbol } = type;
  if (type.aliasSymbol === undefined && ['Date', 'Uint8Array'].includes(symbol?.name ?? '')) {
    return true;
  }
  if (!ts.isTypeReferenceNode(node.type) || node.type.typeArguments !== undefined) return false;
  const target = type.aliasSymbol ?? symbol;
  return target !== undefined && target !== checker.getSymbolAtLocation(node.name)
    ? entities.has(target)
    : false;
}

function lowerDeclared(
  lowering: Lowering,
  entity: Entity,
  node: Exclude<TypeDeclaration, ts.TypeAliasDeclaration>,
): Type {
  const nodes = entity.parts.map((part) => part.node);
  const place = ts.isEnumDeclaration(node) ? 'enum' : 'message';
  const documented = readDocs(lowering, nodes, place);
  lowering.table.declare(headOf(lowering, entity, { node, documented }), () => {
    if (ts.isEnumDeclaration(node)) {
      return documentedBody(lowering, documented, lowerEnum(lowering, nodes));
    }
    const type = lowering.checker.getDeclaredTypeOfSymbol(entity.symbol);
    return documentedBody(
      lowering,
      documented,
      lowerStructure(lowering, { type, at: nameNode(node) }),
    );
  });
  return refTo(entity.name);
}

interface Instance extends Application {
  readonly entity: Entity;
  readonly node: TypeDeclaration;
}

/** How often a generic declaration may be applied within itself before that is taken to have no end. */
const MAX_DEPTH = 12;

/** Lowers a generic declaration and what it is applied to: `Page<User>` is one of its own. */
function lowerInstance(lowering: Lowering, subject: Subject, instance: Instance): Type {
  const { table, depths } = lowering;
  const { entity, node, symbol } = instance;
  const { type, at } = subject;
  // An alias of an instance gives the type its own name, which is not to be taken for a use of itself either.
  const names = [symbol, ...(type.aliasSymbol === undefined ? [] : [type.aliasSymbol])];
  const inside: Subject = { type, at, selves: [...(subject.selves ?? []), ...names] };
  if (ts.isTypeAliasDeclaration(node) && !isStructure(lowering, type))
    return lowering.lower(inside);
  const around = subject.node === undefined ? lowering.instances.get(type) : undefined;
  if (around !== undefined) return refTo(around);
  const depth = depths.get(symbol) ?? 0;
  if (depth > MAX_DEPTH) {
    const what = `\`${entity.name}\`, which is applied to ever larger types,`;
    return notCarriable(lowering, at, { what, instead: 'Apply it to a type that stays the same.' });
  }
  const brand = lowerBrand(lowering, { type, at });
  depths.set(symbol, depth + 1);
  const types = typeArgumentsOf(lowering, subject, instance).map((one) => lowering.lower(one));
  const key = `${entity.name}<${shapeOf(types)}>`;
  if (table.nameOf(key) === undefined) {
    const documented = readDocs(lowering, [node], 'message');
    const name = table.freeName(`${entity.name}Of${types.map(spokenName).join('And')}`);
    const generic = { name: entity.name, arguments: types };
    const own = { key, name, generic, ...brandedIf(brand) };
    const head = { ...headOf(lowering, entity, { node, documented }), ...own };
    table.declare(head, () => {
      if (brand !== undefined) return documentedBody(lowering, documented, brand);
      lowering.instances.set(type, name);
      const release = bindArguments(lowering, node, typeArgumentsOf(lowering, subject, instance));
      const lowered = ts.isTypeAliasDeclaration(node)
        ? lowering.lower(inside)
        : lowerStructure(lowering, inside);
      release();
      lowering.instances.delete(type);
      return documentedBody(lowering, documented, lowered);
    });
  }
  depths.set(symbol, depth);
  return refTo(table.nameOf(key) ?? entity.name);
}

/** Says what type parameters are until the function that is returned is called. */
function bindArguments(
  lowering: Lowering,
  node: TypeDeclaration,
  given: readonly Subject[],
): () => void {
  const { checker, bindings } = lowering;
  const parameters = ts.isEnumDeclaration(node) ? [] : (node.typeParameters ?? []);
  const bound = parameters.map((parameter) => checker.getTypeAtLocation(parameter));
  const before = bound.map((type) => bindings.get(type));
  const set = (subjects: readonly (Subject | undefined)[]): void => {
    for (const [index, type] of bound.entries()) {
      const subject = subjects[index];
      if (subject === undefined) bindings.delete(type);
      else bindings.set(type, subject);
    }
  };
  const known = given.map((subject) => withTrustedNode(lowering, subject));
  // Within the declaration its parameters mean something else than in what it is applied to from there.
  set(known.map((one) => (speaksOf(lowering, one, bound) ? { ...one, node: undefined } : one)));
  return () => set(before);
}

function speaksOf(
  { checker }: Lowering,
  { node }: Subject,
  parameters: readonly ts.Type[],
): boolean {
  const mentions = (child: ts.Node): boolean =>
    (ts.isTypeReferenceNode(child) && parameters.includes(checker.getTypeFromTypeNode(child))) ||
    ts.forEachChild(child, (inner) => mentions(inner) || undefined) === true;
  return node !== undefined && mentions(node);
}

/** All arguments, those that the author left to their defaults too. */
function typeArgumentsOf(
  { checker }: Lowering,
  { type, at }: Subject,
  { symbol, nodes = [], types }: Instance,
): readonly Subject[] {
  const applied =
    types ?? (type.aliasSymbol === symbol ? type.aliasTypeArguments : typeArguments(checker, type));
  const written = nodes.map((node) => checker.getTypeFromTypeNode(node));
  const all = applied === undefined || applied.length < written.length ? written : applied;
  return all.map((one, index) => ({ type: one, node: nodes[index], at: nodes[index] ?? at }));
}

/** Whether a generic alias stands for something with an inside, which then deserves a name. */
function isStructure({ checker }: Lowering, type: ts.Type): boolean {
  if (type.isUnion()) {
    const parts = type.types.filter((part) => (part.flags & ts.TypeFlags.Null) === 0);
    return parts.length > 1 && parts.every((part) => isStructure({ checker } as Lowering, part));
  }
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

interface Origin {
  readonly node: TypeDeclaration;
  readonly documented: Documented;
}

function headOf(
  { program, report }: Lowering,
  entity: Entity,
  { node, documented }: Origin,
): DeclarationHead {
  const table = readTable(report, documented);
  return {
    key: entity.symbol,
    name: entity.name,
    order: entity.order,
    span: program.spanOf(nameNode(node)),
    from: 'contract',
    ...(table === undefined ? {} : { table }),
  };
}

function documentedBody(lowering: Lowering, documented: Documented, type: Type) {
  const examples = readExamples(lowering, documented, type);
  return { type, docs: { ...documented.docs, examples } };
}
