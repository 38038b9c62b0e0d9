import { type PathVariable, isSimple, pathVariables } from '../ir/path-template.ts';
import { fieldAt, requestFields } from '../ir/resolve.ts';
import type { Json } from '../ir/types.ts';
import { shellWord } from '../text/shell.ts';
import type { MethodPlan, PlanContext } from './context.ts';
import { streamsIn } from '../ir/method-kind.ts';

/** An HTTP request as a test or a reader sends it. */
export interface SampleRequest {
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly body?: Json;
}

/**
 * A valid message of a method, of a stream of messages a valid one; `undefined` where none can be made up.
 */
export function sampleMessage(context: PlanContext, item: MethodPlan): Json | undefined {
  return sampleMessages(context, item, 1)[0];
}

/** Up to `count` valid messages: the author's own, then what can be made up. */
export function sampleMessages(
  context: PlanContext,
  item: MethodPlan,
  count: number,
): readonly Json[] {
  const { examples } = context;
  const { method } = item;
  const [parameter] = method.parameters;
  if (streamsIn(method) && parameter !== undefined) {
    return examples.several(parameter.type, count, parameter.name);
  }
  if (method.input === 'none') return [{}];
  const own = method.docs.examples.slice(0, count);
  const messages = own.length > 0 ? own : examples.several(method.request, count);
  if (method.http?.body === undefined) return messages;
  return messages.map((message) => withPathValues(context, item, message));
}

/** A message as the route carries it. */
export function sampleRequest({ route }: MethodPlan, message: Json): SampleRequest {
  const value = isRecord(message) ? message : {};
  const path = route.path.replace(
    /\{([^{}=]+)(?:=([^{}]*))?\}/g,
    (_, name: string, pattern: string = '*') => {
      const text = String(valueAt(value, name) ?? '');
      // A value of one part may hold a slash, which is no end of the part then.
      const steps = pattern === '*' ? [text] : text.split('/');
      return steps.map(encodeURIComponent).join('/');
    },
  );
  const { bodyField, leftOut = [], queryWithout = [] } = route;
  const rest = Object.entries(value).filter(([name]) => !route.pathFields.includes(name));
  if (route.input === 'body' && bodyField === undefined) {
    return { target: path, body: isRecord(message) ? Object.fromEntries(rest) : message };
  }
  const out = new Set([...leftOut.map(({ field }) => field), ...queryWithout]);
  const pairs = rest
    .filter(([name]) => name !== bodyField)
    .flatMap(([name, part]) => queryPairs(name, part))
    .filter(([name]) => !out.has(name));
  const query = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const target = query === '' ? path : `${path}?${query}`;
  const body = bodyField === undefined ? undefined : value[bodyField];
  return body === undefined ? { target } : { target, body };
}

/** A message whose path the route can have: values that look like the template wants them. */
function withPathValues(context: PlanContext, { method, route }: MethodPlan, message: Json): Json {
  const fields = requestFields(method.request, context.declarations);
  return pathVariables(route.path).reduce((made: Json, variable) => {
    const field = fieldAt(fields, variable.field, context.declarations);
    const known = field && context.examples.of(field.type, field.name);
    const value = isSimple(variable) ? known : templateValue(variable);
    return value === undefined ? made : withValue(made, variable.field.split('.'), value);
  }, message);
}

/** `shelves/a/books/b` for `shelves/*\/books/*`. */
function templateValue({ segments }: PathVariable): string {
  let count = 0;
  return segments
    .map((segment) =>
      segment.kind === 'literal' ? segment.text : String.fromCharCode(97 + (count++ % 26)),
    )
    .join('/');
}

function withValue(message: Json, [first = '', ...rest]: readonly string[], value: Json): Json {
  const record = isRecord(message) ? message : {};
  return {
    ...record,
    [first]: rest.length === 0 ? value : withValue(record[first] ?? {}, rest, value),
  };
}

function valueAt(message: Json, name: string): Json | undefined {
  const [first = '', ...rest] = name.split('.');
  const value = isRecord(message) ? message[first] : undefined;
  return value === undefined || rest.length === 0 ? value : valueAt(value, rest.join('.'));
}

/** A shell's call of the first method that an example is known for. */
export function sampleCurl(context: PlanContext): string {
  for (const item of context.services.flatMap((plan) => plan.methods)) {
    const message = sampleMessage(context, item);
    if (message === undefined || item.method.kind !== 'unary') continue;
    const { target, body } = sampleRequest(item, message);
    const { verb } = item.route;
    const url = shellWord(`http://127.0.0.1:8080${target}`);
    const json = body === undefined ? '' : shellWord(JSON.stringify(body));
    const data = json === '' ? '' : ` -H 'content-type: application/json' -d ${json}`;
    return `curl ${verb === 'GET' ? '' : `-X ${verb} `}${url}${data}`;
  }
  return 'curl http://127.0.0.1:8080/health';
}

/** `a=1`, `a=1&a=2`, `a.b=1` */
function queryPairs(name: string, value: Json): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => queryPairs(name, item));
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => queryPairs(`${name}.${key}`, item));
  }
  return [[name, String(value)]];
}

/** Whether a JSON value is an object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
