import { type Declarations, resolveType } from '../../../src/ir/resolve.ts';
import type { Json, Type } from '../../../src/ir/types.ts';
import { isList, isObject } from '../../../src/text/json.ts';

/** What a JSON value that an author wrote, such as a default, is in code. Written for tests, apart from any codec. */
export function decodedJson(json: Json, type: Type, declarations: Declarations): unknown {
  const inner = (value: Json, of: Type): unknown => decodedJson(value, of, declarations);
  switch (type.kind) {
    case 'ref':
      return inner(json, resolveType(type, declarations));
    case 'nullable':
      return json === null ? null : inner(json, type.of);
    case 'scalar':
      return decodedScalar(json, type.scalar);
    case 'list':
      return isList(json) ? json.map((item) => inner(item, type.items)) : json;
    case 'set':
      return new Set(isList(json) ? json.map((item) => inner(item, type.items)) : []);
    case 'map':
      return decodedMap(json, type, inner);
    case 'object':
      if (!isObject(json)) return json;
      return Object.fromEntries(
        Object.entries(json).map(([name, value]) => {
          const field = type.fields.find((one) => one.name === name);
          return [name, field === undefined ? value : inner(value, field.type)];
        }),
      );
    case 'tuple':
    case 'union':
      throw new Error(`a default of a ${type.kind} is not known how to read`);
    default:
      return json;
  }
}

function decodedScalar(json: Json, scalar: string): unknown {
  if (scalar === 'bigint') return BigInt(String(json));
  if (scalar === 'instant') return new Date(String(json));
  return scalar === 'bytes' ? Uint8Array.from(Buffer.from(String(json), 'base64')) : json;
}

function decodedMap(
  json: Json,
  type: Extract<Type, { kind: 'map' }>,
  inner: (value: Json, of: Type) => unknown,
): unknown {
  const pairs: readonly (readonly [Json, Json])[] = isList(json)
    ? json.map((pair) => (isList(pair) ? [pair[0] ?? null, pair[1] ?? null] : [null, null]))
    : isObject(json)
      ? Object.entries(json)
      : [];
  const decoded = pairs.map(([key, value]) => [inner(key, type.key), inner(value, type.value)]);
  return type.form === 'map'
    ? new Map(decoded as [unknown, unknown][])
    : Object.fromEntries(decoded);
}
