import { type PathVariable, isSimple, matchesPattern, pathVariables } from '../ir/path-template.ts';
import { fieldAt, requestFields } from '../ir/resolve.ts';
import type { Json } from '../ir/types.ts';
import type { MethodPlan, PlanContext } from './context.ts';

type Members = { readonly [name: string]: Json };

/**
 * A message whose values can stand in the path of its route, where a mapping says that they do: one that is absent,
 * empty or unlike its pattern has another value.
 */
export function fitted(context: PlanContext, item: MethodPlan, message: Json): Json {
  if (item.method.http?.body === undefined || !isMembers(message)) return message;
  let fit: Members = message;
  for (const variable of pathVariables(item.route.path)) {
    const path = variable.field.split('.');
    const present = valueAt(fit, path);
    if (present !== undefined && matchesPattern(String(present), variable)) continue;
    fit = withValue(fit, path, valueFor(context, item, variable));
  }
  return fit;
}

function valueFor(context: PlanContext, { method }: MethodPlan, variable: PathVariable): Json {
  const { declarations, examples } = context;
  if (!isSimple(variable)) {
    return variable.segments
      .map((segment) => (segment.kind === 'literal' ? segment.text : '1'))
      .join('/');
  }
  const field = fieldAt(requestFields(method.request, declarations), variable.field, declarations);
  const value = field === undefined ? undefined : examples.of(field.type, field.name);
  return value === undefined || value === '' ? '1' : value;
}

/** A value by its path. */
export function valueAt(value: Json, [first, ...rest]: readonly string[]): Json | undefined {
  if (first === undefined) return value;
  if (!isMembers(value) || !Object.hasOwn(value, first)) return undefined;
  return valueAt(value[first] ?? null, rest);
}

function withValue(value: Members, [first, ...rest]: readonly string[], to: Json): Members {
  if (first === undefined) return value;
  if (rest.length === 0) return { ...value, [first]: to };
  const inner = value[first];
  return { ...value, [first]: withValue(isMembers(inner) ? inner : {}, rest, to) };
}

function isMembers(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
