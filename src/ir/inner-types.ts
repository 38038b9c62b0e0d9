import { assertNever } from '../text/assert-never.ts';
import type { Type } from './types.ts';

/** The types that a type holds directly. A reference holds none: what it names is elsewhere. */
export function innerTypes(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'scalar':
    case 'literal':
    case 'enum':
    case 'ref':
      return [];
    case 'list':
    case 'set':
      return [type.items];
    case 'map':
      return [type.key, type.value];
    case 'tuple':
      return [...type.items.map((item) => item.type), ...(type.rest ? [type.rest] : [])];
    case 'union':
      return type.variants;
    case 'nullable':
      return [type.of];
    case 'object':
      return [
        ...type.fields.map((field) => field.type),
        ...(type.additional ? [type.additional] : []),
      ];
    default:
      return assertNever(type);
  }
}
