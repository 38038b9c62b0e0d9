import { requestFields } from '../ir/resolve.ts';
import type { Method } from '../ir/types.ts';
import { docComment } from '../text/comments.ts';
import { distinctNames } from '../text/identifiers.ts';
import { group, hang, unionGroup } from '../text/layout.ts';
import { propertyKey, stringLiteral } from '../text/literals.ts';
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
import { createMessageWires } from './proto/sdk.ts';
import { requestLines, requestOf } from './sdk-request.ts';
import { type ClientScope, CODEC, TYPES, runtime } from './sdk-scope.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import { answerText, clientReturnText, parameterText } from './signatures.ts';

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

function methodView(item: MethodPlan, scope: ClientScope): SdkMethodView {
  const { method } = item;
  const names = distinctNames([...method.parameters.map(({ name }) => name), 'options']);
  const options = names.at(-1) ?? 'options';
  const request = requestOf(item, names, scope);
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
