import { type Declarations, fieldAt, requestFields, resolveType } from '../ir/resolve.ts';
import type { Route } from '../ir/routes.ts';
import type { Field, Method, Type } from '../ir/types.ts';

/** What a text of a path or query stands for: `TextType` of the runtime. */
type TextType = 'string' | 'number' | 'boolean' | 'name' | 'any';

/** What the runtime's `readInput` needs to know of a route; absent where the body is the request. */
export interface InputShape {
  readonly path?: Readonly<Record<string, TextType>>;
  readonly query?: Readonly<Record<string, TextType | readonly [TextType]>>;
  /** The field that is the body, where that is not the whole request. */
  readonly body?: string;
  readonly required?: readonly string[];
  readonly snakeCase?: true;
}

export function inputShape(
  method: Method,
  route: Route,
  declarations: Declarations,
): InputShape | undefined {
  const fields = requestFields(method.request, declarations);
  const inPath = route.pathFields.flatMap((path) => {
    const field = fieldAt(fields, path, declarations);
    return field === undefined ? [] : [{ path, field }];
  });
  const inQuery = fields.filter((field) => route.queryFields.includes(field.name));
  const { bodyField } = route;
  const isQuery =
    route.input === 'query' ||
    bodyField !== undefined ||
    (route.input === 'none' && inPath.length > 0);
  if (inPath.length === 0 && !isQuery) return undefined;
  // Nothing of a message of the protobuf language has to be there.
  const isRuled = method.http?.body !== undefined;
  const required = isQuery && !isRuled ? requiredStructures(inQuery, declarations, '') : [];
  const query = queryShape(inQuery, route, declarations);
  const isCamel = isQuery && method.rpc !== undefined && /[A-Z]/.test(Object.keys(query).join());
  return {
    ...(inPath.length === 0
      ? {}
      : {
          path: Object.fromEntries(
            inPath.map(({ path, field }) => [path, textType(field.type, declarations)]),
          ),
        }),
    ...(isQuery ? { query } : {}),
    ...(bodyField === undefined ? {} : { body: bodyField }),
    ...(required.length === 0 ? {} : { required }),
    ...(isCamel ? { snakeCase: true } : {}),
  };
}

function queryShape(
  fields: readonly Field[],
  { queryWithout = [] }: Route,
  declarations: Declarations,
): NonNullable<InputShape['query']> {
  const isOut = (name: string): boolean =>
    queryWithout.some((path) => name === path || name.startsWith(`${path}.`));
  const entries = queryEntries(fields, { declarations, prefix: '', isOut });
  return Object.fromEntries(entries);
}

/** What a query cannot say to be empty, and is so where it is not named: outer ones before those within. */
function requiredStructures(
  fields: readonly Field[],
  declarations: Declarations,
  prefix: string,
): readonly string[] {
  return fields.flatMap((field) => {
    const name = prefix + field.name;
    const type = resolveType(field.type, declarations);
    const own = field.optional ? [] : [name];
    if (type.kind === 'object') {
      return [...own, ...requiredStructures(type.fields, declarations, `${name}.`)];
    }
    return type.kind === 'list' || type.kind === 'set' ? own : [];
  });
}

interface QueryWalk {
  readonly declarations: Declarations;
  readonly prefix: string;
  /** What the query does not carry. */
  readonly isOut: (name: string) => boolean;
}

function queryEntries(
  fields: readonly Field[],
  walk: QueryWalk,
): [string, TextType | readonly [TextType]][] {
  const { declarations, prefix, isOut } = walk;
  return fields.flatMap((field) => {
    const name = prefix + field.name;
    if (isOut(name)) return [];
    const type = resolveType(field.type, declarations);
    if (type.kind === 'object') return queryEntries(type.fields, { ...walk, prefix: `${name}.` });
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
