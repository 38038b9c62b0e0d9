import { type Declarations, resolveType } from '../resolve.ts';
import type { MapType, Type } from '../types.ts';
import { NUMBER_NAME, isEntryList } from '../wire.ts';
import type { JsonSchema, Recurse } from './schema.ts';

/** A record, or a `Map` whose keys are texts, as an object; any other `Map` as a list of `[key, value]`. */
export function mapSchema(
  type: MapType,
  recurse: Recurse<Type>,
  declarations: Declarations,
): JsonSchema {
  if (isEntryList(type, declarations)) {
    const prefixItems = [recurse(type.key), recurse(type.value)];
    return { type: 'array', items: { type: 'array', prefixItems, items: false, minItems: 2 } };
  }
  const names = namesSchema(type.key, recurse, declarations);
  return {
    type: 'object',
    ...(names === undefined ? {} : { propertyNames: names }),
    additionalProperties: recurse(type.value),
  };
}

/** What the names must be; `undefined` where any text is one. A number as a name is its text. */
function namesSchema(
  key: Type,
  recurse: Recurse<Type>,
  declarations: Declarations,
): JsonSchema | undefined {
  const target = resolveType(key, declarations);
  switch (target.kind) {
    case 'scalar':
      if (target.scalar !== 'string') return { pattern: NUMBER_NAME };
      return isAnyText(key, declarations) ? undefined : recurse(key);
    case 'literal':
      return { const: String(target.value) };
    case 'enum':
      return { enum: [...new Set(target.members.map(({ value }) => String(value)))] };
    default:
      return recurse(key);
  }
}

/** Whether no reference on the way to a text narrows it down. */
function isAnyText(key: Type, declarations: Declarations): boolean {
  if ('constraints' in key && key.constraints !== undefined) return false;
  const next = key.kind === 'ref' ? declarations.get(key.name)?.type : undefined;
  return next === undefined || isAnyText(next, declarations);
}
