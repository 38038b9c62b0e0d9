import { exampleOf } from '../ir/examples.ts';
import { requestFields, resolveType } from '../ir/resolve.ts';
import type { Json } from '../ir/types.ts';
import { shellWord } from '../text/shell.ts';
import type { MethodPlan, PlanContext } from './context.ts';

/** An HTTP request as a test or a reader sends it. */
export interface SampleRequest {
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly body?: Json;
}

/** A property that no contract has. */
export const UNKNOWN_FIELD = 'notInTheContract';

/** A valid message of a method; `undefined` where none can be made up. */
export function sampleMessage(context: PlanContext, { method }: MethodPlan): Json | undefined {
  if (method.input === 'none') return {};
  return method.docs.examples[0] ?? exampleOf(context.contract, method.request);
}

/** A message as the route carries it. */
export function sampleRequest(item: MethodPlan, message: Json): SampleRequest {
  const { route } = item;
  const value = isRecord(message) ? message : {};
  const path = route.path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(value[name] ?? '')),
  );
  const rest = Object.entries(value).filter(([name]) => !route.pathFields.includes(name));
  if (route.input === 'body') return { target: path, body: Object.fromEntries(rest) };
  const query = rest.flatMap(([name, part]) => queryPairs(name, part)).join('&');
  return { target: query === '' ? path : `${path}?${query}` };
}

/** The same request with a property that the contract does not know; absent where any is allowed. */
export function wrongRequest(
  { method, route }: MethodPlan,
  { target, body }: SampleRequest,
  { declarations }: PlanContext,
): SampleRequest | undefined {
  const type = resolveType(method.request, declarations);
  if (type.kind !== 'object' || type.additional !== undefined) return undefined;
  if (route.input === 'body') {
    return { target, body: { ...(isRecord(body) ? body : {}), [UNKNOWN_FIELD]: true } };
  }
  const hasInput = requestFields(method.request, declarations).length > 0;
  if (!hasInput) return undefined;
  return { target: `${target}${target.includes('?') ? '&' : '?'}${UNKNOWN_FIELD}=1` };
}

/** A shell's call of the first method that an example is known for. */
export function sampleCurl(context: PlanContext): string {
  for (const item of context.services.flatMap((plan) => plan.methods)) {
    const message = sampleMessage(context, item);
    if (message === undefined) continue;
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

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
