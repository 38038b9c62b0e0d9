import { type Artifact, generatorFile } from './artifact.ts';
import type { WireView } from './codec/wire-file.ts';
import {
  type PlanContext,
  type ServicePlan,
  declarationNames,
  derivedRequests,
} from './context.ts';
import { Imports } from './imports.ts';
import { importPath } from './project-paths.ts';
import { type SdkClientView, type SdkWires, createSdkWires, planClient } from './sdk-client.ts';
import { sdkTablesView, sdkTypesView } from './proto/sdk.ts';
import { grpcRuntime, sdkGrpcView, sdkMessagesView } from './sdk-grpc.ts';
import { planSdkPackage } from './sdk-package.ts';
import { planSdkRuntime } from './sdk-runtime.ts';
import { snapshotOf } from './slice.ts';
import { interfaceText } from './type-text.ts';

/** `templates/sdk/types.hbs` */
export interface SdkTypesView {
  readonly declarations: readonly string[];
}

/**
 * A typed client that implements the contract's own interface and imports nothing from outside. What only
 * some contracts need, codecs and streams, comes only with those.
 */
export function planSdk(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { paths } = plan;
  const wires = createSdkWires(context);
  const view = planClient(context, plan, wires);
  const grpc = grpcOf(context, plan, wires);
  const codec = wires.view();
  return [
    generatorFile({
      path: paths.sdkClient,
      reason: 'typed client',
      template: 'sdk/client',
      view,
    }),
    generatorFile({
      path: paths.sdkTypes,
      reason: 'the contract, for clients',
      ...typesOf(context, plan),
    }),
    ...grpc,
    ...tablesOf(context, plan),
    ...(codec.constants.length === 0
      ? []
      : [
          generatorFile({
            path: paths.sdkCodec,
            reason: 'how messages become JSON and back',
            template: 'sdk/codec',
            view: codec,
          }),
        ]),
    ...planSdkRuntime(context, plan, runtimeEntries(context, view, codec)),
    ...planSdkPackage(context, plan),
  ];
}

/** The client over gRPC, behind an entry of its own: the one over HTTP loads nothing of it. */
function grpcOf(context: PlanContext, plan: ServicePlan, wires: SdkWires): readonly Artifact[] {
  if (context.grpc === undefined) return [];
  return [
    generatorFile({
      path: plan.paths.sdkGrpc,
      reason: 'typed client over gRPC',
      template: 'sdk/grpc',
      view: sdkGrpcView(context, plan, wires),
    }),
  ];
}

/** The files of the runtime that the client's own files import. */
function runtimeEntries(
  { contract, grpc }: PlanContext,
  client: SdkClientView,
  codec: WireView,
): readonly string[] {
  const isProto = contract.source === 'proto';
  const wire = isProto ? 'message-wire.ts' : 'wire.ts';
  return [
    'api-error.ts',
    'http-client.ts',
    'json.ts',
    'options.ts',
    'url.ts',
    ...(client.sendsStreams ? ['client-stream.ts'] : []),
    ...(client.readsStreams ? ['server-stream.ts'] : []),
    ...(isProto ? ['protobuf/init.ts', 'protobuf/messages.ts', 'protobuf/table.ts'] : []),
    ...(codec.constants.length > 0 ? [wire] : []),
    ...(grpc === undefined ? [] : grpcRuntime),
    ...(grpc?.kind === 'forms' ? ['forms/form-messages.ts', 'forms/forms.ts'] : []),
  ];
}

/** What lays a service's messages out, where they are of the protobuf language or go over gRPC. */
function tablesOf(context: PlanContext, plan: ServicePlan): readonly Artifact[] {
  const { grpc } = context;
  if (grpc?.kind === 'forms') {
    return [
      generatorFile({
        path: plan.paths.sdkMessages,
        reason: 'codecs of messages as bytes',
        template: 'sdk/messages',
        view: sdkMessagesView(grpc, plan),
      }),
    ];
  }
  if (context.contract.proto === undefined) return [];
  return [
    generatorFile({
      path: plan.paths.sdkMessages,
      reason: 'codecs of messages as bytes and JSON',
      template: 'pb/generated_tables',
      view: sdkTablesView(context, plan),
    }),
  ];
}

function typesOf(
  context: PlanContext,
  plan: ServicePlan,
): { readonly template: string; readonly view: object } {
  return context.contract.source === 'proto'
    ? { template: 'pb/generated_types', view: sdkTypesView(context, plan) }
    : { template: 'sdk/types', view: { declarations: declarationTexts(context, plan) } };
}

/** A service's own part of the contract, then the requests that it has no name for. */
function declarationTexts(context: PlanContext, plan: ServicePlan): readonly string[] {
  const { sdkTypes } = plan.paths;
  const nameOf = declarationNames(context, {
    imports: new Imports(),
    authored: importPath(sdkTypes, sdkTypes),
  });
  const local = (name: string): string => {
    const declaration = context.declarations.get(name);
    return declaration?.from === 'contract' && declaration.generic === undefined
      ? name
      : nameOf(name);
  };
  const requests = derivedRequests(context, plan).flatMap(({ name, type }) =>
    type.kind === 'object' ? [interfaceText(name, type, local)] : [],
  );
  const authored = snapshotOf(context.contract, plan.service.name);
  return [...authored.map(({ text }) => text), ...requests];
}
