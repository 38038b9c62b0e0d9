import type { EnumMember, Type } from '../../ir/types.ts';
import { upperFirst } from '../../text/cases.ts';

/** How a type is said within the name of what is applied to it: `User` and `Names` in `PickOfUserAndNames`. */
export function spokenName(type: Type): string {
  switch (type.kind) {
    case 'ref':
      return type.name;
    case 'scalar':
      return SPOKEN[type.scalar] ?? upperFirst(type.scalar);
    case 'literal':
      return spokenValue(type.value) || 'Literal';
    case 'enum':
      return spokenValues(type.members) ?? 'Enum';
    case 'list':
    case 'set':
      return `${spokenName(type.items)}${upperFirst(type.kind)}`;
    case 'map':
      return `${spokenName(type.value)}Map`;
    case 'nullable':
      return `Nullable${spokenName(type.of)}`;
    case 'union':
      return type.variants.map(spokenName).join('Or');
    default:
      return upperFirst(type.kind);
  }
}

const SPOKEN: Readonly<Record<string, string>> = { instant: 'Date' };

/** More values than these make a name that nobody reads. */
const MAX_VALUES = 3;

/** The values of a short list, as a name says them; `undefined` for a long one. */
export function spokenValues(
  members: readonly Pick<EnumMember, 'value'>[],
  word: 'Or' | 'And' = 'Or',
): string | undefined {
  const names = members.map(({ value }) => spokenValue(value));
  return names.length > MAX_VALUES || names.includes('') ? undefined : names.join(word);
}

function spokenValue(value: string | number | boolean): string {
  return upperFirst(String(value).replace(/[^\p{ID_Continue}]/gu, ''));
}
