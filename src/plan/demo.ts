import { hasRoute } from '../ir/routes.ts';
import type { Method } from '../ir/types.ts';
import { group } from '../text/layout.ts';
import { stringLiteral, verbatim } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { callText, clientMethod, messageArguments } from './call-text.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
} from './context.ts';
import { Imports } from './imports.ts';
import { importPath, projectPaths } from './project-paths.ts';
import { sampleMessage, sampleMessages } from './requests.ts';
import { closeName, grpcClientName } from './sdk-grpc.ts';
import { sdkModule } from './sdk-package.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import { type ValueScope, codeValue } from './value-text.ts';

/** `templates/client/demo.hbs` */
export interface DemoView {
  readonly imports: readonly string[];
  /** Whether any method is called. */
  readonly calls: boolean;
  /** The client's class; empty where it has no method that is called. */
  readonly client: string;
  /** The same over gRPC, where the project speaks it. */
  readonly grpcClient: string;
  /** What closes that. */
  readonly close: string;
  /** Whether an error came from the service, as an expression. */
  readonly answered: string;
  /** Which helpers the calls need. */
  readonly shows: boolean;
  readonly showsStreams: boolean;
  readonly sendsStreams: boolean;
  /** Whether any call streams, one way or the other. */
  readonly streams: boolean;
  /** The runtime's class of failed calls, where any method is called. */
  readonly ApiError: string;
  /** Statements, and comments on methods that are not called. */
  readonly statements: readonly string[];
}

/** `templates/client/demos.hbs` */
export interface DemosView {
  /** What imports the demo of each service. */
  readonly demos: readonly string[];
}

/** What the template itself declares. */
const DECLARED = [
  'address',
  'args',
  'baseUrl',
  'briefly',
  'client',
  'console',
  'each',
  'failed',
  'flags',
  'grpc',
  'headers',
  'http',
  'mode',
  'options',
  'parseArgs',
  'process',
  'reachable',
  'show',
  'showStream',
  'text',
];

/** A program that runs the demo of every service, where there are several. */
export function planDemos({ services }: PlanContext): readonly Artifact[] {
  const path = projectPaths.demos;
  const view: DemosView = { demos: services.map(({ paths }) => importPath(path, paths.demo)) };
  if (services.length < 2) return [];
  return [
    generatorFile({ path, reason: 'the demos of all services', template: 'client/demos', view }),
  ];
}

/** A program that calls every method of a running service with an example. */
export function planDemo(context: PlanContext, plan: ServicePlan): Artifact[] {
  const imports = new Imports(DECLARED);
  const at = (path: string): string => importPath(plan.paths.demo, path);
  const valueOf = (name: string): string => imports.value(at(sdkModule(plan, name)), name);
  const types = at(plan.paths.sdkTypes);
  const typeOf = declarationNames(context, { imports, authored: types, derived: types });
  const { declarations, examples } = context;
  const isGrpc = context.grpc !== undefined;
  const scope = { declarations, examples, valueOf, typeOf };
  const statements = plan.methods.map((item) => statementOf(context, item, scope));
  const called = statements.filter(({ isCall }) => isCall).map(({ method }) => method);
  const calls = called.length > 0;
  const entry = at(plan.paths.sdkEntry);
  const view: Omit<DemoView, 'imports'> = {
    calls,
    client: called.some(hasRoute) ? imports.value(entry, plan.client) : '',
    grpcClient: calls && isGrpc ? imports.value(at(plan.paths.sdkGrpc), grpcClientName(plan)) : '',
    close: closeName(plan),
    // Over gRPC, an answer has no status of HTTP.
    answered: isGrpc ? 'error.requestId !== undefined' : 'error.status !== 0',
    shows: called.some((method) => !streamsOut(method)),
    showsStreams: called.some(streamsOut),
    sendsStreams: called.some(streamsIn),
    streams: called.some(({ kind }) => kind !== 'unary'),
    ApiError: calls ? imports.value(entry, 'ApiError') : '',
    statements: statements.map(({ text }) => text),
  };
  return [
    generatorFile({
      path: plan.paths.demo,
      reason: 'runnable demo over the SDK',
      template: 'client/demo',
      view: { ...view, imports: imports.lines() },
    }),
  ];
}

/** What the demo has for a method. */
interface Statement {
  readonly method: Method;
  readonly isCall: boolean;
  readonly text: string;
}

function statementOf(context: PlanContext, item: MethodPlan, scope: ValueScope): Statement {
  const { method, operation } = item;
  const isShared = hasRoute(method);
  if (!isShared && context.grpc === undefined) {
    const text = `// ${operation} is not called: it streams both ways at once, over gRPC only.`;
    return { method, isCall: false, text };
  }
  const call = clientCall(context, item, scope);
  if (call === undefined) return { method, isCall: false, text: noExample(operation) };
  const show = streamsOut(method) ? 'showStream' : 'show';
  const args = group(['(', ')'], [stringLiteral(operation), call]);
  const text = `await ${show}${args};`;
  return { method, isCall: true, text: isShared ? text : overGrpc(operation, text) };
}

/** HTTP does not carry streams both ways at once. */
function overGrpc(operation: string, call: string): string {
  const hint = stringLiteral('streams both ways at once: call it with -mode grpc');
  const otherwise = `  console.log${group(['(', ')'], [stringLiteral(operation), hint])};`;
  const lines = call.replaceAll('\n', '\n  ');
  return ['if (grpc !== undefined) {', `  ${lines}`, '} else {', otherwise, '}'].join('\n');
}

function clientCall(context: PlanContext, item: MethodPlan, scope: ValueScope): string | undefined {
  const { method } = item;
  const receiver = clientMethod(method, hasRoute(method) ? 'client' : 'grpc');
  const briefly = method.kind === 'unary' ? [] : [verbatim('briefly()')];
  if (streamsIn(method)) {
    const type = method.parameters[0]?.type ?? method.request;
    const messages = sampleMessages(context, item, 2);
    if (messages.length === 0) return undefined;
    const items = messages.map((message) => codeValue(message, type, scope));
    return callText(receiver, [verbatim(callText('each', [items])), ...briefly]);
  }
  const sample = sampleMessage(context, item);
  if (sample === undefined) return undefined;
  const given = messageArguments(method, sample, scope);
  // Behind parameters that are left out, the options of a call keep their place.
  const skipped = method.parameters.slice(given.length).map(() => verbatim('undefined'));
  const behind = briefly.length === 0 ? [] : [...skipped, ...briefly];
  return callText(receiver, [...given, ...behind]);
}

function noExample(operation: string): string {
  return [
    `// ${operation} is not called: no example of its request could be made up. Write one into the`,
    '// comment on the method or its message: `@example {"name": "Ada"}`.',
  ].join('\n');
}
