import { type Declarations, fieldAt, requestFields, resolveType } from '../ir/resolve.ts';
import type { Route } from '../ir/routes.ts';
import type { Field, Method, Type } from '../ir/types.ts';

/** What a text of a path or query stands for: `TextType` of the runtime. */
type TextType = 'string' | 'number' | 'boolean' | 'name' | 'any';

/** What the runtime's `readInput` needs to know of a route; absent where the body is the request. */
export interface InputShape {
  readonly body?: string;
  readonly path?: Readonly<Record<string, TextType>>;
  readonly query?: Readonly<Record<string, TextType | readonly [TextType]>>;
  readonly required?: readonly string[];
  readonly snakeCase?: true;
}

export function inputShape(
  method: Method,
  route: Route,
  declarations: Declarations,
): InputShape | undefined {
  const fields = requestFields(method.request, declarations);
  const { pathFields, queryFields, queryWithout = [], bodyField, input } = route;
  const inPath = pathFields.flatMap((name) => {
    const field = fieldAt(fields, name, declarations);
    return field === undefined ? [] : [[name, textType(field.type, declarations)] as const];
  });
  const inQuery = fields.filter((field) => queryFields.includes(field.name));
  const isQuery =
    input === 'query' || bodyField !== undefined || (input === 'none' && inPath.length > 0);
  if (inPath.length === 0 && !isQuery) return undefined;
  const walk = { declarations, without: queryWithout };
  const entries = queryEntries(inQuery, '', walk);
  const required = isQuery ? requiredStructures(inQuery, '', walk) : [];
  return {
    ...(bodyField === undefined ? {} : { body: bodyField }),
    ...(inPath.length === 0 ? {} : { path: Object.fromEntries(inPath) }),
    ...(isQuery ? { query: Object.fromEntries(entries) } : {}),
    ...(required.length === 0 ? {} : { required }),
    ...(method.rpc !== undefined && entries.some(([name]) => /[A-Z]/.test(name))
      ? { snakeCase: true }
      : {}),
  };
}

interface QueryWalk {
  readonly declarations: Declarations;
  /** What is not carried, with dots. */
  readonly without: readonly string[];
}

/** What a query cannot say to be empty, and is so where it is not named: outer ones before those within. */
function requiredStructures(
  fields: readonly Field[],
  prefix: string,
  walk: QueryWalk,
): readonly string[] {
  return fields.flatMap((field) => {
    const name = prefix + field.name;
    if (walk.without.includes(name)) return [];
    const type = resolveType(field.type, walk.declarations);
    const own = field.optional ? [] : [name];
    if (type.kind === 'object') {
      return [...own, ...requiredStructures(type.fields, `${name}.`, walk)];
    }
    return type.kind === 'list' || type.kind === 'set' ? own : [];
  });
}

function queryEntries(
  fields: readonly Field[],
  prefix: string,
  walk: QueryWalk,
): [string, TextType | readonly [TextType]][] {
  const { declarations, without } = walk;
  return fields.flatMap((field) => {
    const name = prefix + field.name;
    if (without.includes(name)) return [];
    const type = resolveType(field.type, declarations);
    if (type.kind === 'object') return queryEntries(type.fields, `${name}.`, walk);
    if (type.kind === 'list' || type.kind === 'set') {
      return [[name, [textType(type.items, declarations)] as const]];
    }
    return [[name, textType(type, declarations)]];
  });
}

function textType(type: Type, declarations: Declarations): TextType {
  const resolved = resolveType(type, declarations);
  switch (resolved.kind) {
    case 'scalar':
      if (resolved.scalar === 'number' || resolved.scalar === 'integer') return 'number';
      return resolved.scalar === 'boolean' ? 'boolean' : 'string';
    case 'literal':
      return literalType(typeof resolved.value);
    case 'enum': {
      const types = new Set(resolved.members.map((member) => literalType(typeof member.value)));
      return resolved.open || types.size > 1 ? 'any' : ([...types][0] ?? 'string');
    }
    case 'nullable': {
      const of = textType(resolved.of, declarations);
      return of === 'string' ? 'name' : of;
    }
    case 'union':
      return 'any';
    default:
      return 'string';
  }
}

function literalType(type: string): TextType {
  return type === 'number' || type === 'boolean' ? type : 'string';
}
