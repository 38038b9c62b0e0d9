import { type Declarations, declarationsByName, resolveType } from './resolve.ts';
import type { Contract, Declaration, Discriminator, Method, Type, UnionType } from './types.ts';

/**
 * The contract with every union told what tells its variants apart, where something does. It is done at the
 * end, because a variant may be a declaration that is found later.
 */
export function withDiscriminators(contract: Contract): Contract {
  const declarations = declarationsByName(contract);
  const mark = (type: Type): Type => marked(type, declarations);
  return {
    ...contract,
    declarations: contract.declarations.map((declaration): Declaration => ({
      ...declaration,
      type: mark(declaration.type),
      ...(declaration.generic === undefined
        ? {}
        : {
            generic: {
              ...declaration.generic,
              arguments: declaration.generic.arguments.map(mark),
            },
          }),
    })),
    services: contract.services.map((service) => ({
      ...service,
      methods: service.methods.map((method) => markedMethod(method, mark)),
    })),
  };
}

function markedMethod(method: Method, mark: (type: Type) => Type): Method {
  return {
    ...method,
    parameters: method.parameters.map((one) => ({ ...one, type: mark(one.type) })),
    ...(method.response === undefined ? {} : { response: mark(method.response) }),
  };
}

function marked(type: Type, declarations: Declarations): Type {
  const mark = (inner: Type): Type => marked(inner, declarations);
  switch (type.kind) {
    case 'list':
    case 'set':
      return { ...type, items: mark(type.items) };
    case 'map':
      return { ...type, key: mark(type.key), value: mark(type.value) };
    case 'tuple':
      return {
        ...type,
        items: type.items.map((item) => ({ ...item, type: mark(item.type) })),
        ...(type.rest === undefined ? {} : { rest: mark(type.rest) }),
      };
    case 'nullable':
      return { ...type, of: mark(type.of) };
    case 'object':
      return {
        ...type,
        fields: type.fields.map((field) => ({ ...field, type: mark(field.type) })),
        ...(type.additional === undefined ? {} : { additional: mark(type.additional) }),
      };
    case 'union':
      return markedUnion({ ...type, variants: type.variants.map(mark) }, declarations);
    default:
      return type;
  }
}

function markedUnion(union: UnionType, declarations: Declarations): UnionType {
  const found = discriminatorOf(union, declarations);
  return found === undefined ? union : { ...union, discriminator: found };
}

type Values = readonly (string | number | boolean)[];

/** The first property that has fixed values in every variant, no two of them alike. */
function discriminatorOf(union: UnionType, declarations: Declarations): Discriminator | undefined {
  const [first] = union.variants;
  if (first === undefined) return undefined;
  for (const property of fieldNames(first, declarations)) {
    const values = union.variants.map((variant) => fixedValues(variant, property, declarations));
    const known = values.filter((one) => one !== undefined);
    const flat = known.flat();
    if (known.length === values.length && new Set(flat).size === flat.length) {
      return { property, values: known };
    }
  }
  return undefined;
}

function fieldNames(type: Type, declarations: Declarations): readonly string[] {
  const target = resolveType(type, declarations);
  if (target.kind === 'object') return target.fields.map((field) => field.name);
  const [first] = target.kind === 'union' ? target.variants : [];
  return first === undefined || first === type ? [] : fieldNames(first, declarations);
}

/** The values that a property can have; `undefined` where they are not fixed, or it may be absent. */
function fixedValues(type: Type, property: string, declarations: Declarations): Values | undefined {
  const target = resolveType(type, declarations);
  if (target.kind === 'union') {
    const values = target.variants.map((one) => fixedValues(one, property, declarations));
    const known = values.filter((one) => one !== undefined);
    return known.length === values.length ? [...new Set(known.flat())] : undefined;
  }
  if (target.kind !== 'object') return undefined;
  const field = target.fields.find((one) => one.name === property);
  if (field === undefined || field.optional) return undefined;
  const value = resolveType(field.type, declarations);
  if (value.kind === 'literal') return [value.value];
  return value.kind === 'enum' && !value.open
    ? value.members.map((member) => member.value)
    : undefined;
}
