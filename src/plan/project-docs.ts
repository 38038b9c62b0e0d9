import { toolName } from '../ir/tools.ts';
import type { PlanContext } from './context.ts';
import { methodSummary } from './docs-text.ts';
import { sampleMessage, sampleRequest } from './requests.ts';

/** `templates/project/readme.hbs`: nothing in it may go stale, for it is written once. */
export interface ReadmeView {
  readonly name: string;
  readonly contract: string;
  readonly tests: boolean;
  readonly skill: boolean;
  readonly firstService: string;
  readonly curl: string;
}

/** `templates/project/agents.hbs` */
export interface AgentsView {
  readonly name: string;
  readonly contract: string;
  readonly regenerate: string;
  readonly ownsIdl: boolean;
  readonly tests: boolean;
  readonly skill: boolean;
  readonly services: readonly {
    readonly name: string;
    readonly id: string;
    readonly methods: readonly {
      readonly operation: string;
      readonly route: string;
      readonly tool: string;
      readonly summary: string;
    }[];
  }[];
}

export function readmeView(context: PlanContext): ReadmeView {
  const { options, services } = context;
  return {
    name: options.name,
    contract: context.ownsIdl ? 'idl.ts' : options.idl,
    tests: options.tests,
    skill: options.skill,
    firstService: services[0]?.id ?? '',
    curl: curl(context),
  };
}

/** A call of the first method that a shell can make. */
function curl(context: PlanContext): string {
  for (const item of context.services.flatMap((plan) => plan.methods)) {
    const message = sampleMessage(context, item);
    if (message === undefined) continue;
    const { target, body } = sampleRequest(item, message);
    const url = `http://127.0.0.1:8080${target}`;
    const verb = item.route.verb === 'GET' ? '' : ` -X ${item.route.verb}`;
    if (body === undefined) return `curl${verb} ${shellQuote(url)}`;
    const data = shellQuote(JSON.stringify(body));
    return `curl${verb} ${url} -H 'content-type: application/json' -d ${data}`;
  }
  return 'curl http://127.0.0.1:8080/health';
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function agentsView(context: PlanContext): AgentsView {
  const { options, services } = context;
  return {
    name: options.name,
    contract: context.ownsIdl ? 'idl.ts' : options.idl,
    regenerate: 'microgen -out .',
    ownsIdl: context.ownsIdl,
    tests: options.tests,
    skill: options.skill,
    services: services.map((plan) => ({
      name: plan.name,
      id: plan.id,
      methods: plan.methods.map(({ method, route, operation }) => ({
        operation,
        route: `${route.verb} ${route.path}`,
        tool: toolName(plan.service, method) ?? '',
        summary: methodSummary(method),
      })),
    })),
  };
}
