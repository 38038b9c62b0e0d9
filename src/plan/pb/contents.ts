import type { ObjectType, TupleType, Type, UnionType } from '../../ir/types.ts';
import { jsonKindsOf } from './json-kinds.ts';
import { type Content, type Lowering, fieldOf, singleShape } from './lowering.ts';
import { type Place, fieldName, placePart } from './names.ts';
import type { SchemaField } from './schema.ts';

/** What a message holds; `undefined` where nothing tells in bytes which of several things it is. */
export function contentOf(lowering: Lowering, type: Type, place: Place): Content | undefined {
  switch (type.kind) {
    case 'object':
      return objectContent(lowering, type, place);
    case 'tuple':
      return tupleContent(lowering, type, place);
    case 'union':
      return unionContent(lowering, type, place);
    default:
      return undefined;
  }
}

/** What comes behind the places or the names that are known. */
const REST = '...';

function objectContent(
  lowering: Lowering,
  { fields, additional }: ObjectType,
  place: Place,
): Content {
  const constants = fields.flatMap(({ name, type, optional }) =>
    type.kind === 'literal' && !optional ? [[name, type.value] as const] : [],
  );
  const said = new Set(constants.map(([name]) => name));
  const named = fields.filter(({ name }) => !said.has(name));
  const members = named.map(({ name: property, type, optional, docs }) => {
    const at = [...place, placePart(property)];
    const head = { name: fieldName(property), property, place: at, optional, docs };
    return fieldOf(lowering, head, lowering.shapeOf(type, at));
  });
  const rest = additional === undefined ? [] : [openField(lowering, additional, place)];
  return {
    form: 'object',
    fields: [...members, ...rest],
    ...(constants.length === 0 ? {} : { constants: Object.fromEntries(constants) }),
  };
}

function openField(lowering: Lowering, type: Type, place: Place): SchemaField {
  const at = [...place, 'additional'];
  const head = { name: 'additional', property: REST, place: at };
  return fieldOf(lowering, head, { ...singleShape(lowering, type, at), label: 'map' });
}

function tupleContent(lowering: Lowering, { items, rest }: TupleType, place: Place): Content {
  const fields = items.map(({ type, optional }, index) => {
    const name = `item${index + 1}`;
    const at = [...place, name];
    const head = { name, property: String(index), place: at, optional };
    return fieldOf(lowering, head, lowering.shapeOf(type, at));
  });
  if (rest === undefined) return { form: 'tuple', fields };
  const at = [...place, 'rest'];
  const shape = { ...singleShape(lowering, rest, at), label: 'repeated' } as const;
  const head = { name: 'rest', property: REST, place: at };
  return { form: 'tuple', fields: [...fields, fieldOf(lowering, head, shape)] };
}

function unionContent(
  lowering: Lowering,
  { variants, discriminator }: UnionType,
  place: Place,
): Content | undefined {
  const told = discriminator?.values ?? jsonKindsOf(variants, lowering.declarations);
  if (told === undefined) return undefined;
  const fields = variants.map((variant, index): SchemaField => {
    const [when] = told[index] ?? [];
    const said = variant.kind === 'ref' ? variant.name : String(when);
    const name = fieldName(discriminator === undefined ? `${String(when)} value` : said);
    const at = [...place, name];
    const shape = singleShape(lowering, variant, at);
    return {
      ...fieldOf(lowering, { name, property: '', place: at }, shape),
      when: told[index] ?? [],
    };
  });
  const by = discriminator === undefined ? {} : { discriminator: discriminator.property };
  return { form: 'union', fields, ...by };
}
