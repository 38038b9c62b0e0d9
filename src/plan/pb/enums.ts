import type { Docs, EnumMember } from '../../ir/types.ts';
import { words } from '../../text/cases.ts';
import { ANY, type Lowering, type Shape } from './lowering.ts';
import { type Place, fieldName, placeText } from './names.ts';
import type { SchemaEnumValue } from './schema.ts';

/** Texts become an enum, and so do whole numbers; what is mixed is JSON of any shape. */
export function enumShape(
  { names, enums }: Pick<Lowering, 'names' | 'enums'>,
  members: readonly Pick<EnumMember, 'name' | 'value' | 'docs'>[],
  { place, docs = '' }: { readonly place: Place; readonly docs?: string },
): Shape {
  const isNumeric = members.some(({ value }) => typeof value === 'number');
  if (isNumeric && !members.every(({ value }) => isEnumNumber(value))) return ANY;
  const name = names.of(place);
  const prefix = words(name).join(' ');
  const values = members.map((member): SchemaEnumValue => ({
    name: fieldName(`${prefix} ${member.name ?? valueText(member.value)}`).toUpperCase(),
    value: member.value,
    ...(typeof member.value === 'number' ? { number: member.value } : {}),
    docs: member.docs.text,
  }));
  enums.push({ name, place: placeText(place), values, docs });
  return { type: { kind: 'enum', name }, label: 'single' };
}

/** A fixed value is an enum of one; `true` alone is a boolean. */
export function literalShape(
  lowering: Pick<Lowering, 'names' | 'enums'>,
  value: string | number | boolean,
  place: Place,
): Shape {
  if (typeof value === 'boolean')
    return { type: { kind: 'scalar', scalar: 'bool' }, label: 'single' };
  return enumShape(lowering, [{ value, docs: NO_DOCS }], { place });
}

const NO_DOCS: Docs = { text: '', examples: [] };

function valueText(value: string | number): string {
  return typeof value === 'number' && value < 0 ? `minus ${-value}` : String(value);
}

/** An enum's numbers are 32 bits wide (protobuf.dev/reference/protobuf/proto3-spec#enum_definition). */
function isEnumNumber(value: string | number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 0x7fff_ffff;
}
