import { type Artifact, generatorFile } from './artifact.ts';
import type { WireView } from './codec/wire-file.ts';
import {
  type PlanContext,
  type ServicePlan,
  declarationNames,
  derivedRequests,
} from './context.ts';
import { Imports } from './imports.ts';
import { importPath, sdkRuntimePath } from './project-paths.ts';
import { type SdkClientView, planClient } from './sdk-client.ts';
import { planSdkPackage } from './sdk-package.ts';
import { snapshotOf } from './slice.ts';
import { interfaceText } from './type-text.ts';

/** `templates/sdk/types.hbs` */
export interface SdkTypesView {
  readonly declarations: readonly string[];
}

/** `templates/sdk/source.hbs` */
export interface SdkSourceView {
  readonly source: string;
}

/**
 * A typed client that implements the contract's own interface and imports nothing from outside. What only
 * some contracts need, codecs and streams, comes only with those.
 */
export function planSdk(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { paths } = plan;
  const { view, codec } = planClient(context, plan);
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
      template: 'sdk/types',
      view: { declarations: typesOf(context, plan) },
    }),
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
    ...runtimeFiles(view, codec).map((name) => runtimeFile(context, plan, name)),
    ...planSdkPackage(context, plan),
  ];
}

/** The files that kit has for SDKs, by name without their end, and what each is for. */
const REASONS = {
  'api-error': 'failed calls',
  'call-clock': 'time-outs and cancellation',
  'client-stream': 'streams to the service',
  'http-client': 'HTTP for the client',
  json: 'JSON there and back',
  lines: 'lines of a stream',
  options: 'settings of the client and of calls',
  problem: 'failures that the service describes',
  response: 'bodies of responses',
  'server-stream': 'streams from the service',
  url: 'paths and queries',
  values: 'values that JSON has no form for',
  wire: 'descriptions of messages',
} as const;

type RuntimeFile = keyof typeof REASONS;

const ALWAYS: readonly RuntimeFile[] = [
  'api-error',
  'call-clock',
  'http-client',
  'json',
  'options',
  'problem',
  'response',
  'url',
];

/** The files that a client needs: each brings those that it imports. */
function runtimeFiles(client: SdkClientView, codec: WireView): readonly RuntimeFile[] {
  const { sendsStreams, readsStreams } = client;
  return [
    ...ALWAYS,
    ...(sendsStreams ? (['client-stream'] as const) : []),
    ...(readsStreams ? (['server-stream'] as const) : []),
    ...(sendsStreams || readsStreams ? (['lines'] as const) : []),
    ...(codec.constants.length > 0 ? (['values', 'wire'] as const) : []),
  ];
}

function runtimeFile({ assets }: PlanContext, { id }: ServicePlan, name: RuntimeFile): Artifact {
  const view: SdkSourceView = { source: (assets.sdkSources[name] ?? '').trimEnd() };
  return generatorFile({
    path: sdkRuntimePath(id, name),
    reason: REASONS[name],
    template: 'sdk/source',
    view,
  });
}

/** A service's own part of the contract, then the requests that it has no name for. */
function typesOf(context: PlanContext, plan: ServicePlan): readonly string[] {
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
