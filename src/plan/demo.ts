import { group } from '../text/layout.ts';
import { propertyAccess, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import type { MethodPlan, PlanContext, ServicePlan } from './context.ts';
import { enumValues } from './enum-values.ts';
import { Imports } from './imports.ts';
import { sampleMessage } from './requests.ts';
import { sdkFolder } from './sdk.ts';

/** `templates/client/demo.hbs` */
export interface DemoView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly client: string;
  readonly calls: readonly { readonly call: string }[];
}

/** A program that calls every method of a running service with an example. */
export function planDemo(context: PlanContext, plan: ServicePlan): Artifact[] {
  const imports = new Imports([
    'address',
    'args',
    'baseUrl',
    'client',
    'options',
    'parseArgs',
    'process',
    'show',
  ]);
  const client = imports.value(`../../${sdkFolder(plan)}/client.ts`, plan.client);
  const types = `../../${sdkFolder(plan)}/types.ts`;
  const valueOf = (name: string): string => imports.value(types, name);
  const calls = plan.methods.flatMap((item) => callView(context, item, valueOf));
  return [
    generatorFile({
      path: `client/${plan.id}/demo.ts`,
      reason: 'runnable demo over the SDK',
      template: 'client/demo',
      view: { imports: imports.lines(), name: plan.name, client, calls },
    }),
  ];
}

function callView(
  context: PlanContext,
  item: MethodPlan,
  valueOf: (declaration: string) => string,
): DemoView['calls'] {
  const sample = sampleMessage(context, item);
  if (sample === undefined) return [];
  const { method, operation } = item;
  const { declarations } = context;
  const message = enumValues(sample, method.request, { declarations, valueOf });
  const target = propertyAccess('client', method.name);
  const args =
    method.input === 'message'
      ? [valueLiteral(message)]
      : method.parameters.map(({ name }) => valueLiteral(Object(message)[name]));
  const title = stringLiteral(operation);
  return [{ call: group(['(', ')'], [title, `${target}(${args.join(', ')})`]) }];
}
