import type { Field, ObjectType } from '../../ir/types.ts';
import { valueLiteral } from '../../text/literals.ts';
import {
  type Lines,
  type Place,
  type Slot,
  callLine,
  ifBlock,
  inside,
  nameFrom,
  placeArguments,
  propertyOf,
  propertySlot,
} from './code.ts';
import { membersLines } from './decode-maps.ts';
import { type DecoderScope, checkText } from './decoder-scope.ts';

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
  scope: DecoderScope,
): Lines {
  const names = type.fields.map((field) => field.name);
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
  return [...others, ...type.fields.flatMap((field) => fieldLines(field, value, place, scope))];
}

function fieldLines(field: Field, target: string, place: Place, scope: DecoderScope): Lines {
  const slot = propertySlot(target, field.name, scope.imports);
  const at = propertyOf(place, field.name);
  const inner = { ...scope, hint: nameFrom(scope.hint, field.name) };
  if (!field.optional) return scope.decode(field.type, slot, at, inner);
  const nullable = field.type.kind === 'nullable';
  const present = ifBlock(
    [`${slot.value} !== undefined`, ...(nullable ? [`${slot.value} !== null`] : [])],
    scope.decode(field.type.kind === 'nullable' ? field.type.of : field.type, slot, at, inner),
  );
  if (field.default === undefined) return present;
  const decoded = scope.decode(field.type, slot, at, inner);
  return withDefault(field, { slot, present, decoded, scope });
}

interface Present {
  readonly slot: Slot;
  /** An `if` block that decodes the field where it is there. */
  readonly present: Lines;
  /** What decodes it once it is there. */
  readonly decoded: Lines;
  readonly scope: DecoderScope;
}

/** Fills in what is absent; a default that is another thing in code is decoded like what was sent. */
function withDefault(field: Field, { slot, present, decoded, scope }: Present): Lines {
  const { value } = slot;
  const fill = ifBlock([`${value} === undefined`], [slot.assign(valueLiteral(field.default))]);
  if (scope.facts.isCoded(field.type) || scope.facts.isAssigned(field.type)) {
    return [...fill, ...decoded];
  }
  const [head = '', ...rest] = present;
  const otherwise = field.type.kind === 'nullable' ? `} else if (${value} !== null) {` : '} else {';
  return head === '' ? fill : [...fill.slice(0, -1), otherwise, ...rest];
}
