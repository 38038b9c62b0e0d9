import type { Type } from '../../ir/types.ts';
import { insteadOf } from './hints.ts';
import { lowerStructure } from './objects.ts';
import { isNever } from './symbols.ts';
import { lowerUtility } from './utilities.ts';
import {
  type Application,
  type Lowering,
  type Subject,
  argumentsOf,
  notCarriable,
} from './lowering.ts';

/** Lowers a type of the built-in library; `undefined` for a utility type, which stands for another. */
export function lowerBuiltIn(
  lowering: Lowering,
  subject: Subject,
  given: Application,
): Type | undefined {
  const { name } = given.symbol;
  const item = (index: number): Type => {
    const argument = argumentsOf(lowering, given, subject.at)[index];
    return argument === undefined ? UNKNOWN : lowering.lower(argument);
  };
  switch (name) {
    case 'Array':
    case 'ReadonlyArray':
      return { kind: 'list', items: item(0), readonly: name === 'ReadonlyArray' };
    case 'Set':
    case 'ReadonlySet':
      return { kind: 'set', items: item(0) };
    case 'Map':
    case 'ReadonlyMap':
      return { kind: 'map', form: 'map', key: item(0), value: item(1) };
    case 'Record':
      return lowerRecord(lowering, subject, given);
    case 'Date':
      return { kind: 'scalar', scalar: 'instant' };
    case 'Uint8Array':
      return { kind: 'scalar', scalar: 'bytes' };
    default:
      return lowerUtility(lowering, subject, given) ?? refuse(lowering, subject, name);
  }
}

/** A record with any key keeps the name of its key's type; one of known keys is an object. */
function lowerRecord(
  lowering: Lowering,
  { type, at }: Subject,
  given: Application,
): Type | undefined {
  const { checker } = lowering;
  const infos = checker.getIndexInfosOfType(type);
  const [key, value] = argumentsOf(lowering, given, at);
  if (key === undefined || value === undefined || isNever(value.type)) return undefined;
  const properties = checker.getPropertiesOfType(type);
  if (infos.length === 1 && properties.length === 0) {
    const lowered = lowering.lowerOptional(value).type;
    return { kind: 'map', form: 'record', key: lowering.lower(key), value: lowered };
  }
  return infos.length === 0 && value.node !== undefined
    ? withValues(lowerStructure(lowering, { type, at }), lowering.lowerOptional(value).type)
    : undefined;
}

/** The properties of a record are all of the type that the author named. */
function withValues(record: Type, type: Type): Type {
  if (record.kind !== 'object') return record;
  return { ...record, fields: record.fields.map((field) => ({ ...field, type })) };
}

const UNKNOWN: Type = { kind: 'scalar', scalar: 'unknown' };

function refuse(lowering: Lowering, { at }: Subject, name: string): Type | undefined {
  const instead = insteadOf(name);
  return instead === undefined
    ? undefined
    : notCarriable(lowering, at, { what: `the type \`${name}\``, instead });
}
