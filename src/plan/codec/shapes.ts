import { type Declarations, resolveType } from '../../ir/resolve.ts';
import type { Type } from '../../ir/types.ts';
import { assertNever } from '../../text/assert-never.ts';
import { isEntryList } from '../../ir/wire.ts';

/** What can be seen from outside of values of a type, as JSON. */
export interface ShapeText {
  readonly kind: 'flat' | 'list' | 'object';
  /** The names that an object has, and those that it may have; without the latter it may have any. */
  readonly properties: readonly (readonly string[])[];
}

/** The shape of a type; `undefined` where its values may be of several. */
export function shapeOf(type: Type, declarations: Declarations): ShapeText | undefined {
  const target = resolveType(type, declarations);
  switch (target.kind) {
    case 'scalar':
      return target.scalar === 'unknown' ? undefined : { kind: 'flat', properties: [] };
    case 'literal':
    case 'enum':
      return { kind: 'flat', properties: [] };
    case 'list':
    case 'set':
    case 'tuple':
      return { kind: 'list', properties: [] };
    case 'map':
      return { kind: isEntryList(target, declarations) ? 'list' : 'object', properties: [] };
    case 'object': {
      const names = (optional: boolean): readonly string[] =>
        target.fields.filter((field) => field.optional === optional).map(({ name }) => name);
      const required = names(false);
      return {
        kind: 'object',
        properties: target.additional === undefined ? [required, names(true)] : [required],
      };
    }
    case 'nullable':
    case 'union':
    case 'ref':
      return undefined;
    default:
      return assertNever(target);
  }
}
