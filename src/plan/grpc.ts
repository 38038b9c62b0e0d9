import type { KitSymbol } from '../../kit/src/codegen.ts';
import type { Method, Type } from '../ir/types.ts';
import { callGroup, group, hang, typeArguments } from '../text/layout.ts';
import { propertyAccess, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { decoderName } from './codec/decoder-file.ts';
import { createWireFile, type WireFile } from './codec/wire-file.ts';
import {
  type FormsPlan,
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
} from './context.ts';
import { grpcMethodNames } from './grpc-names.ts';
import { Imports } from './imports.ts';
import { speaksGrpc } from './options.ts';
import { fileDescriptor } from './pb/descriptor.ts';
import { importsOf } from './pb/facts.ts';
import { type NumbersLock, numbersSchema } from './pb/numbers.ts';
import { protoText } from './pb/proto-text.ts';
import { formTables } from './pb/tables.ts';
import { importPath, projectPaths, protoPath } from './project-paths.ts';
import { base64Pieces } from './proto/pieces.ts';
import { planProtoFiles } from './proto/files.ts';
import { hasMessage, messageSubject } from './reach.ts';
import { typeText } from './type-text.ts';

/** `templates/pb/proto.hbs` */
export interface ProtoView {
  readonly text: string;
}

/** `templates/pb/generated_messages.hbs` */
export interface MessagesView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
  readonly tables: string;
  /** The file's descriptor in base64, in pieces. */
  readonly pieces: readonly string[];
  /** That file and those that it imports, as a list. */
  readonly descriptors: string;
}

/** `templates/transport/transport_grpc.hbs` */
export interface TransportGrpcView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly signature: string;
  readonly grpcMethod: string;
  readonly methods: readonly { readonly lines: readonly string[] }[];
}

/** The packages that a project needs to speak gRPC, in the versions that the runtime is tested with. */
export function grpcPackages(
  context: Pick<PlanContext, 'options'>,
): Readonly<Record<string, string>> {
  return speaksGrpc(context.options) ? { '@grpc/grpc-js': '^1.14.7' } : {};
}

/**
 * The contract in the protobuf language, and what the runtime is told of it. Numbers are for life, and so outlive that gRPC is spoken.
 */
export function planMessages(context: PlanContext): Artifact[] {
  const { grpc, contract, numbers } = context;
  if (contract.proto !== undefined) return planProtoFiles(context, contract.proto);
  if (grpc?.kind !== 'forms') return numbers === undefined ? [] : [numbersFile(numbers)];
  const { fileName, schema, numbered } = grpc;
  return [
    generatorFile({
      path: protoPath(fileName),
      reason: 'the contract in the protobuf language',
      template: 'pb/proto',
      view: { text: protoText(schema, numbered) } satisfies ProtoView,
    }),
    numbersFile(numbered.lock),
    generatorFile({
      path: projectPaths.messages,
      reason: 'codecs of messages as bytes',
      template: 'pb/generated_messages',
      view: messagesView(grpc),
    }),
  ];
}

function numbersFile(lock: NumbersLock): Artifact {
  return {
    path: projectPaths.numbers,
    owner: 'generator',
    reason: 'the numbers of fields and values, for life',
    body: { kind: 'json', value: { schemaVersion: numbersSchema, ...lock } },
  };
}

const WELL_KNOWN: Readonly<Record<string, KitSymbol>> = {
  'google/protobuf/struct.proto': 'structFile',
  'google/protobuf/timestamp.proto': 'timestampFile',
};

function messagesView({ fileName, schema, numbered }: FormsPlan): MessagesView {
  const imports = new Imports(['tables', 'messageCodec', 'descriptor', 'descriptors']);
  const kit = imports.kitNames('FormTables', 'createFormMessages');
  const bytes = fileDescriptor(fileName, schema, numbered);
  const wellKnown = importsOf(schema).flatMap((file) => {
    const symbol = WELL_KNOWN[file];
    return symbol === undefined ? [] : [imports.kit(symbol)];
  });
  return {
    kit,
    tables: valueLiteral(formTables(schema, numbered)),
    pieces: base64Pieces(bytes),
    descriptors: group(['[', ']'], ["Buffer.from(descriptor, 'base64')", ...wellKnown]),
    imports: imports.lines(),
  };
}

/** The gRPC transport of a service: bytes in, endpoint, bytes out. */
export function planTransportGrpc(context: PlanContext, plan: ServicePlan): Artifact[] {
  if (context.grpc === undefined) return [];
  return [
    generatorFile({
      path: plan.paths.grpc,
      reason: 'gRPC methods',
      template: 'transport/transport_grpc',
      view: transportView(context, plan),
    }),
  ];
}

/** How the methods of a file name the codecs of their messages, each as an expression. */
interface MethodCodecs {
  request(method: Method, name: string): string;
  response(method: Method, name: string): string;
}

interface Scope {
  readonly context: PlanContext;
  readonly imports: Imports;
  readonly codecs: MethodCodecs;
}

function transportView(context: PlanContext, plan: ServicePlan): TransportGrpcView {
  const imports = new Imports([plan.grpcMethods, 'endpoints', 'json', 'faults']);
  const grpcMethod = imports.kit('grpcMethod');
  const isForms = context.grpc?.kind === 'forms';
  const codecs = (isForms ? formCodecs : binaryCodecs)(context, plan, imports);
  const scope: Scope = { context, imports, codecs };
  const methods = plan.methods.map((item) => ({ lines: methodLines(item, plan, scope) }));
  const endpoints = imports.type(importPath(plan.paths.grpc, plan.paths.endpoints), plan.endpoints);
  const result = `readonly ${imports.kit('AnyGrpcMethod')}[]`;
  return {
    name: plan.name,
    grpcMethod,
    signature: `${plan.grpcMethods}${group(['(', ')'], [`endpoints: ${endpoints}`])}: ${result}`,
    methods,
    imports: imports.lines(),
  };
}

function methodLines(item: MethodPlan, plan: ServicePlan, scope: Scope): readonly string[] {
  const { method, operation } = item;
  const { context, codecs } = scope;
  const { name, request, response } = grpcMethodNames(context, plan, item);
  return [
    `name: ${stringLiteral(name)},`,
    `kind: '${method.kind}',`,
    `handler: ${stringLiteral(operation)},`,
    `request: ${codecs.request(method, request)},`,
    `response: ${codecs.response(method, response)},`,
    `endpoint: ${propertyAccess('endpoints', method.name)},`,
  ];
}

/** By the tables of the protobuf language: nothing stands between bytes and values. */
function binaryCodecs(
  context: PlanContext,
  { paths }: ServicePlan,
  imports: Imports,
): MethodCodecs {
  const messages = imports.value(importPath(paths.grpc, projectPaths.messages), 'messages');
  const authored = importPath(paths.grpc, projectPaths.protoTypes);
  const nameOf = declarationNames(context, { imports, authored });
  const codec = (type: Type, name: string): string =>
    `${messages}.binary${typeArguments([typeText(type, nameOf)])}${group(['(', ')'], [stringLiteral(name)])}`;
  return {
    request: (method, name) => codec(messageSubject(method).type, name),
    response: ({ response, request }, name) => codec(response ?? request, name),
  };
}

/** By the JSON of the contract, which the decoders and descriptions that HTTP has go on from. */
function formCodecs(context: PlanContext, plan: ServicePlan, imports: Imports): MethodCodecs {
  const wires = createWireFile(context.facts, { symbol: (name) => name });
  const codec = imports.value(importPath(plan.paths.grpc, projectPaths.messages), 'messageCodec');
  const messageOf = (name: string, coding: string, type = ''): string =>
    callGroup(
      codec + type,
      [stringLiteral(name), ...(coding === '' ? [] : [coding])],
      coding !== '',
    );
  return {
    request: (method, name) =>
      messageOf(name, decodeText(method, plan, imports), hasMessage(method) ? '' : '<object>'),
    response: (method, name) => messageOf(name, encodeText(method, plan, { imports, wires })),
  };
}

/** The JSON of a message is checked by the decoder that HTTP has. */
function decodeText(method: Method, { paths }: ServicePlan, imports: Imports): string {
  if (!hasMessage(method)) return '';
  const decoder = imports.value(
    importPath(paths.grpc, paths.decoders),
    decoderName(messageSubject(method).name),
  );
  const decode = hang('decode: (json, faults) =>', `${decoder}(json, faults, '')`);
  return group(['{', '}'], [decode], { padded: true });
}

/** Nothing for an answer that JSON carries as it is. */
function encodeText(
  { name, response }: Method,
  { paths }: ServicePlan,
  { imports, wires }: { readonly imports: Imports; readonly wires: WireFile },
): string {
  const wire = response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
  if (wire === undefined) return '';
  const encode = `encode: ${imports.value(importPath(paths.grpc, paths.wires), wire)}.encode`;
  return group(['{', '}'], [encode], { padded: true });
}
