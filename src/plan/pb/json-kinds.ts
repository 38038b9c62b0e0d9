import { type Declarations, resolveType } from '../../ir/resolve.ts';
import type { Type } from '../../ir/types.ts';
import { isEntryList } from '../../ir/wire.ts';

/** What a JSON value can be told by, without looking into it. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'object';

/** The kinds of JSON that each alternative comes as; `undefined` where two have one in common. */
export function jsonKindsOf(
  variants: readonly Type[],
  declarations: Declarations,
): readonly (readonly JsonKind[])[] | undefined {
  const kinds = variants.map((variant) => kindsOf(variant, declarations));
  if (kinds.some((one) => one === undefined)) return undefined;
  const known = kinds.flatMap((one) => (one === undefined ? [] : [one]));
  const all = known.flat();
  return new Set(all).size === all.length ? known : undefined;
}

function kindsOf(type: Type, declarations: Declarations): readonly JsonKind[] | undefined {
  const target = resolveType(type, declarations);
  switch (target.kind) {
    case 'scalar':
      return SCALARS[target.scalar];
    case 'literal':
      return [typeof target.value as JsonKind];
    case 'enum':
      return [...new Set(target.members.map(({ value }) => typeof value as JsonKind))];
    case 'list':
    case 'set':
    case 'tuple':
      return ['list'];
    case 'map':
      return [isEntryList(target, declarations) ? 'list' : 'object'];
    case 'object':
      return ['object'];
    default:
      return undefined;
  }
}

const SCALARS: Readonly<Record<string, readonly JsonKind[] | undefined>> = {
  string: ['string'],
  boolean: ['boolean'],
  number: ['number'],
  integer: ['number'],
  bigint: ['string', 'number'],
  bytes: ['string'],
  instant: ['string'],
  timestamp: ['string'],
};
