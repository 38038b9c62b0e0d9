import type { Contract, Declaration, Field, RefType, Type } from './types.ts';

/** The declarations of a contract by name. Made once and handed down: a search per use is quadratic. */
export type Declarations = ReadonlyMap<string, Declaration>;

/** Makes the table once, for everybody who looks names up. */
export function declarationsByName(contract: Pick<Contract, 'declarations'>): Declarations {
  return new Map(contract.declarations.map((declaration) => [declaration.name, declaration]));
}

/** A type that is no reference, except where the reference leads nowhere or in a circle. */
export function resolveType(type: Type, declarations: Declarations): Type {
  const seen = new Set<string>();
  let current = type;
  while (current.kind === 'ref' && !seen.has(current.name)) {
    seen.add(current.name);
    current = declarations.get(current.name)?.type ?? current;
  }
  return current;
}

/** The fields of a request; none where it is not an object. */
export function requestFields(request: RefType, declarations: Declarations): readonly Field[] {
  const type = resolveType(request, declarations);
  return type.kind === 'object' ? type.fields : [];
}

/** A field by its path, with dots where it is one of a nested object. */
export function fieldAt(
  fields: readonly Field[],
  path: string,
  declarations: Declarations,
): Field | undefined {
  const [first, ...rest] = path.split('.');
  const field = fields.find(({ name }) => name === first);
  if (field === undefined || rest.length === 0) return field;
  const type = resolveType(field.type, declarations);
  return type.kind === 'object' ? fieldAt(type.fields, rest.join('.'), declarations) : undefined;
}
