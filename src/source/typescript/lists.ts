import ts from '#typescript';
import type { TupleItem, Type } from '../../ir/types.ts';
import { type Lowering, type Subject, notCarriable } from './lowering.ts';

/** Lowers an array, readonly or not. */
export function lowerArray(
  lowering: Lowering,
  { type, at }: Subject,
  items: ts.TypeNode | undefined,
): Type {
  const [element] = lowering.checker.getTypeArguments(type as ts.TypeReference);
  const lowered =
    element === undefined
      ? notCarriable(lowering, at, { what: 'a list of nothing', instead: 'Say what it holds.' })
      : lowering.lower({ type: element, node: items, at: items ?? at });
  const isReadonly = type.symbol?.name === 'ReadonlyArray';
  return { kind: 'list', items: lowered, readonly: isReadonly };
}

/** Lowers a tuple: its items, and what may follow them. */
export function lowerTuple(lowering: Lowering, subject: Subject): Type {
  const { type, at } = subject;
  const reference = type as ts.TupleTypeReference;
  const { elementFlags, labeledElementDeclarations: labels } = reference.target;
  const types = lowering.checker.getTypeArguments(reference);
  const nodes = elementNodes(subject.node);
  const items: TupleItem[] = [];
  let rest: Type | undefined;
  for (const [index, element] of types.entries()) {
    const flags = elementFlags[index] ?? ts.ElementFlags.Required;
    const node = nodes?.[index];
    if (rest !== undefined || (flags & ts.ElementFlags.Variadic) !== 0) {
      const instead = 'Put the repeated items last, or use an array.';
      return notCarriable(lowering, at, { what: 'a tuple of open length', instead });
    }
    const part = { type: element, node: itemNode(node), at: node ?? at };
    if ((flags & ts.ElementFlags.Rest) !== 0) rest = lowering.lower(part);
    else items.push(tupleItem(lowering, part, { flags, label: labels?.[index] }));
  }
  const readonly = reference.target.readonly;
  return { kind: 'tuple', items, readonly, ...(rest === undefined ? {} : { rest }) };
}

function elementNodes(node: ts.TypeNode | undefined): readonly ts.Node[] | undefined {
  if (node === undefined) return undefined;
  if (ts.isTypeOperatorNode(node)) return elementNodes(node.type);
  return ts.isTupleTypeNode(node) ? node.elements : undefined;
}

/** The type within `name: T`, `T?` and `...T[]`. */
function itemNode(node: ts.Node | undefined): ts.TypeNode | undefined {
  if (node === undefined) return undefined;
  if (ts.isNamedTupleMember(node)) {
    return node.dotDotDotToken === undefined ? node.type : itemOfArray(node.type);
  }
  if (ts.isOptionalTypeNode(node)) return node.type;
  if (ts.isRestTypeNode(node)) return itemOfArray(node.type);
  return ts.isTypeNode(node) ? node : undefined;
}

function itemOfArray(node: ts.TypeNode): ts.TypeNode | undefined {
  return ts.isArrayTypeNode(node) ? node.elementType : undefined;
}

interface ItemInfo {
  readonly flags: ts.ElementFlags;
  readonly label: ts.NamedTupleMember | ts.ParameterDeclaration | undefined;
}

function tupleItem(lowering: Lowering, part: Subject, { flags, label }: ItemInfo): TupleItem {
  const optional = (flags & ts.ElementFlags.Optional) !== 0;
  const type = optional ? lowering.lowerOptional(part).type : lowering.lower(part);
  const name = label?.name;
  return {
    type,
    optional,
    ...(name !== undefined && ts.isIdentifier(name) ? { name: name.text } : {}),
  };
}
