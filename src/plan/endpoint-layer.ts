import type { HttpVerb } from '../ir/types.ts';
import { group, hug, typeArguments } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile, userFile } from './artifact.ts';
import { validatorName, validatorsView } from './codec/validator-file.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  givenText,
} from './context.ts';
import { Imports } from './imports.ts';
import { appendedMiddleware, repeatsCalls } from './middleware.ts';
import { declarationsPath, importPath } from './project-paths.ts';
import { messageSubject } from './reach.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import { type GivenText, answerText } from './signatures.ts';
import { type NameOf, typeText } from './type-text.ts';

/** `templates/endpoint/endpoints.hbs` */
export interface EndpointsView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly endpoints: string;
  readonly signature: string;
  readonly applyChain: string;
  readonly methods: readonly {
    readonly key: string;
    readonly type: string;
    /** The arguments of the chain: what the endpoint is, the call it ends in, what both need. */
    readonly chained: string;
  }[];
}

/** `templates/endpoint/custom_chain.hbs` */
export interface CustomChainView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
}

/** `templates/endpoint/generated_chain.hbs` */
export interface ChainView extends CustomChainView {
  /** Calls of what was appended, outermost first. */
  readonly middleware: readonly string[];
  /** The type of the counters that some of it needs; empty where none does. */
  readonly counters: string;
  /** Whether some of it makes calls again. */
  readonly repeats: boolean;
}

const DEFAULT_TIMEOUT = 30_000;

/** The endpoint layer: every method behind its policy, the same for all transports. */
export function planEndpointLayer(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { paths } = plan;
  const validators = validatorsView(context, plan);
  return [
    generatorFile({
      path: paths.endpoints,
      reason: 'typed endpoints',
      template: 'endpoint/endpoints',
      view: endpointsView(context, plan),
    }),
    ...(validators.functions.length === 0
      ? []
      : [
          generatorFile({
            path: paths.validators,
            reason: 'the constraints of requests',
            template: 'endpoint/generated_validators',
            view: validators,
          }),
        ]),
    generatorFile({
      path: paths.chain,
      reason: 'the middleware chain',
      template: 'endpoint/generated_chain',
      view: chainView(context, plan),
    }),
    userFile({
      path: paths.customChain,
      reason: 'your own middleware',
      template: 'endpoint/custom_chain',
      view: customChainView(plan),
    }),
  ];
}

function endpointsView(context: PlanContext, plan: ServicePlan): EndpointsView {
  const at = (path: string): string => importPath(plan.paths.endpoints, path);
  const imports = new Imports([plan.endpoints, plan.createEndpoints, 'handler', 'deps']);
  const nameOf = declarationNames(context, {
    imports,
    authored: at(declarationsPath(context.contract)),
    derived: at(plan.paths.contract),
  });
  const endpoint = plan.methods.length === 0 ? '' : imports.kit('Endpoint');
  const given = givenText(context, () => imports.kit('Init'));
  const mayRepeat = repeatsCalls(context.middleware);
  const methods = plan.methods.map((item) => {
    const { name, type } = messageSubject(item.method);
    const validate = context.facts.isConstrained(type)
      ? imports.value(at(plan.paths.validators), validatorName(name))
      : undefined;
    return {
      key: propertyKey(item.method.name),
      type: endpoint + typeArguments(messageTexts(item, nameOf, given)),
      chained: group(
        ['(', ')'],
        [infoText(item, validate, mayRepeat), callText(item, imports), 'deps'],
      ),
    };
  });
  const applyChain = imports.value(at(plan.paths.chain), 'applyChain');
  const parameters = [
    `handler: ${imports.type(at(plan.paths.contract), plan.handler)}`,
    `deps: ${imports.type(at(plan.paths.chain), 'ChainDeps')}`,
  ];
  const view = {
    name: plan.name,
    endpoints: plan.endpoints,
    signature: `${plan.createEndpoints}${group(['(', ')'], parameters)}: ${plan.endpoints}`,
    applyChain,
    methods,
  };
  return { ...view, imports: imports.lines() };
}

/** The types of what an endpoint takes and gives. */
function messageTexts(
  { method }: MethodPlan,
  nameOf: NameOf,
  given: GivenText,
): readonly [string, string] {
  const request = typeText(messageSubject(method).type, nameOf);
  const answer = answerText(method, nameOf, given);
  return [
    streamsIn(method) ? `AsyncIterable<${request}>` : request,
    streamsOut(method) ? `AsyncIterable<${answer}>` : answer,
  ];
}

function infoText(
  { method, operation, route }: MethodPlan,
  validate: string | undefined,
  mayRepeat: boolean,
): string {
  // How long a stream may take only its author knows.
  const timeout = method.timeout ?? (method.kind === 'unary' ? DEFAULT_TIMEOUT : undefined);
  const entries = [
    `operation: ${stringLiteral(operation)}`,
    ...(timeout === undefined ? [] : [`timeout: ${numberText(timeout)}`]),
    ...(mayRepeat && isIdempotent(route.verb) ? ['idempotent: true'] : []),
    ...(validate === undefined ? [] : [`validate: ${validate}`]),
  ];
  return group(['{', '}'], entries, { padded: true });
}

/** RFC 9110, section 9.2.2. */
function isIdempotent(verb: HttpVerb): boolean {
  return verb === 'GET' || verb === 'PUT' || verb === 'DELETE';
}

/** `30000` -> `30_000` */
function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `implemented(handler, 'sayHello', (req, ctx) => handler.sayHello(req, ctx))` */
function callText({ method }: MethodPlan, imports: Imports): string {
  const name = method.name;
  const isWhole = method.input === 'message' || streamsIn(method);
  const args = isWhole
    ? ['req']
    : method.parameters.map((parameter) => propertyAccess('req', parameter.name));
  const request = args.length === 0 ? '_req' : 'req';
  const call = `${propertyAccess('handler', name)}${group(['(', ')'], [...args, 'ctx'])}`;
  const implemented = imports.kit(streamsOut(method) ? 'implementedStream' : 'implemented');
  const head = `${implemented}(handler, ${stringLiteral(name)}, (${request}, ctx) =>`;
  return hug(head, call, ')');
}

function chainView({ middleware }: PlanContext, { paths }: ServicePlan): ChainView {
  const imports = new Imports(['EndpointInfo', 'ChainDeps', 'applyChain']);
  const kit = imports.kitNames(
    'Endpoint',
    'Logger',
    'Validator',
    'chain',
    'logging',
    'timeout',
    'validation',
  );
  imports.value(importPath(paths.chain, paths.customChain), 'customMiddleware');
  const appended = appendedMiddleware(middleware, imports);
  const counters = appended.counts ? imports.type('@microgen/kit/endpoint', 'CallMetrics') : '';
  const repeats = repeatsCalls(middleware);
  return { kit, middleware: appended.calls, counters, repeats, imports: imports.lines() };
}

function customChainView({ paths }: ServicePlan): CustomChainView {
  const imports = new Imports(['customMiddleware']);
  const kit = imports.kitNames('Middleware');
  const chain = importPath(paths.customChain, paths.chain);
  for (const name of ['ChainDeps', 'EndpointInfo']) imports.type(chain, name);
  return { kit, imports: imports.lines() };
}
