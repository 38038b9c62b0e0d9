import { misfit } from '../../../ir/misfit.ts';
import type { Declarations } from '../../../ir/resolve.ts';
import type { Field, Type } from '../../../ir/types.ts';
import { partProperty } from '../names.ts';
import type { SchemaField, SchemaMessage } from '../schema.ts';
import type { Messages } from './sides.ts';

/** The property of the contract that a field stands for; `undefined` where it stands for none. */
export function contractField(
  { place, form }: SchemaMessage,
  { property }: SchemaField,
  { declarations, parameters }: Pick<Messages, 'declarations' | 'parameters'>,
): Field | undefined {
  if (form !== 'object') return undefined;
  const [first = '', ...parts] = place.split('.');
  const [owner = ''] = parts;
  const made = parameters.get(`${first}.${owner}`);
  const declared = made ?? declarations.get(first)?.type;
  const rest = made === undefined ? parts : parts.slice(1);
  const holder = rest.reduce<Type | undefined>((type, part) => type && inner(type, part), declared);
  const type = holder && unwrapped(holder);
  return type?.kind === 'object' ? type.fields.find(({ name }) => name === property) : undefined;
}

function unwrapped(type: Type): Type {
  return type.kind === 'nullable' ? unwrapped(type.of) : type;
}

/** The part of a type that a part of a place names. */
function inner(outer: Type, part: string): Type | undefined {
  const type = unwrapped(outer);
  switch (type.kind) {
    case 'object':
      return type.fields.find(({ name }) => name === partProperty(part))?.type;
    case 'list':
    case 'set':
      return part === 'item' ? type.items : undefined;
    case 'map':
      return part === 'value' ? type.value : undefined;
    default:
      return undefined;
  }
}

/** Whether what is read where nothing was written is a value of the type: an empty text, zero, `false`, an empty list. */
export function acceptsAbsence(
  { type, optional }: Field,
  { label, type: held }: SchemaField,
  declarations: Declarations,
): boolean {
  if (optional) return true;
  if (label === 'repeated') return misfit([], type, declarations) === undefined;
  if (label === 'map') return misfit({}, type, declarations) === undefined;
  if (label === 'optional') return type.kind === 'nullable';
  if (held.kind !== 'scalar') return type.kind === 'nullable';
  const zero = held.scalar === 'bool' ? false : /string|bytes/.test(held.scalar) ? '' : 0;
  return misfit(zero, type, declarations) === undefined;
}
