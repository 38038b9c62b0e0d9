import type { Type } from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import { valueLiteral } from '../../text/literals.ts';
import type { Imports } from '../imports.ts';
import { type Lines, type Place, type Slot, placeArguments } from './code.ts';
import type { TypeFacts } from './type-facts.ts';

/** What the writing of one file's decoders shares. */
export interface DecoderScope {
  readonly imports: Imports;
  readonly facts: TypeFacts;
  /** Statements that decode a value of any type: those of one kind call it for what is within. */
  readonly decode: (type: Type, slot: Slot, place: Place, scope: DecoderScope) => Lines;
  /** Statements that check the constraints of a decoded value. */
  readonly validate: (type: Type, value: string, place: Place, scope: DecoderScope) => Lines;
  /** The function that decodes a declaration. */
  readonly decoderOf: (declaration: string) => string;
  /** Declares a set of property names for the whole file, and gives its name. */
  readonly knownSet: (hint: string, names: readonly string[]) => string;
  /** Declares a constant for the whole file, and gives its name. */
  readonly constant: (hint: string, text: string) => string;
  /** Declares a function that decodes and validates a type which has no name of its own. */
  readonly helper: (type: Type, hint: string) => string;
  /** What the code belongs to, for names. */
  readonly hint: string;
  /** How deep in callbacks the code stands: their parameters are numbered. */
  readonly depth: number;
}

/** The checks of the runtime that take a value, faults and a place. */
export type CheckName =
  | 'checkArray'
  | 'checkBoolean'
  | 'checkInteger'
  | 'checkNumber'
  | 'checkObject'
  | 'checkPresent'
  | 'checkString'
  | 'readBigint'
  | 'readBytes'
  | 'readInstant';

/** `checkString(value.name, faults, path, 'name')` */
export function checkText(
  scope: DecoderScope,
  name: CheckName,
  value: string,
  place: Place,
): string {
  const args = [value, 'faults', ...placeArguments(place)];
  return `${scope.imports.kit(name)}${group(['(', ')'], args)}`;
}

/** A check that a value is one of some fixed ones. */
export function enumText(
  scope: DecoderScope,
  values: readonly unknown[],
  value: string,
  place: Place,
): string {
  const args = [value, valueLiteral(values), 'faults', ...placeArguments(place)];
  return `${scope.imports.kit('checkEnum')}${group(['(', ')'], args)}`;
}
