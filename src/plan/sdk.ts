import type { SnapshotDeclaration } from '../ir/types.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import {
  type PlanContext,
  type ServicePlan,
  declarationNames,
  derivedRequests,
} from './context.ts';
import { Imports } from './imports.ts';
import { type SdkClientView, planClient } from './sdk-client.ts';
import { planSdkPackage } from './sdk-package.ts';
import { interfaceText } from './type-text.ts';

/** `templates/sdk/types.hbs` */
export interface SdkTypesView {
  readonly declarations: readonly string[];
}

/** `templates/sdk/source.hbs` */
export interface SdkSourceView {
  readonly source: string;
}

export function sdkFolder(plan: ServicePlan): string {
  return `sdk/${plan.id}sdk`;
}

/**
 * A typed client that implements the contract's own interface and imports nothing from outside. What only
 * some contracts need, codecs and streams, comes only with those.
 */
export function planSdk(context: PlanContext, plan: ServicePlan): Artifact[] {
  const folder = sdkFolder(plan);
  const { view, codec } = planClient(context, plan);
  return [
    generatorFile({
      path: `${folder}/client.ts`,
      reason: 'typed client',
      template: 'sdk/client',
      view,
    }),
    generatorFile({
      path: `${folder}/types.ts`,
      reason: 'the contract, for clients',
      template: 'sdk/types',
      view: { declarations: typesOf(context, plan) },
    }),
    ...(codec.constants.length === 0
      ? []
      : [
          generatorFile({
            path: `${folder}/codec.ts`,
            reason: 'how messages become JSON and back',
            template: 'sdk/codec',
            view: codec,
          }),
        ]),
    ...sourcesOf(view, codec.constants.length > 0).map((name) =>
      sourceFile(context, `${folder}/${name}.ts`, name),
    ),
    ...planSdkPackage(context, plan, folder),
  ];
}

/** The runtime's own files, by name without their end. */
type SdkSource = 'runtime' | 'streams' | 'values' | 'wire';

/** The runtime's own files that a client needs. */
function sourcesOf({ streams }: SdkClientView, isCoded: boolean): readonly SdkSource[] {
  const values: readonly SdkSource[] = isCoded ? ['values', 'wire'] : [];
  return ['runtime', ...(streams ? (['streams'] as const) : []), ...values];
}

const REASONS: Readonly<Record<SdkSource, string>> = {
  runtime: 'HTTP for the client',
  streams: 'streams for the client',
  values: 'values that JSON has no form for',
  wire: 'descriptions of messages',
};

function sourceFile({ assets }: PlanContext, path: string, name: SdkSource): Artifact {
  const view: SdkSourceView = { source: (assets.sdkSources[name] ?? '').trimEnd() };
  return generatorFile({ path, reason: REASONS[name], template: 'sdk/source', view });
}

/** A service's own part of the contract, then the requests that it has no name for. */
function typesOf(context: PlanContext, plan: ServicePlan): readonly string[] {
  const nameOf = declarationNames(context, { imports: new Imports(), authored: './types.ts' });
  const local = (name: string): string => {
    const declaration = context.declarations.get(name);
    return declaration?.from === 'contract' && declaration.generic === undefined
      ? name
      : nameOf(name);
  };
  const requests = derivedRequests(context, plan).flatMap(({ name, type }) =>
    type.kind === 'object' ? [interfaceText(name, type, local)] : [],
  );
  return [...authoredOf(context, plan.service.name), ...requests];
}

/** What the author wrote of a service, in the contract's order. */
function authoredOf({ contract }: PlanContext, service: string): readonly string[] {
  const byName = new Map(contract.snapshot.map((item) => [item.name, item]));
  const reached = new Set<SnapshotDeclaration>();
  const pending = [service];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const item = byName.get(name);
    if (item === undefined || reached.has(item)) continue;
    reached.add(item);
    pending.push(...item.references);
  }
  return contract.snapshot.filter((item) => reached.has(item)).map((item) => item.text);
}
