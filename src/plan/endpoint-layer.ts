import { group, hug, typeArguments } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile, userFile } from './artifact.ts';
import { type ValidatorFile, planValidators } from './codec/validator-file.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  responseText,
} from './context.ts';
import { Imports } from './imports.ts';

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

/** `templates/endpoint/generated_chain.hbs`, `templates/endpoint/custom_chain.hbs` */
export interface ChainView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
}

const IDL = '../../idl.ts';
const DEFAULT_TIMEOUT = 30_000;

/** The endpoint layer: every method behind its policy, the same for all transports. */
export function planEndpointLayer(context: PlanContext, plan: ServicePlan): Artifact[] {
  const folder = `endpoint/${plan.id}`;
  const validators = planValidators(context, plan);
  return [
    generatorFile({
      path: `${folder}/endpoints.ts`,
      reason: 'typed endpoints',
      template: 'endpoint/endpoints',
      view: endpointsView(context, plan, validators),
    }),
    ...(validators.view.functions.length === 0
      ? []
      : [
          generatorFile({
            path: `${folder}/generated_validators.ts`,
            reason: 'the constraints of requests',
            template: 'endpoint/generated_validators',
            view: validators.view,
          }),
        ]),
    generatorFile({
      path: `${folder}/generated_chain.ts`,
      reason: 'the middleware chain',
      template: 'endpoint/generated_chain',
      view: chainView(),
    }),
    userFile({
      path: `${folder}/custom_chain.ts`,
      reason: 'your own middleware',
      template: 'endpoint/custom_chain',
      view: customChainView(),
    }),
  ];
}

function endpointsView(
  context: PlanContext,
  plan: ServicePlan,
  validators: ValidatorFile,
): EndpointsView {
  const imports = new Imports([plan.endpoints, plan.createEndpoints, 'handler', 'deps']);
  const nameOf = declarationNames(context, imports, IDL);
  const endpoint = plan.methods.length === 0 ? '' : imports.kit('Endpoint');
  const methods = plan.methods.map((item) => {
    const request = nameOf(item.method.request.name);
    const validator = validators.nameOf(item.method.request.name);
    const validate =
      validator === undefined ? undefined : imports.value('./generated_validators.ts', validator);
    return {
      key: propertyKey(item.method.name),
      type: endpoint + typeArguments([request, responseText(item.method, nameOf)]),
      chained: group(['(', ')'], [infoText(item, validate), callText(item, imports), 'deps']),
    };
  });
  const applyChain = imports.value('./generated_chain.ts', 'applyChain');
  const contract = `../../service/${plan.id}/generated_contract.ts`;
  const parameters = [
    `handler: ${imports.type(contract, plan.handler)}`,
    `deps: ${imports.type('./generated_chain.ts', 'ChainDeps')}`,
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

function infoText({ method, operation }: MethodPlan, validate: string | undefined): string {
  const entries = [
    `operation: ${stringLiteral(operation)}`,
    `timeout: ${numberText(method.timeout ?? DEFAULT_TIMEOUT)}`,
    ...(validate === undefined ? [] : [`validate: ${validate}`]),
  ];
  return group(['{', '}'], entries, { padded: true });
}

/** `30000` -> `30_000` */
function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `implemented(handler, 'sayHello', (req, ctx) => handler.sayHello(req, ctx))` */
function callText({ method }: MethodPlan, imports: Imports): string {
  const name = method.name;
  const args =
    method.input === 'message'
      ? ['req']
      : method.parameters.map((parameter) => propertyAccess('req', parameter.name));
  const request = args.length === 0 ? '_req' : 'req';
  const call = `${propertyAccess('handler', name)}${group(['(', ')'], [...args, 'ctx'])}`;
  const head = `${imports.kit('implemented')}(handler, ${stringLiteral(name)}, (${request}, ctx) =>`;
  return hug(head, call, ')');
}

function chainView(): ChainView {
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
  imports.value('./custom_chain.ts', 'customMiddleware');
  return { imports: imports.lines(), kit };
}

function customChainView(): ChainView {
  const imports = new Imports(['customMiddleware']);
  const kit = imports.kitNames('Middleware');
  for (const name of ['ChainDeps', 'EndpointInfo']) imports.type('./generated_chain.ts', name);
  return { kit, imports: imports.lines() };
}
