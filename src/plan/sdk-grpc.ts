import type { Method } from '../ir/types.ts';
import { docComment } from '../text/comments.ts';
import { distinctNames } from '../text/identifiers.ts';
import { callGroup, group, hang, typeArguments } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral, valueLiteral } from '../text/literals.ts';
import type { WireFile } from './codec/wire-file.ts';
import {
  type FormsPlan,
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  givenText,
} from './context.ts';
import { methodDocs } from './docs-text.ts';
import { grpcMethodNames, grpcServiceName } from './grpc-names.ts';
import { Imports } from './imports.ts';
import { messageRoots, reachedSchema } from './pb/reached.ts';
import { formTables } from './pb/tables.ts';
import { messageSubject } from './reach.ts';
import { signatureText } from './sdk-client.ts';
import { recordText } from './sdk-request.ts';
import { type ClientScope, CODEC, MESSAGES, TYPES, runtime } from './sdk-scope.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import { answerText, streamItem } from './signatures.ts';
import { type NameOf, typeText } from './type-text.ts';

/** `templates/sdk/grpc.hbs` */
export interface SdkGrpcView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly contract: string;
  readonly client: string;
  readonly GrpcClient: string;
  readonly GrpcClientOptions: string;
  readonly methods: readonly SdkGrpcMethodView[];
  /** What closes the connection: a contract may have a method of that name. */
  readonly close: string;
}

interface SdkGrpcMethodView {
  readonly docs: string;
  readonly key: string;
  /** The properties of its description. */
  readonly lines: readonly string[];
  readonly signature: string;
  readonly call: string;
}

/** `templates/sdk/messages.hbs` */
export interface SdkMessagesView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
  readonly tables: string;
}

/** The files of the runtime that a client over gRPC imports by itself. */
export const grpcRuntime: readonly string[] = ['grpc/client.ts', 'grpc/client-options.ts'];

/** The client of a service over gRPC. */
export function grpcClientName({ name }: Pick<ServicePlan, 'name'>): string {
  return `${name}GrpcClient`;
}

/** What closes that client's connection: a contract may have a method `close` of its own. */
export function closeName({ methods }: Pick<ServicePlan, 'methods'>): string {
  return methods.some(({ method }) => method.name === 'close') ? 'close$' : 'close';
}

/** The tables of what a service's messages lead to. */
export function sdkMessagesView(
  { schema, numbered }: FormsPlan,
  { id }: ServicePlan,
): SdkMessagesView {
  const imports = new Imports(['tables', 'messageCodec']);
  const kit = {
    FormTables: imports.type(runtime('forms/forms'), 'FormTables'),
    createFormMessages: imports.value(runtime('forms/form-messages'), 'createFormMessages'),
  };
  const reached = reachedSchema(schema, messageRoots(schema, id));
  return { kit, tables: valueLiteral(formTables(reached, numbered)), imports: imports.lines() };
}

/** The client over gRPC, which describes no message that the one over HTTP does not: `wires` has them for both. */
export function sdkGrpcView(context: PlanContext, plan: ServicePlan, wires: WireFile): SdkGrpcView {
  const client = grpcClientName(plan);
  const imports = new Imports([client, 'methods']);
  const nameOf = declarationNames(context, { imports, authored: TYPES, derived: TYPES });
  const init = (): string => imports.type(runtime('protobuf/init'), 'Init');
  const given = givenText(context, init);
  const scope = { imports, wires, nameOf, given, declarations: context.declarations };
  const codecs = context.grpc?.kind === 'forms' ? formCodecs(scope) : binaryCodecs(scope);
  const contract = imports.type(TYPES, plan.name);
  const view = {
    name: plan.name,
    contract,
    client,
    GrpcClient: imports.value(runtime('grpc/client'), 'GrpcClient'),
    GrpcClientOptions: imports.type(runtime('grpc/client-options'), 'GrpcClientOptions'),
    methods: plan.methods.map((item) => {
      const lines = methodLines(context, plan, { item, codecs });
      return { ...callView(item, scope), lines };
    }),
    close: closeName(plan),
  };
  return { ...view, imports: imports.lines() };
}

/** Calls that may be made again without harm, by what HTTP says of them. */
const REPEATABLE: readonly string[] = ['GET', 'PUT', 'DELETE'];

/** A verb that was made of the name of an rpc says nothing: its author has an option for that. */
function isRepeatable({ method, route }: MethodPlan): boolean {
  if (streamsIn(method)) return false;
  if (method.idempotent === true) return true;
  const isStated = method.rpc === undefined || method.http !== undefined;
  return isStated && REPEATABLE.includes(route.verb);
}

function methodLines(
  context: PlanContext,
  plan: ServicePlan,
  { item, codecs }: { readonly item: MethodPlan; readonly codecs: MethodCodecs },
): readonly string[] {
  const { method } = item;
  const { name, request, response } = grpcMethodNames(context, plan, item);
  return [
    `path: ${stringLiteral(`/${grpcServiceName(context, plan)}/${name}`)},`,
    `request: ${codecs.request(method, request)},`,
    `response: ${codecs.response(method, response)},`,
    ...(isRepeatable(item) ? ['idempotent: true,'] : []),
  ];
}

/** How methods name the codecs of their messages, each as an expression. */
interface MethodCodecs {
  request(method: Method, name: string): string;
  response(method: Method, name: string): string;
}

/** By the JSON of the contract, which the descriptions that HTTP has go on from. */
function formCodecs({ imports, wires, nameOf }: ClientScope): MethodCodecs {
  const codec = imports.value(MESSAGES, 'messageCodec');
  const messageOf = (name: string, coding: string, type = ''): string =>
    callGroup(codec + type, [stringLiteral(name), ...(coding === '' ? [] : [coding])], true);
  const braced = (member: string): string => group(['{', '}'], [member], { padded: true });
  return {
    request: (method, name) => {
      const item = streamItem(method);
      const wire =
        item === undefined
          ? wires.nameOf(method.request, `${method.name}Request`)
          : wires.nameOf(item, `${method.name}Item`);
      const coding = wire && braced(`encode: ${imports.value(CODEC, wire)}.encode`);
      return messageOf(name, coding ?? '');
    },
    response: (method, name) => {
      const type = typeArguments([answerText(method, nameOf)]);
      if (method.response === undefined)
        return messageOf(name, braced('decode: () => undefined'), type);
      const wire = wires.nameOf(method.response, `${method.name}Response`);
      if (wire === undefined) return messageOf(name, '', type);
      const decoded = imports.value(runtime('json'), 'decoded');
      const decode = `${decoded}(json, ${imports.value(CODEC, wire)}.decode)`;
      return messageOf(name, braced(hang('decode: (json) =>', decode)), type);
    },
  };
}

/** By the tables of the protobuf language: nothing stands between bytes and values. */
function binaryCodecs({ imports, nameOf }: ClientScope): MethodCodecs {
  const messages = imports.value(MESSAGES, 'messages');
  const codec = (type: string, name: string): string =>
    `${messages}.binary${typeArguments([type])}${group(['(', ')'], [stringLiteral(name)])}`;
  return {
    request: (method, name) => codec(typeText(messageSubject(method).type, nameOf), name),
    response: (method, name) => codec(responseText(method, nameOf), name),
  };
}

function responseText({ response, request }: Method, nameOf: NameOf): string {
  return typeText(response ?? request, nameOf);
}

function callView(
  item: MethodPlan,
  scope: ClientScope,
): Pick<SdkGrpcMethodView, 'docs' | 'key' | 'signature' | 'call'> {
  const { method } = item;
  const parameters = method.parameters.map(({ name }) => name);
  const names = distinctNames([...parameters, 'options']);
  const options = scope.imports.type(runtime('grpc/client-options'), 'GrpcCallOptions');
  const isWhole = method.input === 'message' || streamsIn(method);
  const request = isWhole
    ? (names[0] ?? '')
    : recordText(parameters, (name) => names[parameters.indexOf(name)] ?? name);
  const args = [propertyAccess('methods', method.name), request, names.at(-1) ?? ''];
  return {
    docs: docComment(methodDocs(method), '  '),
    key: propertyKey(method.name),
    signature: signatureText(item, names, { ...scope, options }),
    call: `this.#grpc.${shapeOf(method)}${group(['(', ')'], args)}`,
  };
}

function shapeOf(method: Method): string {
  if (streamsIn(method)) return streamsOut(method) ? 'bidiStream' : 'clientStream';
  return streamsOut(method) ? 'serverStream' : 'unary';
}
