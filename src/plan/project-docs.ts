import { toolName } from '../ir/tools.ts';
import { microgenCommand } from '../text/command.ts';
import { type MethodPlan, type PlanContext, httpMethods } from './context.ts';
import { hasRoute } from '../ir/routes.ts';
import { ownsIdl } from './idl.ts';
import { middlewareNames } from './middleware.ts';
import { methodSummary } from './docs-text.ts';
import { sampleCurl } from './requests.ts';
import { grpcClientName } from './sdk-grpc.ts';
import { streamsOut } from '../ir/method-kind.ts';

/** `templates/project/readme.hbs`: nothing in it may go stale, for it is written once. */
export interface ReadmeView {
  readonly name: string;
  readonly contract: string;
}

/** `templates/project/agents.hbs` */
export interface AgentsView {
  readonly name: string;
  readonly contract: string;
  readonly regenerate: string;
  readonly ownsIdl: boolean;
  /** A call to try, for a shell. */
  readonly curl: string;
  readonly tests: boolean;
  readonly skill: boolean;
  readonly openapi: boolean;
  readonly grpc: boolean;
  /** What was appended, and what can be. */
  readonly middleware: string;
  readonly appendable: string;
  /** A method that answers with a stream; empty where none does. */
  readonly stream: string;
  readonly services: readonly {
    readonly name: string;
    readonly id: string;
    readonly client: string;
    /** What exports it. */
    readonly entry: string;
    /** The same over gRPC; empty where the project does not speak it. */
    readonly grpcClient: string;
    readonly grpcEntry: string;
    readonly methods: readonly {
      readonly operation: string;
      readonly route: string;
      readonly tool: string;
      readonly summary: string;
    }[];
  }[];
}

/** For people, once: the file is theirs from then on. */
export function readmeView(context: PlanContext): ReadmeView {
  const { options } = context;
  return {
    name: options.name,
    contract: options.idl,
  };
}

/** For AI agents, on every run: it lists what the service can do now. */
export function agentsView(context: PlanContext): AgentsView {
  const { options, services } = context;
  const methods = services.flatMap((plan) => httpMethods(plan));
  return {
    name: options.name,
    contract: options.idl,
    regenerate: microgenCommand('generate', { out: '.' }),
    ownsIdl: ownsIdl(options),
    curl: sampleCurl(context),
    tests: options.tests,
    skill: options.skill,
    openapi: options.openapi,
    grpc: context.grpc !== undefined,
    middleware: context.middleware.join(', '),
    appendable: middlewareNames.join(','),
    stream: methods.find(({ method }) => streamsOut(method))?.method.name ?? '',
    services: services.map((plan) => ({
      name: plan.name,
      id: plan.id,
      client: plan.client,
      entry: plan.paths.sdkEntry,
      grpcClient: context.grpc === undefined ? '' : grpcClientName(plan),
      grpcEntry: plan.paths.sdkGrpc,
      methods: plan.methods.map((item) => ({
        operation: item.operation,
        route: routeText(item),
        tool: (options.skill ? toolName(plan.service, item.method) : undefined) ?? '',
        summary: methodSummary(item.method),
      })),
    })),
  };
}

function routeText({ method, route }: MethodPlan): string {
  return hasRoute(method) ? `\`${route.verb} ${route.path}\`` : 'over gRPC only';
}
