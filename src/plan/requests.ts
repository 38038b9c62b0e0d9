import type { Json } from '../ir/types.ts';
import { shellWord } from '../text/shell.ts';
import type { MethodPlan, PlanContext } from './context.ts';
import { fitted, valueAt } from './fitted.ts';
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
  const found = own.length > 0 ? own : examples.several(method.request, count);
  return found.map((message) => fitted(context, item, message));
}

/** A message as the route carries it. */
export function sampleRequest({ route }: MethodPlan, message: Json): SampleRequest {
  const value = isRecord(message) ? message : {};
  const { pathFields, queryFields, queryWithout = [], bodyField } = route;
  const path = route.path.replace(
    /\{([^{}=]+)(?:=([^{}]+))?\}/g,
    (_, name: string, like?: string) => {
      const text = String(valueAt(value, name.split('.')) ?? '');
      const steps = like === undefined ? [text] : text.split('/');
      return steps.map(encodeURIComponent).join('/');
    },
  );
  const rest = Object.entries(value).filter(([name]) => !pathFields.includes(name));
  if (route.input === 'body' && bodyField === undefined) {
    return { target: path, body: Object.fromEntries(rest) };
  }
  const query = rest
    .filter(([name]) => queryFields.includes(name))
    .flatMap(([name, part]) => queryPairs(name, part))
    .filter(({ name }) => !queryWithout.some((one) => name === one || name.startsWith(`${one}.`)))
    .map(({ pair }) => pair)
    .join('&');
  const target = query === '' ? path : `${path}?${query}`;
  const body = bodyField === undefined ? undefined : value[bodyField];
  return { target, ...(body === undefined ? {} : { body }) };
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

interface QueryPair {
  readonly name: string;
  /** As it stands in the query. */
  readonly pair: string;
}

/** `a=1`, `a=1&a=2`, `a.b=1` */
function queryPairs(name: string, value: Json): readonly QueryPair[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => queryPairs(name, item));
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => queryPairs(`${name}.${key}`, item));
  }
  return [{ name, pair: `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}` }];
}

/** Whether a JSON value is an object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
