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
import { type SdkClientView, planClient } from './sdk-client.ts';
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
    ...planSdkRuntime(context, plan, runtimeEntries(view, codec)),
    ...planSdkPackage(context, plan),
  ];
}

/** The files of the runtime that the client's own files import. */
function runtimeEntries(client: SdkClientView, codec: WireView): readonly string[] {
  return [
    'api-error.ts',
    'http-client.ts',
    'json.ts',
    'options.ts',
    'url.ts',
    ...(client.sendsStreams ? ['client-stream.ts'] : []),
    ...(client.readsStreams ? ['server-stream.ts'] : []),
    ...(codec.constants.length > 0 ? ['wire.ts'] : []),
  ];
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
