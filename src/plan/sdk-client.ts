import { type Declarations, requestFields } from '../ir/resolve.ts';
import type { Route } from '../ir/routes.ts';
import type { Method } from '../ir/types.ts';
import { docComment } from '../text/comments.ts';
import { distinctNames, safeName } from '../text/identifiers.ts';
import { callGroup, group, hang, unionGroup } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type WireFile, type WireView, createWireFile } from './codec/wire-file.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  givenText,
  httpMethods,
} from './context.ts';
import { methodDocs } from './docs-text.ts';
import { Imports } from './imports.ts';
import { importPath, sdkRuntimePath, servicePaths } from './project-paths.ts';
import { defaultJson } from './proto/default-json.ts';
import { createMessageWires } from './proto/sdk.ts';
import {
  type GivenText,
  answerText,
  clientReturnText,
  parameterText,
  streamItem,
  streamsIn,
  streamsOut,
} from './signatures.ts';
import type { NameOf } from './type-text.ts';

/** `templates/sdk/client.hbs` */
export interface SdkClientView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly contract: string;
  readonly client: string;
  /** Empty where HTTP carries no method, as the next one. */
  readonly HttpClient: string;
  readonly ClientOptions: string;
  readonly methods: readonly SdkMethodView[];
  readonly sendsStreams: boolean;
  readonly readsStreams: boolean;
}

interface SdkMethodView {
  readonly docs: string;
  readonly signature: string;
  /** A statement that makes the request's JSON form; empty where it is that already. */
  readonly encoded: string;
  /** The function that calls, up to its opening bracket. */
  readonly call: string;
  /** Its first argument, where it is no method of the HTTP client; else empty. */
  readonly receiver: string;
  /** The properties of the request, in order. */
  readonly request: readonly string[];
  readonly options: string;
}

/** The descriptions of messages that the clients of an SDK ask for. */
export interface SdkWires extends WireFile {
  /** The file of those that were asked for. */
  view(): WireView;
}

/** How the files of an SDK, whosever it is, import each other. */
const SDK = servicePaths('');
const TYPES = importPath(SDK.sdkClient, SDK.sdkTypes);
const CODEC = importPath(SDK.sdkClient, SDK.sdkCodec);

function runtime(name: string): string {
  return importPath(SDK.sdkClient, sdkRuntimePath('', `${name}.ts`));
}

/** What all clients of an SDK take their descriptions of messages from. */
export function createSdkWires(context: PlanContext): SdkWires {
  const imports = new Imports();
  const symbol = (name: string): string => imports.value(runtime('wire'), name);
  const wires =
    context.contract.source === 'proto'
      ? createMessageWires(context, imports)
      : createWireFile(context.facts, {
          symbol: (name) =>
            name.endsWith('Wire') ? imports.type(runtime('wire'), name) : symbol(name),
        });
  const view = (): WireView => ({ imports: imports.lines(), constants: wires.constants });
  return { ...wires, view };
}

/** The client over HTTP, which imports only the descriptions that some message needs. */
export function planClient(
  context: PlanContext,
  plan: ServicePlan,
  wires: WireFile,
): SdkClientView {
  const imports = new Imports([plan.client]);
  const nameOf = declarationNames(context, { imports, authored: TYPES, derived: TYPES });
  const init = (): string => imports.type(runtime('protobuf/init'), 'Init');
  const given = givenText(context, init);
  const scope = { imports, wires, nameOf, given, declarations: context.declarations };
  const carried = httpMethods(plan);
  const isUsed = carried.length > 0;
  const HttpClient = isUsed ? imports.value(runtime('http-client'), 'HttpClient') : '';
  const ClientOptions = isUsed ? imports.type(runtime('options'), 'ClientOptions') : '';
  const methods = carried.map((item) => methodView(item, scope));
  const view = {
    name: plan.name,
    contract: contractText(plan, imports.type(TYPES, plan.name)),
    client: plan.client,
    HttpClient,
    ClientOptions,
    methods,
    sendsStreams: carried.some(({ method }) => streamsIn(method)),
    readsStreams: carried.some(({ method }) => streamsOut(method)),
  };
  return { ...view, imports: imports.lines() };
}

/** What a client over HTTP implements: all that HTTP carries. */
function contractText(plan: ServicePlan, contract: string): string {
  const carried = new Set(httpMethods(plan));
  const others = plan.methods.filter((item) => !carried.has(item));
  const names = others.map(({ method }) => stringLiteral(method.name));
  if (names.length === 0) return contract;
  return `Omit${group(['<', '>'], [contract, unionGroup(names)], { last: '' })}`;
}

/** What the texts of a client's methods are made with. */
export interface ClientScope {
  readonly imports: Imports;
  readonly wires: WireFile;
  readonly nameOf: NameOf;
  readonly given: GivenText;
  readonly declarations: Declarations;
}

function methodView(item: MethodPlan, scope: ClientScope): SdkMethodView {
  const { method } = item;
  const names = distinctNames([...method.parameters.map(({ name }) => name), 'options']);
  const options = names.at(-1) ?? 'options';
  const request = requestOf(method, names, scope);
  const isAsync = method.kind !== 'server-stream';
  const callOptions = scope.imports.type(runtime('options'), 'CallOptions');
  return {
    docs: docComment(methodDocs(method), '  '),
    signature: `${isAsync ? 'async ' : ''}${signatureText(item, names, { ...scope, options: callOptions })}`,
    options,
    encoded: request.encoded,
    ...callOf(method, scope),
    request: [...requestLines(item, request, scope), ...decodeLines(method, scope)],
  };
}

/**
 * A method of a client, up to its body.
 * @param names of its parameters, and of the options of a call at the end
 * @param scope `options` is the type of those
 */
export function signatureText(
  { method }: MethodPlan,
  names: readonly string[],
  scope: ClientScope & { readonly options: string },
): string {
  const lastRequired = method.parameters.findLastIndex(({ optional }) => !optional);
  const parameters = method.parameters.map((parameter, index) => {
    const type = parameterText(method, parameter, scope.nameOf, scope.given);
    if (!parameter.optional) return `${names[index]}: ${type}`;
    if (isEmptyMessage(method, scope)) return `${names[index]}: ${type} = {}`;
    // TypeScript takes no `?` before a parameter that must be given.
    return index > lastRequired
      ? `${names[index]}?: ${type}`
      : `${names[index]}: ${unionGroup([type, 'undefined'])}`;
  });
  parameters.push(`${names.at(-1)}?: ${scope.options}`);
  const result = clientReturnText(method, scope.nameOf);
  return `${propertyKey(method.name)}${group(['(', `): ${result}`], parameters)}`;
}

/** Whether the request may be a message without fields, which stands for one that is left out. */
function isEmptyMessage({ input, request }: Method, { declarations }: ClientScope): boolean {
  const fields = requestFields(request, declarations);
  return input === 'message' && fields.every(({ optional }) => optional);
}

/** The function that makes the call: streams have their own. */
function callOf(method: Method, { imports, nameOf }: ClientScope) {
  const answer = answerText(method, nameOf);
  if (method.kind === 'unary') return { call: `this.#http.call<${answer}>(`, receiver: '' };
  const stream = streamsOut(method)
    ? imports.value(runtime('server-stream'), 'serverStream')
    : imports.value(runtime('client-stream'), 'clientStream');
  return { call: `${stream}<${answer}>(`, receiver: 'this.#http' };
}

/** What makes a value of the answer; nothing where JSON carries it as it is. */
function decodeLines(
  { name, response, http }: Method,
  { imports, wires }: ClientScope,
): readonly string[] {
  const wire = response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
  if (wire === undefined) return [];
  const decode = `${imports.value(CODEC, wire)}.decode`;
  if (http?.responseBody === undefined) return [`decode: ${decode},`];
  const whole = `{ ${propertyKey(http.responseBody)}: json }`;
  return [`decode: ${hang('(json) =>', `${decode}(${whole})`)},`];
}

/** Where the parts of a request come from. */
interface RequestSource {
  readonly encoded: string;
  /** The whole message as an expression; absent where it has to be put together from its fields. */
  readonly whole: string | undefined;
  readonly field: (name: string) => string;
}

function requestOf(
  method: Method,
  names: readonly string[],
  { imports, wires }: ClientScope,
): RequestSource {
  const first = names[0] ?? '';
  const isWhole = method.input === 'message';
  const fieldOf = (name: string): string =>
    isWhole
      ? propertyAccess(first, name)
      : (names[method.parameters.findIndex((one) => one.name === name)] ?? name);
  const wire = streamsIn(method)
    ? undefined
    : wires.nameOf(method.request, `${method.name}Request`);
  if (wire === undefined) {
    return { encoded: '', whole: isWhole ? first : undefined, field: fieldOf };
  }
  const encoded = imports.value(runtime('json'), 'encoded');
  const described = imports.value(CODEC, wire);
  const all = method.parameters.map(({ name }) => name);
  const target = safeName('message', new Set(names));
  const value = isWhole ? first : recordText(all, fieldOf);
  return {
    encoded: `const ${target} = ${encoded}${group(['(', ')'], [described, value])};`,
    whole: target,
    field: (name) => propertyAccess(target, name),
  };
}

function requestLines(
  item: MethodPlan,
  request: RequestSource,
  scope: ClientScope,
): readonly string[] {
  const { method, route, operation } = item;
  return [
    `operation: ${stringLiteral(operation)},`,
    `method: '${route.verb}',`,
    `path: ${pathText(item, request, scope)},`,
    ...payloadLines(method, route, { request, scope }),
  ];
}

function pathText(
  { method, route }: MethodPlan,
  request: RequestSource,
  { imports, declarations }: ClientScope,
): string {
  if (route.pathFields.length === 0) return stringLiteral(route.path);
  const fillPath = imports.value(runtime('url'), 'fillPath');
  const isRuled = method.http?.body !== undefined;
  const values = isRuled
    ? ruledValues(method, route, request, declarations)
    : recordText(route.pathFields, request.field);
  const isObject = !isRuled || values !== request.whole;
  return callGroup(fillPath, [stringLiteral(route.path), values], isObject);
}

/** A message in JSON has no defaults, which a path must have. */
function ruledValues(
  { request }: Method,
  { pathFields }: Route,
  { whole = '' }: RequestSource,
  declarations: Declarations,
): string {
  const fields = requestFields(request, declarations);
  const defaults = pathFields.flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    const value = field === undefined ? null : defaultJson(field, declarations);
    return value === null || value === '' ? [] : [`${propertyKey(name)}: ${valueLiteral(value)}`];
  });
  if (defaults.length === 0) return whole;
  return group(['{', '}'], [...defaults, `...${whole}`], { padded: true });
}

interface Payload {
  readonly request: RequestSource;
  readonly scope: ClientScope;
}

function payloadLines(
  method: Method,
  route: Route,
  { request, scope }: Payload,
): readonly string[] {
  if (streamsIn(method)) return messageLines(method, scope);
  const all = method.parameters.map(({ name }) => name);
  if (method.http?.body !== undefined) return ruledPayload(route, { request, scope });
  if (route.input === 'body') return [`body: ${request.whole ?? recordText(all, request.field)},`];
  if (route.input === 'none') return [];
  const isSpread = request.whole !== undefined && route.pathFields.length === 0;
  const query = isSpread ? `{ ...${request.whole} }` : recordText(route.queryFields, request.field);
  return [`query: ${query},`];
}

/** The parts of a message as `google.api.http` shares them out. */
function ruledPayload(route: Route, { request, scope }: Payload): readonly string[] {
  const { bodyField, queryFields, queryWithout = [], leftOut = [], input } = route;
  const { whole = '' } = request;
  if (input === 'body' && bodyField === undefined) return [`body: ${whole},`];
  const body = bodyField === undefined ? [] : [`body: ${request.field(bodyField)},`];
  if (queryFields.length === 0) return body;
  const out = [...queryWithout, ...leftOut.map(({ field }) => field)];
  const nested = out.filter((name) => name.includes('.'));
  const query = recordText(queryFields, request.field);
  if (nested.length === 0) return [...body, `query: ${query},`];
  const withoutFields = scope.imports.value(runtime('url'), 'withoutFields');
  const names = [...new Set(nested)];
  return [...body, `query: ${withoutFields}${group(['(', ')'], [query, valueLiteral(names)])},`];
}

/** The messages of a stream, and what makes JSON of each. */
function messageLines(method: Method, { imports, wires }: ClientScope): readonly string[] {
  const [stream] = distinctNames(method.parameters.map(({ name }) => name));
  const item = streamItem(method);
  const wire = item === undefined ? undefined : wires.nameOf(item, `${method.name}Item`);
  return [
    stream === 'messages' ? 'messages,' : `messages: ${stream},`,
    ...(wire === undefined ? [] : [`encode: ${imports.value(CODEC, wire)}.encode,`]),
  ];
}

/** An object of some names, each with its value; shorthand where they are the same. */
export function recordText(names: readonly string[], field: (name: string) => string): string {
  const entries = names.map((name) => {
    const value = field(name);
    return value === name ? name : `${propertyKey(name)}: ${value}`;
  });
  return group(['{', '}'], entries, { padded: true });
}
