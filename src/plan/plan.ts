import { createExamples } from '../ir/examples/examples.ts';
import type { Contract } from '../ir/types.ts';
import type { Artifact, PlannedFile } from './artifact.ts';
import { planCmd } from './cmd.ts';
import { typeFacts } from './codec/type-facts.ts';
import { type Assets, type PlanContext, type ServicePlan, servicePlan } from './context.ts';
import { planContractJson } from './contract-json.ts';
import { planDemo, planDemos } from './demo.ts';
import { planEndpointLayer } from './endpoint-layer.ts';
import { planMessages, planTransportGrpc } from './grpc.ts';
import { planIdl } from './idl.ts';
import { planDocuments } from './openapi/documents.ts';
import type { MiddlewareName } from './middleware.ts';
import { type Options, speaksGrpc } from './options.ts';
import { grpcPlan } from './pb/grpc-plan.ts';
import type { NumbersLock } from './pb/numbers.ts';
import { planIgnoreFiles, planProjectFiles } from './project-files.ts';
import { sampleCurl } from './requests.ts';
import { createTablesText } from './proto/tables-text.ts';
import { planSdk } from './sdk.ts';
import { planServiceLayer } from './service-layer.ts';
import { planServiceTest } from './service-test.ts';
import { planSkill, planTools } from './skill.ts';
import { planTransportHttp } from './transport-http.ts';

/** All that decides what a project consists of: nothing else is looked at. */
export interface PlanRequest {
  readonly contract: Contract;
  readonly options: Options;
  /** Middleware that was appended to every chain, in its order. */
  readonly middleware: readonly MiddlewareName[];
  readonly assets: Assets;
  /** The contract's file name, for headers. */
  readonly sourceName: string;
  /** A file of the contract, as its spans name it, seen from the project. */
  readonly pathOf: (path: string) => string;
  /** What of messages is called and numbered how for life; nothing for a project that is new to it. */
  readonly numbers?: NumbersLock | undefined;
  /** The files of services that need no new planning, by the service's name. */
  readonly kept?: ReadonlyMap<string, readonly PlannedFile[]>;
}

/** What to write, and what to show to whoever generated it. */
export interface PlanResult {
  readonly artifacts: readonly Artifact[];
  /** A shell command that calls the running service. */
  readonly sample: string;
}

/** Everything that a project consists of, with its owners. Pure. */
export function plan(request: PlanRequest): PlanResult {
  const { kept = NONE_KEPT } = request;
  const context = contextOf(request);
  const artifacts = [
    ...planCmd(context),
    ...context.services
      .filter(({ name }) => !kept.has(name))
      .flatMap((one) => planService(context, one)),
    ...planSkill(context),
    ...planDemos(context),
    ...planMessages(context),
    ...planDocuments(context),
    ...planIdl(context),
    ...planProjectFiles(context),
  ];
  const all = [...artifacts, ...[...kept.values()].flat()];
  artifacts.push(...planIgnoreFiles(context, all), ...planContractJson(context));
  return { artifacts, sample: sampleCurl(context) };
}

const NONE_KEPT: NonNullable<PlanRequest['kept']> = new Map();

/** What every planner reads, worked out of what was asked for. */
export function contextOf(request: PlanRequest): PlanContext {
  const { contract, options } = request;
  const facts = typeFacts(contract);
  const { declarations } = facts;
  const services = contract.services.map((item) => servicePlan(item, declarations, options));
  const examples = createExamples(declarations);
  const tablesText = createTablesText(contract);
  return { ...request, ...grpcOf(request), declarations, facts, examples, services, tablesText };
}

function grpcOf({ contract, options, numbers }: PlanRequest): Pick<PlanContext, 'grpc'> {
  if (!speaksGrpc(options)) return {};
  return {
    grpc: contract.source === 'proto' ? { kind: 'proto' } : grpcPlan(contract, options, numbers),
  };
}

/** The files of one service: they speak of nothing that its slice of the contract does not hold. */
export function planService(context: PlanContext, service: ServicePlan): readonly Artifact[] {
  const artifacts = [
    ...planServiceLayer(context, service),
    ...planEndpointLayer(context, service),
    ...planTransportHttp(context, service),
    ...planTransportGrpc(context, service),
    ...planDemo(context, service),
    ...planSdk(context, service),
    ...planTools(context, service),
    ...planServiceTest(context, service),
  ];
  return artifacts.map((artifact) => ({ ...artifact, service: service.name }));
}
