import { bytesFrom } from '../sdk/values.ts';
import type { Message } from './message.ts';
import type { FieldTable, MessageTable } from './table.ts';
import type { Types } from './types.ts';

/** The defaults that fields of a message state, as the values that code would find in them. */
export function defaultsOf({ fields }: MessageTable, types: Types): Message {
  const stated = fields.filter((field) => field.default !== undefined);
  return Object.fromEntries(stated.map((field) => [field.name, defaultOf(field, types)]));
}

function defaultOf({ type, default: value }: FieldTable, types: Types): unknown {
  if (typeof type === 'object') {
    return 'enum' in type && typeof value === 'number'
      ? types.enumeration(type.enum).valueOf(value)
      : value;
  }
  if (type.endsWith('64')) return BigInt(value ?? 0);
  if (type === 'bytes') return bytesFrom(value);
  if (type === 'double' || type === 'float') return Number(value);
  return value;
}
