import { type Declarations, resolveType } from '../resolve.ts';
import type { Constraints, EnumMember, EnumType, Type } from '../types.ts';

/** A type and what its references lead to. */
export interface Side {
  readonly type: Type;
  readonly declarations: Declarations;
}

/** What a type is behind its references, with the constraints that stand on the way: the outer ones win. */
export function settledType({ type, declarations }: Side): Type {
  const target = resolveType(type, declarations);
  const constraints = constraintsOn(type, declarations, new Set());
  if (Object.keys(constraints).length === 0) return target;
  switch (target.kind) {
    case 'scalar':
    case 'list':
    case 'set':
      return { ...target, constraints: { ...target.constraints, ...constraints } };
    default:
      return target;
  }
}

function constraintsOn(
  type: Type,
  declarations: Declarations,
  seen: ReadonlySet<string>,
): Constraints {
  if (type.kind !== 'ref' || seen.has(type.name)) return {};
  const next = declarations.get(type.name)?.type;
  const inner =
    next === undefined ? {} : constraintsOn(next, declarations, new Set([...seen, type.name]));
  return { ...inner, ...type.constraints };
}

/** A set of texts and numbers, one of them alone included; `undefined` for what is none. */
export function enumOf(type: Type): EnumType | undefined {
  if (type.kind === 'enum') return type;
  if (type.kind !== 'literal' || typeof type.value === 'boolean') return undefined;
  const docs = { text: '', examples: [] };
  const named = type.member === undefined ? {} : { member: type.member };
  return { kind: 'enum', members: [{ value: type.value, ...named, docs }], open: false };
}

/** The name by which code knows a value of an enum; `undefined` where it is written as it is. */
export function codeName({
  name,
  member,
}: Pick<EnumMember, 'name' | 'member'>): string | undefined {
  return name ?? member?.name;
}
