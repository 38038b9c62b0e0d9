import { hasRoute } from '../ir/routes.ts';
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
import { importPath } from './project-paths.ts';
import { sampleMessage, sampleMessages } from './requests.ts';
import { closeName, grpcClientName } from './sdk-grpc.ts';
import { sdkModule } from './sdk-package.ts';
import { streamsIn, streamsOut } from './signatures.ts';
import { type ValueScope, codeValue } from './value-text.ts';

/** `templates/client/demo.hbs` */
export interface DemoView {
  readonly imports: readonly string[];
  /** The client's class; empty where no method is called. */
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
  readonly calls: readonly string[];
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

/** A program that calls every method of a running service with an example. */
export function planDemo(context: PlanContext, plan: ServicePlan): Artifact[] {
  const imports = new Imports(DECLARED);
  const at = (path: string): string => importPath(plan.paths.demo, path);
  const valueOf = (name: string): string => imports.value(at(sdkModule(plan, name)), name);
  const types = at(plan.paths.sdkTypes);
  const typeOf = declarationNames(context, { imports, authored: types, derived: types });
  const { declarations, examples } = context;
  const calls = plan.methods.map((item) => {
    return callLine(context, item, { declarations, examples, valueOf, typeOf });
  });
  const called = calls.filter(({ isCall }) => isCall).map(({ method }) => method);
  const showsStreams = called.some(streamsOut);
  const entry = at(plan.paths.sdkEntry);
  const isGrpc = context.grpc !== undefined && called.length > 0;
  const view: Omit<DemoView, 'imports'> = {
    client: called.length === 0 ? '' : imports.value(entry, plan.client),
    grpcClient: isGrpc ? imports.value(at(plan.paths.sdkGrpc), grpcClientName(plan)) : '',
    close: closeName(plan),
    // Over gRPC, an answer has no status of HTTP.
    answered: isGrpc ? 'error.requestId !== undefined' : 'error.status !== 0',
    shows: called.some((method) => !streamsOut(method)),
    showsStreams,
    sendsStreams: called.some(streamsIn),
    streams: called.some(({ kind }) => kind !== 'unary'),
    ApiError: called.length === 0 ? '' : imports.value(entry, 'ApiError'),
    calls: calls.map(({ text }) => text),
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

function callLine(context: PlanContext, item: MethodPlan, scope: ValueScope) {
  const { method, operation } = item;
  if (!hasRoute(method)) {
    const text = `// ${operation} is not called: it streams both ways at once, over gRPC only.`;
    return { method, isCall: false, text };
  }
  const call = clientCall(context, item, scope);
  if (call === undefined) return { method, isCall: false, text: noExample(operation) };
  const show = streamsOut(method) ? 'showStream' : 'show';
  const args = group(['(', ')'], [stringLiteral(operation), call]);
  return { method, isCall: true, text: `await ${show}${args};` };
}

function clientCall(context: PlanContext, item: MethodPlan, scope: ValueScope): string | undefined {
  const { method } = item;
  const briefly = method.kind === 'unary' ? [] : [verbatim('briefly()')];
  if (streamsIn(method)) {
    const type = method.parameters[0]?.type ?? method.request;
    const messages = sampleMessages(context, item, 2);
    if (messages.length === 0) return undefined;
    const items = messages.map((message) => codeValue(message, type, scope));
    return callText(clientMethod(method), [verbatim(callText('each', [items])), ...briefly]);
  }
  const sample = sampleMessage(context, item);
  if (sample === undefined) return undefined;
  const given = messageArguments(method, sample, scope);
  // Behind parameters that are left out, the options of a call keep their place.
  const skipped = method.parameters.slice(given.length).map(() => verbatim('undefined'));
  const behind = briefly.length === 0 ? [] : [...skipped, ...briefly];
  return callText(clientMethod(method), [...given, ...behind]);
}

function noExample(operation: string): string {
  return [
    `// ${operation} is not called: no example of its request could be made up. Write one into the`,
    '// comment on the method or its message: `@example {"name": "Ada"}`.',
  ].join('\n');
}
