import type { Contract, Field, ScalarName, Type } from '../../src/ir/types.ts';

/**
 * A contract as its SDKs read answers (docs/diff.md): any bound is borne, and where a set of texts or numbers stood,
 * any text or number. What tells the alternatives of a union apart stays as it is.
 */
export function bearing(contract: Contract): Contract {
  const { declarations } = contract;
  const tags = new Map(declarations.flatMap(({ type }) => tagsIn(type)));
  return {
    ...contract,
    declarations: declarations.map((one) => ({
      ...one,
      type: borne(one.type, tags.get(one.name)),
    })),
  };
}

/** The declarations that are told by a property as alternatives. */
function tagsIn(type: Type): readonly (readonly [declaration: string, property: string])[] {
  switch (type.kind) {
    case 'union': {
      const { discriminator, variants } = type;
      const own = variants.flatMap((one) =>
        one.kind === 'ref' && discriminator !== undefined
          ? [[one.name, discriminator.property] as const]
          : [],
      );
      return [...own, ...variants.flatMap(tagsIn)];
    }
    case 'object':
      return [
        ...type.fields.flatMap((one) => tagsIn(one.type)),
        ...(type.additional ? tagsIn(type.additional) : []),
      ];
    case 'list':
    case 'set':
      return tagsIn(type.items);
    case 'map':
      return [...tagsIn(type.key), ...tagsIn(type.value)];
    case 'tuple':
      return [
        ...type.items.flatMap((item) => tagsIn(item.type)),
        ...(type.rest ? tagsIn(type.rest) : []),
      ];
    case 'nullable':
      return tagsIn(type.of);
    default:
      return [];
  }
}

function borne(type: Type, tag?: string): Type {
  switch (type.kind) {
    case 'scalar':
      return { kind: 'scalar', scalar: type.scalar };
    case 'literal':
      return typeof type.value === 'boolean' ? type : anyOf([type.value]);
    case 'enum':
      return anyOf(type.members.map(({ value }) => value));
    case 'list': {
      const { constraints: _, ...list } = type;
      return { ...list, items: borne(type.items) };
    }
    case 'set':
      return { kind: 'set', items: borne(type.items) };
    case 'map':
      return { ...type, key: borne(type.key), value: borne(type.value) };
    case 'tuple':
      return {
        ...type,
        items: type.items.map((item) => ({ ...item, type: borne(item.type) })),
        ...(type.rest === undefined ? {} : { rest: borne(type.rest) }),
      };
    case 'union': {
      const property = type.discriminator?.property;
      return { ...type, variants: type.variants.map((variant) => borne(variant, property)) };
    }
    case 'nullable':
      return { ...type, of: borne(type.of) };
    case 'object':
      return {
        ...type,
        fields: type.fields.map((one) => (one.name === tag ? one : borneField(one))),
        ...(type.additional === undefined ? {} : { additional: borne(type.additional) }),
      };
    case 'ref':
      return { kind: 'ref', name: type.name };
  }
}

function borneField(field: Field): Field {
  return { ...field, type: borne(field.type) };
}

function anyOf(values: readonly (string | number)[]): Type {
  const scalars = new Set(
    values.map((value): ScalarName => (typeof value === 'string' ? 'string' : 'number')),
  );
  const variants = [...scalars].map((scalar): Type => ({ kind: 'scalar', scalar }));
  const [only, ...others] = variants;
  return only !== undefined && others.length === 0 ? only : { kind: 'union', variants };
}
