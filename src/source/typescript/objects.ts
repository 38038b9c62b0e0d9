import ts from '#typescript';
import type { Field, Type } from '../../ir/types.ts';
import { lowerNamelessPrimitive } from './brands.ts';
import { classObstacle } from './classes.ts';
import { readDocs } from './docs.ts';
import { insteadOf } from './hints.ts';
import { type Lowering, type Subject, notCarriable } from './lowering.ts';
import { readColumn } from './model-tags.ts';
import { isNever, nameNode } from './symbols.ts';
import { readValueTags } from './value-tags.ts';

/** Lowers what is made of fields: an interface, a class of data, an object type, an intersection. */
export function lowerStructure(lowering: Lowering, subject: Subject): Type {
  const { type, at } = subject;
  const { checker, open } = lowering;
  if (isCallable(type)) return refuseFunction(lowering, at, 'a function');
  const mapped = mappedDate(lowering, type);
  if (mapped !== undefined) return mapped;
  const primitive = lowerNamelessPrimitive(lowering, subject);
  if (primitive !== undefined) return primitive;
  const base = builtInBase(lowering, type);
  if (base !== undefined) return refuseBase(lowering, at, type, base);
  const obstacle = classObstacle(type);
  if (obstacle !== undefined) return notCarriable(lowering, obstacle.at, obstacle);
  // A body with a name is met again under that name; two of different names may be one to the checker.
  const isNameless = subject.selves === undefined;
  if (isNameless && open.has(type)) {
    const what = 'a nameless type that holds itself';
    const instead = 'Give it a name: `type PartialNode = Partial<Node>`.';
    return notCarriable(lowering, at, { what, instead });
  }
  open.add(type);
  const partial = partialNames(checker, type);
  const fields = propertiesOf(checker, type)
    .flatMap((property) => lowerField(lowering, property, at))
    .map((field) => (partial.has(field.name) ? withoutDefault(field) : field));
  const lowered = lowerIndexes(lowering, subject, fields);
  open.delete(type);
  return lowered;
}

/** What is made of every object, such as `DeepPartial<T>`, makes of a `Date` what its author did not mean. */
function mappedDate({ checker, program }: Lowering, type: ts.Type): Type | undefined {
  const properties = isMapped(type) ? checker.getPropertiesOfType(type) : [];
  const isOfDate = properties.some(({ declarations: [declaration] = [] }) => {
    const owner = declaration?.parent;
    if (owner === undefined || !ts.isInterfaceDeclaration(owner)) return false;
    const symbol = checker.getSymbolAtLocation(owner.name);
    return symbol?.name === 'Date' && program.isBuiltIn(symbol);
  });
  return isOfDate ? { kind: 'scalar', scalar: 'instant' } : undefined;
}

/** What a type extends that is no type of the author's: an `Error`, an `Array`. */
function builtInBase({ checker, program }: Lowering, type: ts.Type): ts.Symbol | undefined {
  return baseTypes(checker, type)
    .filter(({ aliasSymbol }) => aliasSymbol === undefined)
    .map(({ symbol }) => symbol)
    .find((symbol) => symbol !== undefined && isNominal(symbol) && program.isBuiltIn(symbol));
}

function isNominal({ flags }: ts.Symbol): boolean {
  return (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) !== 0;
}

function refuseBase(lowering: Lowering, at: ts.Node, type: ts.Type, base: ts.Symbol): Type {
  const name = type.aliasSymbol?.name ?? type.symbol?.name ?? 'the type';
  const what = `\`${name}\`, which extends \`${base.name}\`,`;
  const instead = insteadOf(base.name) ?? `Make a field of the ${base.name}, beside the others.`;
  return notCarriable(lowering, at, { what, instead });
}

function isCallable(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}

function refuseFunction(lowering: Lowering, at: ts.Node, what: string): Type {
  const instead =
    'Only data travels. Make it a method of the service; to tell a caller more than once, return AsyncIterable<T>.';
  return notCarriable(lowering, at, { what, instead });
}

/**
 * The properties of a type as one reads them: those of its bases before its own, those of mapped types in
 * the order of what they map. The checker's own order would depend on what it saw first.
 */
function propertiesOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Symbol[] {
  const properties = checker.getPropertiesOfType(type);
  if (isMapped(type)) return inWrittenOrder(properties);
  const parts = type.isIntersection() ? type.types : baseTypes(checker, type);
  if (parts.length === 0) return properties;
  const byName = new Map(properties.map((property) => [property.name, property]));
  const names = parts.flatMap((part) => propertiesOf(checker, part).map(({ name }) => name));
  const first = names.flatMap((name) => byName.get(name) ?? []);
  return [...new Set([...first, ...properties])];
}

/**
 * The properties that `Partial` and its like made optional. Who leaves one of them out says nothing of it: in a
 * change, a default would undo what was said before.
 */
function partialNames(checker: ts.TypeChecker, type: ts.Type): ReadonlySet<string> {
  if (isMapped(type)) {
    const { declaration } = type as { readonly declaration?: ts.MappedTypeNode };
    const mark = declaration?.questionToken?.kind;
    const makesOptional = mark !== undefined && mark !== ts.SyntaxKind.MinusToken;
    return new Set(makesOptional ? checker.getPropertiesOfType(type).map(({ name }) => name) : []);
  }
  const parts = type.isIntersection() ? type.types : baseTypes(checker, type);
  return new Set(parts.flatMap((part) => [...partialNames(checker, part)]));
}

function withoutDefault(field: Field): Field {
  const copy: { -readonly [K in keyof Field]: Field[K] } = { ...field };
  delete copy.default;
  return copy;
}

function isMapped(type: ts.Type): boolean {
  const { objectFlags = 0 } = type as Partial<ts.ObjectType>;
  return (objectFlags & ts.ObjectFlags.Mapped) !== 0;
}

/** By the place of their declarations, where all have one: keys of a union of texts have none. */
function inWrittenOrder(properties: readonly ts.Symbol[]): readonly ts.Symbol[] {
  if (properties.some((property) => offsetOf(property) < 0)) return properties;
  return properties.toSorted((a, b) => offsetOf(a) - offsetOf(b));
}

function offsetOf({ declarations }: ts.Symbol): number {
  return declarations?.[0]?.pos ?? -1;
}

function baseTypes(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  const target = (type as { readonly target?: ts.Type }).target ?? type;
  return target.isClassOrInterface() ? checker.getBaseTypes(target) : [];
}

/** Lowers a property; to nothing where it is always absent or where a fault was reported. */
function lowerField(lowering: Lowering, property: ts.Symbol, owner: ts.Node): Field[] {
  const { checker, program, report } = lowering;
  const declaration = ownDeclaration(lowering, property);
  const at = declaration === undefined ? owner : nameNode(declaration);
  const type = checker.getTypeOfSymbol(property);
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  if (isOptional && isAlwaysAbsent(checker, type)) return [];
  if (!hasUsableName(lowering, property, at)) return [];
  if (isCallable(checker.getNonNullableType(type))) {
    refuseFunction(lowering, at, `the function \`${property.name}\``);
    return [];
  }
  const documented = readDocs(lowering, declaration === undefined ? [] : [declaration], 'property');
  const node = typeNodeOf(declaration);
  const lowered = lowering.lowerOptional({ type, node, at: node ?? at });
  const column = readColumn(report, documented, property.name);
  return [
    {
      name: property.name,
      ...readValueTags(lowering, documented, lowered.type),
      optional: isOptional || lowered.absent,
      span: program.spanOf(at),
      ...(column === undefined ? {} : { column }),
    },
  ];
}

/** A member of the built-in library has no place in the contract. */
function ownDeclaration(
  { program }: Lowering,
  { valueDeclaration, declarations }: ts.Symbol,
): ts.Declaration | undefined {
  const declaration = valueDeclaration ?? declarations?.[0];
  const file = declaration?.getSourceFile();
  return program.files.some((one) => one === file) ? declaration : undefined;
}

/** A field that can only be absent is how variants of a union say that they lack it. */
function isAlwaysAbsent(checker: ts.TypeChecker, type: ts.Type): boolean {
  const isNull =
    type.isUnion() && type.types.some((part) => (part.flags & ts.TypeFlags.Null) !== 0);
  return !isNull && isNever(checker.getNonNullableType(type));
}

function hasUsableName(lowering: Lowering, { name }: ts.Symbol, at: ts.Node): boolean {
  if (name.startsWith('__@')) {
    notCarriable(lowering, at, { what: 'a symbol', instead: 'Give the field a name.' });
    return false;
  }
  if (name !== '__proto__') return true;
  const params = { what: 'a field', name, reason: 'objects treat it as their prototype' };
  lowering.report.add('unusable-name', params, { span: lowering.program.spanOf(at) });
  return false;
}

/** The type that a member was written with. */
function typeNodeOf(declaration: ts.Declaration | undefined): ts.TypeNode | undefined {
  if (declaration === undefined) return undefined;
  const { type } = declaration as { readonly type?: ts.TypeNode };
  return type;
}

/** The one index signature, or the one for texts, where the others are only cases of it. */
function widestIndex(infos: readonly ts.IndexInfo[]): ts.IndexInfo | undefined {
  const [first] = infos;
  if (infos.length < 2) return first;
  const text = infos.find(({ keyType }) => (keyType.flags & ts.TypeFlags.String) !== 0);
  return infos.every(({ type }) => type === text?.type) ? text : undefined;
}

/** Adds what may stand beside the fields: an object of nothing else is a record. */
function lowerIndexes(lowering: Lowering, { type, at }: Subject, fields: readonly Field[]): Type {
  const infos = lowering.checker.getIndexInfosOfType(type);
  const info = widestIndex(infos);
  if (infos.length === 0 || (info !== undefined && isNever(info.type))) {
    return { kind: 'object', fields };
  }
  if (info === undefined) {
    const instead = 'Keep one of them.';
    return notCarriable(lowering, at, { what: 'an object with two index signatures', instead });
  }
  const node = info.declaration?.type;
  const value = lowering.lowerOptional({ type: info.type, node, at: node ?? at }).type;
  const keyNode = info.declaration?.parameters[0]?.type;
  const key = lowering.lower({ type: info.keyType, node: keyNode, at: keyNode ?? at });
  return fields.length > 0
    ? { kind: 'object', fields, additional: value }
    : { kind: 'map', form: 'record', key, value };
}
