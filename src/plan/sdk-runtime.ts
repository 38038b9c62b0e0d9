import { type Artifact, generatorFile } from './artifact.ts';
import { carriedFiles } from './carried.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { sdkRuntimePath } from './project-paths.ts';

/** `templates/sdk/source.hbs` */
export interface SdkSourceView {
  readonly source: string;
}

/** What each file that an SDK carries is for, by its place; of a folder, what all in it are for. */
const REASONS: Readonly<Record<string, string>> = {
  'api-error.ts': 'failed calls',
  'call-clock.ts': 'time-outs and cancellation',
  'client-stream.ts': 'streams to the service',
  'http-client.ts': 'HTTP for the client',
  'json.ts': 'JSON there and back',
  'lines.ts': 'lines of a stream',
  'options.ts': 'settings of the client and of calls',
  'problem.ts': 'failures that the service describes',
  'response.ts': 'bodies of responses',
  'server-stream.ts': 'streams from the service',
  'url.ts': 'paths and queries',
  'values.ts': 'values that JSON has no form for',
  'wire.ts': 'descriptions of messages',
  forms: 'messages as bytes',
  grpc: 'gRPC for the client',
  protobuf: 'messages of the protobuf language',
};

/**
 * The files of the runtime that an SDK carries, so that it needs nothing from outside.
 *
 * @param entries those that it imports itself, by place: `json.ts`, `protobuf/messages.ts`; what they import comes with
 * them
 */
export function planSdkRuntime(
  { assets }: PlanContext,
  { id }: ServicePlan,
  entries: readonly string[],
): Artifact[] {
  return carriedFiles(assets.sdkSources, entries).map((place) => {
    const view: SdkSourceView = { source: (assets.sdkSources[place]?.text ?? '').trimEnd() };
    return generatorFile({
      path: sdkRuntimePath(id, place),
      reason: REASONS[place] ?? REASONS[place.split('/')[0] ?? ''] ?? 'what the client stands on',
      template: 'sdk/source',
      view,
    });
  });
}
