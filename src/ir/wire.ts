import { deepTest } from './deep.ts';
import { type Declarations, resolveType } from './resolve.ts';
import type { Contract, MapType, ScalarName, Type } from './types.ts';

/** Scalars whose value in code is not what JSON has. */
const CODED: ReadonlySet<ScalarName> = new Set([
  'bigint',
  'bytes',
  'instant',
  'timestamp',
  'duration',
  'field-mask',
  'any',
]);

/** Whether a type's values are texts, so that they can be names of properties. */
function isNameType(type: Type, declarations: Declarations): boolean {
  const target = resolveType(type, declarations);
  switch (target.kind) {
    case 'scalar':
      return target.scalar === 'string';
    case 'literal':
      return typeof target.value === 'string';
    case 'enum':
      return !target.open && target.members.every(({ value }) => typeof value === 'string');
    case 'union':
      return target.variants.every((variant) => isNameType(variant, declarations));
    default:
      return false;
  }
}

/** Whether a map travels as a list of `[key, value]`: it is a `Map`, and its keys are no texts. */
export function isEntryList(type: MapType, declarations: Declarations): boolean {
  return type.form === 'map' && !isNameType(type.key, declarations);
}

/** What a property name must match that stands for a number (a record with numbers as its keys). */
export const NUMBER_NAME = '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?$';

/** Tells which values are another thing in code than in JSON. */
export interface WireForms {
  /** Whether something in a type's values, at any depth, is: only then does a message need codecs. */
  isCoded(type: Type): boolean;
  /**
   * Whether the value itself is: a `Date`, a `bigint`, bytes, a `Map`, a `Set`. Objects and lists that hold
   * such things stay what they are.
   */
  isReplaced(type: Type): boolean;
}

/** Walks through all declarations once: what is asked afterwards is cheap. */
export function wireForms(contract: Pick<Contract, 'declarations'>): WireForms {
  const types = new Map(contract.declarations.map(({ name, type }) => [name, type]));
  const isReplaced = (type: Type): boolean => {
    switch (type.kind) {
      case 'ref': {
        const target = types.get(type.name);
        return target !== undefined && isReplaced(target);
      }
      case 'nullable':
        return isReplaced(type.of);
      case 'union':
        return type.variants.some(isReplaced);
      default:
        return isOwnForm(type);
    }
  };
  return { isCoded: deepTest(contract, isOwnForm), isReplaced };
}

function isOwnForm(type: Type): boolean {
  if (type.kind === 'scalar') return CODED.has(type.scalar);
  return type.kind === 'set' || (type.kind === 'map' && type.form === 'map');
}
