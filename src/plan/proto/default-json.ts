import { type Declarations, resolveType } from '../../ir/resolve.ts';
import type { Field, Json } from '../../ir/types.ts';

/** What stands for a field of a message that JSON leaves out: its default, or `null` where it is not there at all. */
export function defaultJson({ filled, type }: Field, declarations: Declarations): Json {
  if (filled !== true) return null;
  const target = resolveType(type, declarations);
  switch (target.kind) {
    case 'list':
      return [];
    case 'map':
      return {};
    case 'enum':
      return target.members[0]?.value ?? 0;
    case 'scalar':
      return SCALARS[target.scalar] ?? null;
    default:
      return null;
  }
}

const SCALARS: Readonly<Partial<Record<string, Json>>> = {
  string: '',
  bytes: '',
  boolean: false,
  number: 0,
  integer: 0,
  bigint: '0',
};
