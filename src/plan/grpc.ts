import type { KitSymbol } from '../../kit/src/codegen.ts';
import type { Method } from '../ir/types.ts';
import { callGroup, group, hang } from '../text/layout.ts';
import { propertyAccess, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { decoderName } from './codec/decoder-file.ts';
import { createWireFile, type WireFile } from './codec/wire-file.ts';
import type { GrpcPlan, MethodPlan, PlanContext, ServicePlan } from './context.ts';
import { Imports } from './imports.ts';
import { speaksGrpc } from './options.ts';
import { fileDescriptor } from './pb/descriptor.ts';
import { importsOf } from './pb/facts.ts';
import { numbersSchema } from './pb/numbers.ts';
import { protoText } from './pb/proto-text.ts';
import { formTables } from './pb/tables.ts';
import { importPath, projectPaths, protoPath } from './project-paths.ts';
import { hasMessage, messageSubject } from './reach.ts';

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

/** The contract in the protobuf language, and what the runtime is told of it. */
export function planMessages(context: PlanContext): Artifact[] {
  const { grpc } = context;
  if (grpc === undefined) return [];
  const { fileName, schema, numbered } = grpc;
  const { lock } = numbered;
  return [
    generatorFile({
      path: protoPath(fileName),
      reason: 'the contract in the protobuf language',
      template: 'pb/proto',
      view: { text: protoText(schema, numbered) } satisfies ProtoView,
    }),
    {
      path: projectPaths.numbers,
      owner: 'generator',
      reason: 'the numbers of fields and values, for life',
      body: { kind: 'json', value: { schemaVersion: numbersSchema, ...lock } },
    },
    generatorFile({
      path: projectPaths.messages,
      reason: 'codecs of messages as bytes',
      template: 'pb/generated_messages',
      view: messagesView(grpc),
    }),
  ];
}

const WELL_KNOWN: Readonly<Record<string, KitSymbol>> = {
  'google/protobuf/struct.proto': 'structFile',
  'google/protobuf/timestamp.proto': 'timestampFile',
};

function messagesView({ fileName, schema, numbered }: GrpcPlan): MessagesView {
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
    pieces:
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,90}/g) ?? [],
    descriptors: group(['[', ']'], ["Buffer.from(descriptor, 'base64')", ...wellKnown]),
    imports: imports.lines(),
  };
}

/** The gRPC transport of a service: bytes in, endpoint, bytes out. */
export function planTransportGrpc(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { grpc } = context;
  if (grpc === undefined) return [];
  return [
    generatorFile({
      path: plan.paths.grpc,
      reason: 'gRPC methods',
      template: 'transport/transport_grpc',
      view: transportView({ ...context, grpc }, plan),
    }),
  ];
}

interface Scope {
  readonly context: PlanContext & { readonly grpc: GrpcPlan };
  readonly imports: Imports;
  readonly wires: WireFile;
}

function transportView(context: Scope['context'], plan: ServicePlan): TransportGrpcView {
  const imports = new Imports([plan.grpcMethods, 'endpoints', 'json', 'faults']);
  const wires = createWireFile(context.facts, { symbol: (name) => name });
  const grpcMethod = imports.kit('grpcMethod');
  const scope: Scope = { context, imports, wires };
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
  const { schema } = scope.context.grpc;
  const service = schema.services.find(({ id }) => id === plan.id);
  const said = service?.methods[plan.methods.indexOf(item)];
  const codec = scope.imports.value(
    importPath(plan.paths.grpc, projectPaths.messages),
    'messageCodec',
  );
  const messageOf = (name: string | undefined, coding: string, type = ''): string =>
    callGroup(
      codec + type,
      [stringLiteral(name ?? ''), ...(coding === '' ? [] : [coding])],
      coding !== '',
    );
  return [
    `name: ${stringLiteral(said?.name ?? '')},`,
    `kind: '${method.kind}',`,
    `handler: ${stringLiteral(operation)},`,
    `request: ${messageOf(said?.request, decodeText(method, plan, scope), hasMessage(method) ? '' : '<object>')},`,
    `response: ${messageOf(said?.response, encodeText(method, plan, scope))},`,
    `endpoint: ${propertyAccess('endpoints', method.name)},`,
  ];
}

/** The JSON of a message is checked by the decoder that HTTP has. */
function decodeText(method: Method, { paths }: ServicePlan, { imports }: Scope): string {
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
  { imports, wires }: Scope,
): string {
  const wire = response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
  if (wire === undefined) return '';
  const encode = `encode: ${imports.value(importPath(paths.grpc, paths.wires), wire)}.encode`;
  return group(['{', '}'], [encode], { padded: true });
}
