import { resolveType } from '../../ir/resolve.ts';
import type { Field, ObjectType, Type } from '../../ir/types.ts';
import { valueLiteral } from '../../text/literals.ts';
import {
  type Lines,
  type Place,
  type Slot,
  callLine,
  ifBlock,
  indented,
  inside,
  nameFrom,
  placeArguments,
  propertyOf,
  propertySlot,
} from './code.ts';
import { membersLines } from './decode-maps.ts';
import { type DecoderScope, checkText } from './decoder-scope.ts';
import type { TypeFacts } from './type-facts.ts';

/** Nothing is said of the members of what is no object. */
export function objectLines(
  type: ObjectType,
  { value }: Slot,
  place: Place,
  scope: DecoderScope,
): Lines {
  return ifBlock(
    [checkText(scope, 'checkObject', value, place)],
    objectBody(type, value, place, scope),
  );
}

/** The members of a value that is known to be an object. */
export function objectBody(
  type: ObjectType,
  value: string,
  place: Place,
  scope: DecoderScope & { /** The property that is known to be right. */ readonly tag?: string },
): Lines {
  const names = type.fields.map((field) => field.name);
  const unchecked = type.fields.filter(({ name }) => name !== scope.tag);
  const known = scope.knownSet(scope.hint, names);
  const self = placeArguments({ path: inside(place) });
  const others =
    type.additional === undefined
      ? [callLine(scope.imports.kit('checkKnown'), [value, known, 'faults', ...self])]
      : membersLines(type.additional, {
          value,
          place,
          scope,
          when: (key) => `!${known}.has(${key})`,
        });
  return [...others, ...unchecked.flatMap((field) => fieldLines(field, value, place, scope))];
}

function fieldLines(field: Field, target: string, place: Place, scope: DecoderScope): Lines {
  const slot = propertySlot(target, field.name, scope.imports);
  const at = propertyOf(place, field.name);
  const inner = { ...scope, hint: nameFrom(scope.hint, field.name) };
  if (!field.optional) return scope.decode(field.type, slot, at, inner);
  const { type } = field;
  const present = scope.decode(type.kind === 'nullable' ? type.of : type, slot, at, inner);
  const isNot = type.kind === 'nullable' ? [`${slot.value} !== null`] : [];
  return field.default === undefined
    ? ifBlock([`${slot.value} !== undefined`, ...isNot], present)
    : defaultLines(field, { slot, present, isNot, scope });
}

interface Present {
  readonly slot: Slot;
  /** What decodes the field where it is there. */
  readonly present: Lines;
  /** The condition that it is not `null`, where it may be. */
  readonly isNot: readonly string[];
  readonly scope: DecoderScope;
}

/** Fills in what is absent. A default with an inside, or that is another thing in code, is decoded like the rest. */
function defaultLines(field: Field, { slot, present, isNot, scope }: Present): Lines {
  const { value } = slot;
  const fill = ifBlock([`${value} === undefined`], [slot.assign(valueLiteral(field.default))]);
  if (!isFlat(field.type, scope.facts)) {
    return [...fill, ...(isNot.length === 0 ? present : ifBlock(isNot, present))];
  }
  const otherwise = isNot.length === 0 ? '} else {' : `} else if (${isNot.join('')}) {`;
  return [...fill.slice(0, -1), otherwise, ...indented(present), '}'];
}

function isFlat(type: Type, facts: TypeFacts): boolean {
  const target = resolveType(type, facts.declarations);
  if (target.kind === 'nullable') return isFlat(target.of, facts);
  return FLAT.has(target.kind) && !facts.isCoded(target);
}

const FLAT: ReadonlySet<Type['kind']> = new Set(['scalar', 'literal', 'enum']);
