import type { Json } from '../ir/types.ts';
import { shellWord } from '../text/shell.ts';
import type { MethodPlan, PlanContext } from './context.ts';
import { streamsIn } from './signatures.ts';

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
  return own.length > 0 ? own : examples.several(method.request, count);
}

/** A message as the route carries it. */
export function sampleRequest({ route }: MethodPlan, message: Json): SampleRequest {
  const value = isRecord(message) ? message : {};
  const path = route.path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(value[name] ?? '')),
  );
  const rest = Object.entries(value).filter(([name]) => !route.pathFields.includes(name));
  if (route.input === 'body') return { target: path, body: Object.fromEntries(rest) };
  const query = rest.flatMap(([name, part]) => queryPairs(name, part)).join('&');
  return { target: query === '' ? path : `${path}?${query}` };
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
function queryPairs(name: string, value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => queryPairs(name, item));
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => queryPairs(`${name}.${key}`, item));
  }
  return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
}

/** Whether a JSON value is an object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
