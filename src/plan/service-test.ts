import { toolName } from '../ir/tools.ts';
import { group } from '../text/layout.ts';
import { stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import type { MethodPlan, PlanContext, ServicePlan } from './context.ts';
import { Imports } from './imports.ts';
import {
  type SampleRequest,
  UNKNOWN_FIELD,
  sampleMessage,
  sampleRequest,
  wrongRequest,
} from './requests.ts';

/** `templates/test/service.hbs` */
export interface ServiceTestView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
  readonly name: string;
  readonly unknownFault: string;
  readonly skill: boolean;
  /** The names of the service's tools, as a list. */
  readonly tools: string;
  /** The entries that the route listing must have, as a list. */
  readonly routes: string;
  /** Calls that must reach the service, and calls that must be refused. */
  readonly valid: readonly CallView[];
  readonly invalid: readonly CallView[];
}

interface CallView {
  readonly title: string;
  readonly args: string;
}

/** Tests that pass on a fresh project and stay true when the service is written. */
export function planServiceTest(context: PlanContext, plan: ServicePlan): Artifact[] {
  if (!context.options.tests) return [];
  return [
    generatorFile({
      path: `test/${plan.id}.test.ts`,
      reason: 'tests of the contract',
      template: 'test/service',
      view: testView(context, plan),
    }),
  ];
}

function testView(context: PlanContext, plan: ServicePlan): ServiceTestView {
  const imports = new Imports([]);
  const calls = plan.methods.flatMap((item) => {
    const message = sampleMessage(context, item);
    if (message === undefined) return [];
    const request = sampleRequest(item, message);
    return [{ item, request, wrong: wrongRequest(item, request, context) }];
  });
  const kit = imports.kitNames('silentLogger');
  imports.value('../cmd/generated_runtime.ts', 'createApp');
  return {
    imports: imports.lines(),
    kit,
    name: plan.name,
    unknownFault: stringLiteral(`/${UNKNOWN_FIELD}`),
    skill: context.options.skill,
    tools: valueLiteral(plan.methods.flatMap(({ method }) => toolName(plan.service, method) ?? [])),
    routes: valueLiteral(
      plan.methods.map(({ route, operation }) => ({
        Method: route.verb,
        Path: route.path,
        Handler: operation,
      })),
    ),
    valid: calls.map(({ item, request }) => callView(item, request)),
    invalid: calls.flatMap(({ item, wrong }) =>
      wrong === undefined ? [] : [callView(item, wrong)],
    ),
  };
}

function callView({ operation, route }: MethodPlan, { target, body }: SampleRequest): CallView {
  const args = [`'${route.verb}'`, stringLiteral(target)];
  // An object as the last argument opens on the line of the call.
  const all = [...args, ...(body === undefined ? [] : [valueLiteral(body)])];
  return {
    title: operation,
    args: body === undefined ? group(['(', ')'], all) : `(${all.join(', ')})`,
  };
}
