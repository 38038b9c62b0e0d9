import { type Declarations, requestFields } from '../ir/resolve.ts';
import type { Route } from '../ir/routes.ts';
import type { Method } from '../ir/types.ts';
import { docComment } from '../text/comments.ts';
import { distinctNames, safeName } from '../text/identifiers.ts';
import { group, unionGroup } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type WireFile, type WireView, createWireFile } from './codec/wire-file.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  givenText,
} from './context.ts';
import { methodDocs } from './docs-text.ts';
import { Imports } from './imports.ts';
import { importPath, sdkRuntimePath, servicePaths } from './project-paths.ts';
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

/** The client of a service and the descriptions of messages that it needs. */
export interface SdkClient {
  readonly view: SdkClientView;
  readonly codec: WireView;
}

/** How the files of an SDK, whosever it is, import each other. */
const SDK = servicePaths('');
const TYPES = importPath(SDK.sdkClient, SDK.sdkTypes);
const CODEC = importPath(SDK.sdkClient, SDK.sdkCodec);

function runtime(name: string): string {
  return importPath(SDK.sdkClient, sdkRuntimePath('', `${name}.ts`));
}

/** Plans both together: the client imports only the descriptions that some message needs. */
export function planClient(context: PlanContext, plan: ServicePlan): SdkClient {
  const imports = new Imports([plan.client]);
  const wireImports = new Imports();
  const symbol = (name: string): string => wireImports.value(runtime('wire'), name);
  const wires =
    context.contract.source === 'proto'
      ? createMessageWires(context, wireImports)
      : createWireFile(context.facts, {
          symbol: (name) =>
            name.endsWith('Wire') ? wireImports.type(runtime('wire'), name) : symbol(name),
        });
  const nameOf = declarationNames(context, { imports, authored: TYPES, derived: TYPES });
  const init = (): string => imports.type(runtime('protobuf/init'), 'Init');
  const given = givenText(context, init);
  const scope = { imports, wires, nameOf, given, declarations: context.declarations };
  const HttpClient = imports.value(runtime('http-client'), 'HttpClient');
  const ClientOptions = imports.type(runtime('options'), 'ClientOptions');
  const methods = plan.methods.map((item) => methodView(item, scope));
  const view = {
    name: plan.name,
    contract: imports.type(TYPES, plan.name),
    client: plan.client,
    HttpClient,
    ClientOptions,
    methods,
    sendsStreams: plan.methods.some(({ method }) => streamsIn(method)),
    readsStreams: plan.methods.some(({ method }) => streamsOut(method)),
  };
  return {
    view: { ...view, imports: imports.lines() },
    codec: { imports: wireImports.lines(), constants: wires.constants },
  };
}

interface ClientScope {
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
  return {
    docs: docComment(methodDocs(method), '  '),
    signature: `${isAsync ? 'async ' : ''}${signatureText(item, names, scope)}`,
    options,
    encoded: request.encoded,
    ...callOf(method, scope),
    request: [...requestLines(item, request, scope), ...decodeLines(item, scope)],
  };
}

function signatureText({ method }: MethodPlan, names: readonly string[], scope: ClientScope) {
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
  parameters.push(`${names.at(-1)}?: ${scope.imports.type(runtime('options'), 'CallOptions')}`);
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
  { method: { name, response }, route: { responseBody } }: MethodPlan,
  { imports, wires }: ClientScope,
): readonly string[] {
  const wire = response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
  if (wire === undefined) return [];
  const decode = `${imports.value(CODEC, wire)}.decode`;
  if (responseBody === undefined) return [`decode: ${decode},`];
  // The service sends one field of its answer.
  return [`decode: (json) => ${decode}({ ${propertyKey(responseBody)}: json }),`];
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
  { method, route, operation }: MethodPlan,
  request: RequestSource,
  scope: ClientScope,
): readonly string[] {
  return [
    `operation: ${stringLiteral(operation)},`,
    `method: '${route.verb}',`,
    `path: ${pathText(route, request.field, scope.imports)},`,
    ...payloadLines(method, route, { request, scope }),
  ];
}

function pathText(route: Route, field: (name: string) => string, imports: Imports): string {
  if (route.pathFields.length === 0) return stringLiteral(route.path);
  const owners = new Set(route.pathFields.map((path) => path.split('.')[0] ?? path));
  const values = recordText([...owners], field);
  const fillPath = imports.value(runtime('url'), 'fillPath');
  return `${fillPath}(${stringLiteral(route.path)}, ${values})`;
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
  if (route.bodyField !== undefined) {
    const body = `body: ${request.field(route.bodyField)},`;
    return [body, ...(route.queryFields.length === 0 ? [] : queryLines(route, request))];
  }
  if (route.input === 'body') return [`body: ${request.whole ?? recordText(all, request.field)},`];
  if (route.input === 'none') return [];
  return queryLines(route, request);
}

function queryLines(route: Route, request: RequestSource): readonly string[] {
  const { pathFields, queryFields, queryWithout = [], bodyField, leftOut } = route;
  const isAll = pathFields.length === 0 && bodyField === undefined && leftOut === undefined;
  const query =
    isAll && request.whole !== undefined
      ? `{ ...${request.whole} }`
      : recordText(queryFields, request.field);
  return [
    `query: ${query},`,
    ...(queryWithout.length === 0 ? [] : [`queryWithout: ${valueLiteral(queryWithout)},`]),
  ];
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

function recordText(names: readonly string[], field: (name: string) => string): string {
  const entries = names.map((name) => {
    const value = field(name);
    return value === name ? name : `${propertyKey(name)}: ${value}`;
  });
  return group(['{', '}'], entries, { padded: true });
}
