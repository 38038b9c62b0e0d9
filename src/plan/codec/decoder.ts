import type { EnumType, ScalarType, Type } from '../../ir/types.ts';
import { assertNever } from '../../text/assert-never.ts';
import { group } from '../../text/layout.ts';
import { type Lines, type Place, type Slot, ifBlock, inside, placeArguments } from './code.ts';
import { listLines, setLines, tupleLines } from './decode-lists.ts';
import { entryListLines, recordLines } from './decode-maps.ts';
import { objectLines } from './decode-objects.ts';
import { unionLines } from './decode-unions.ts';
import { type DecoderScope, checkText, enumText } from './decoder-scope.ts';
import { isEntryList } from '../../ir/wire.ts';

/**
 * Statements that check the structure of a value which is there (`undefined` is a fault), and put in its place
 * what it is in code where that is another thing.
 */
export function decodeLines(type: Type, slot: Slot, place: Place, scope: DecoderScope): Lines {
  switch (type.kind) {
    case 'scalar':
      return scalarLines(type, slot, place, scope);
    case 'literal':
      return [`${enumText(scope, [type.value], slot.value, place)};`];
    case 'enum':
      return enumLines(type, slot.value, place, scope);
    case 'list':
      return listLines(type, slot, place, scope);
    case 'set':
      return setLines(type, slot, place, scope);
    case 'map':
      return isEntryList(type, scope.facts.declarations)
        ? entryListLines(type, slot, place, scope)
        : recordLines(type, slot, place, scope);
    case 'tuple':
      return tupleLines(type, slot, place, scope);
    case 'union':
      return unionLines(type, slot, place, scope);
    case 'nullable':
      return ifBlock([`${slot.value} !== null`], decodeLines(type.of, slot, place, scope));
    case 'object':
      return objectLines(type, slot, place, scope);
    case 'ref': {
      const pointer = placeArguments({ path: inside(place) });
      const args = [slot.value, 'faults', ...pointer];
      const call = `${scope.decoderOf(type.name)}${group(['(', ')'], args)}`;
      return [scope.facts.isAssigned(type) ? slot.assign(call) : `${call};`];
    }
    default:
      return assertNever(type);
  }
}

const CHECKS = {
  string: 'checkString',
  boolean: 'checkBoolean',
  number: 'checkNumber',
  integer: 'checkInteger',
  unknown: 'checkPresent',
} as const;

const READERS = {
  bigint: 'readBigint',
  bytes: 'readBytes',
  instant: 'readInstant',
  timestamp: 'readInstant',
} as const;

function scalarLines({ scalar }: ScalarType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  if (scalar in READERS) {
    const name = READERS[scalar as keyof typeof READERS];
    return [slot.assign(checkText(scope, name, slot.value, place))];
  }
  return [`${checkText(scope, CHECKS[scalar as keyof typeof CHECKS], slot.value, place)};`];
}

function enumLines(type: EnumType, value: string, place: Place, scope: DecoderScope): Lines {
  const values = [...new Set(type.members.map((member) => member.value))];
  const line = `${enumText(scope, values, value, place)};`;
  return type.open ? ifBlock([`typeof ${value} !== 'number'`], [line]) : [line];
}
