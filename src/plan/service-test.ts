import { toolName } from '../ir/tools.ts';
import type { Json } from '../ir/types.ts';
import { group, hang } from '../text/layout.ts';
import { propertyKey, stringLiteral, valueLiteral, verbatim } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { callText, clientMethod, messageArguments } from './call-text.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  declarationOf,
  httpMethods,
} from './context.ts';
import { Imports } from './imports.ts';
import { importPath, projectPaths } from './project-paths.ts';
import { refusals } from './refusals.ts';
import { sampleMessages, sampleRequest } from './requests.ts';
import { sdkModule } from './sdk-package.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import type { ValueScope } from './value-text.ts';

/** `templates/test/service.hbs` */
export interface ServiceTestView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
  /** How the service is started: beside whatever else runs on the machine. */
  readonly options: string;
  /** The properties of what the service is tested against, in order. */
  readonly properties: readonly string[];
}

/** How many of an author's examples of one method are called. */
const MOST_EXAMPLES = 3;

/** Tests that pass on a fresh project and stay true when the service is written. */
export function planServiceTest(context: PlanContext, plan: ServicePlan): Artifact[] {
  if (!context.options.tests) return [];
  const imports = new Imports(['app', 'client', 'baseUrl']);
  const kit = imports.kitNames('silentLogger', 'testContract');
  imports.value(importPath(plan.paths.test, projectPaths.runtime), 'createApp');
  const properties = [
    `name: ${stringLiteral(plan.name)}`,
    `routes: ${valueLiteral(httpMethods(plan).flatMap(routeInfos))}`,
    ...(context.options.skill ? [`tools: ${valueLiteral(toolNames(plan))}`] : []),
    `samples: ${valueLiteral(httpMethods(plan).flatMap((item) => sampleOf(context, item)))}`,
    ...exampleProperties(context, plan, imports),
  ];
  const options = group(
    ['{', '}'],
    [
      "address: '127.0.0.1:0'",
      ...(context.grpc === undefined ? [] : ["grpc: { address: '127.0.0.1:0' }"]),
      `logger: ${kit.silentLogger}`,
      'argv: []',
      'env: {}',
    ],
    { padded: true },
  );
  return [
    generatorFile({
      path: plan.paths.test,
      reason: 'tests of the contract',
      template: 'test/service',
      view: { kit, options, properties, imports: imports.lines() },
    }),
  ];
}

function routeInfos({ route, additional, operation }: MethodPlan) {
  return [route, ...additional].map(({ verb, path }) => ({
    Method: verb,
    Path: path,
    Handler: operation,
  }));
}

function toolNames(plan: ServicePlan): readonly string[] {
  return plan.methods.flatMap(({ method }) => toolName(plan.service, method) ?? []);
}

/** A valid request with all that makes it wrong, as a `CallSample` of the runtime; none where there is no example. */
function sampleOf(context: PlanContext, item: MethodPlan): object[] {
  const { method, route, operation } = item;
  const isSent = streamsIn(method);
  const messages = sampleMessages(context, item, isSent ? 2 : 1);
  const [message] = messages;
  if (message === undefined) return [];
  const head = { operation, method: route.verb };
  const answer = answerOf(item);
  if (isSent) return [{ ...head, target: route.path, messages, ...answer }];
  const refused = refusals(context, item, message).map((refusal) => ({
    ...refusal,
    ...(refusal.change === undefined ? {} : { change: changeOf(refusal.change) }),
  }));
  const none = refused.length === 0;
  const request = {
    ...sampleRequest(item, message),
    ...(route.bodyOptional === true ? { bodyOptional: true } : {}),
  };
  return [{ ...head, ...request, ...answer, ...(none ? {} : { refused }) }];
}

function answerOf({ method }: MethodPlan): { readonly answer?: 'nothing' | 'stream' } {
  if (streamsOut(method)) return { answer: 'stream' };
  return method.response === undefined ? { answer: 'nothing' } : {};
}

/** `undefined` is no JSON: it says that a field is left out. */
function changeOf(change: { readonly [field: string]: Json | undefined }) {
  const entries = Object.entries(change).map(([name, value]) => {
    return [name, value === undefined ? verbatim('undefined') : value] as const;
  });
  return Object.fromEntries(entries);
}

/** The SDK's calls with the examples that the author wrote. */
function exampleProperties(
  context: PlanContext,
  plan: ServicePlan,
  imports: Imports,
): readonly string[] {
  const { declarations, examples } = context;
  const at = (path: string): string => importPath(plan.paths.test, path);
  const valueOf = (name: string): string => imports.value(at(sdkModule(plan, name)), name);
  const types = at(plan.paths.sdkTypes);
  const typeOf = declarationNames(context, { imports, authored: types, derived: types });
  const scope = { declarations, examples, valueOf, typeOf };
  const calls = plan.methods.flatMap((item) => exampleCalls(context, item, scope));
  if (calls.length === 0) return [];
  const client = imports.value(at(plan.paths.sdkEntry), plan.client);
  return [
    hang('sdk: (baseUrl) =>', `new ${client}({ baseUrl, retries: 0 })`),
    ['examples: {', ...calls.map((call) => `    ${call},`), '  }'].join('\n'),
  ];
}

function exampleCalls(
  context: PlanContext,
  item: MethodPlan,
  scope: ValueScope,
): readonly string[] {
  const { method, operation } = item;
  if (method.kind !== 'unary') return [];
  return documented(context, item).map((message, index) => {
    const title = index === 0 ? operation : `${operation} (${index + 1})`;
    const call = callText(clientMethod(method), messageArguments(method, message, scope));
    return hang(`${propertyKey(title)}: (client) =>`, call);
  });
}

function documented({ declarations }: PlanContext, { method }: MethodPlan): readonly Json[] {
  const own = method.docs.examples;
  const all = own.length > 0 ? own : declarationOf(declarations, method.request.name).docs.examples;
  return all.slice(0, MOST_EXAMPLES);
}
