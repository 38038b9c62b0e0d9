import type { Type } from '../../ir/types.ts';
import { insteadOf } from './hints.ts';
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
    case 'Date':
      return { kind: 'scalar', scalar: 'instant' };
    case 'Uint8Array':
      return { kind: 'scalar', scalar: 'bytes' };
    default:
      return refuse(lowering, subject, name);
  }
}

const UNKNOWN: Type = { kind: 'scalar', scalar: 'unknown' };

function refuse(lowering: Lowering, { at }: Subject, name: string): Type | undefined {
  const instead = insteadOf(name);
  return instead === undefined
    ? undefined
    : notCarriable(lowering, at, { what: `the type \`${name}\``, instead });
}
