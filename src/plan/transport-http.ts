import { lowerFirst } from '../text/cases.ts';
import { group, hang } from '../text/layout.ts';
import { propertyAccess, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { decoderFileView, decoderName } from './codec/decoder-file.ts';
import { nameFrom } from './codec/code.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
} from './context.ts';
import { Imports } from './imports.ts';
import { inputShape } from './input-shape.ts';

/** `templates/transport/transport_http.hbs` */
export interface TransportHttpView {
  readonly imports: readonly string[];
  readonly constants: readonly string[];
  readonly name: string;
  readonly signature: string;
  readonly httpRoute: string;
  /** The properties of each route, in order. */
  readonly routes: readonly { readonly lines: readonly string[] }[];
}

/** The HTTP transport: JSON in, endpoint, JSON out. */
export function planTransportHttp(context: PlanContext, plan: ServicePlan): Artifact[] {
  const folder = `transport/${plan.id}`;
  const imports = new Imports(plan.methods.map(({ method }) => decoderName(method.request.name)));
  const nameOf = declarationNames(context, imports, '../../idl.ts');
  const decoders = decoderFileView(context.contract, plan.service, { imports, nameOf });
  return [
    generatorFile({
      path: `${folder}/transport_http.ts`,
      reason: 'HTTP routes',
      template: 'transport/transport_http',
      view: transportView(context, plan),
    }),
    generatorFile({
      path: `${folder}/generated_json.ts`,
      reason: 'JSON decoders of requests',
      template: 'transport/generated_json',
      view: { ...decoders, imports: imports.lines() },
    }),
  ];
}

function transportView(context: PlanContext, plan: ServicePlan): TransportHttpView {
  const imports = new Imports([plan.routes, 'endpoints', 'input', 'faults']);
  const constants: string[] = [];
  const routes = plan.methods.map((item) => ({
    lines: routeLines(item, { context, imports, constants }),
  }));
  const endpoints = imports.type(`../../endpoint/${plan.id}/endpoints.ts`, plan.endpoints);
  const httpRoute = plan.methods.length === 0 ? '' : imports.kit('httpRoute');
  const result = `readonly ${imports.kit('HttpRoute')}[]`;
  const view = {
    name: plan.name,
    constants,
    signature: `${plan.routes}${group(['(', ')'], [`endpoints: ${endpoints}`])}: ${result}`,
    httpRoute,
    routes,
  };
  return { ...view, imports: imports.lines() };
}

interface RouteScope {
  readonly context: PlanContext;
  readonly imports: Imports;
  readonly constants: string[];
}

function routeLines(item: MethodPlan, scope: RouteScope): readonly string[] {
  const { method, route, operation } = item;
  return [
    `method: '${route.verb}',`,
    `path: ${stringLiteral(route.path)},`,
    `handler: ${stringLiteral(operation)},`,
    `input: '${route.input}',`,
    `decode: ${decodeText(item, scope)},`,
    `endpoint: ${propertyAccess('endpoints', method.name)},`,
    ...(method.response === undefined ? ['status: 204,'] : []),
  ];
}

function decodeText({ method, route }: MethodPlan, scope: RouteScope): string {
  const { imports, context } = scope;
  const decoder = imports.value('./generated_json.ts', decoderName(method.request.name));
  const shape = inputShape(method, route, context.declarations);
  let source = 'input.body';
  let input = 'input';
  if (shape !== undefined) {
    const constant = nameFrom(lowerFirst(method.name), 'Input');
    const type = imports.kit('InputShape');
    scope.constants.push(`const ${constant}: ${type} = ${valueLiteral(shape)};`);
    source = `${imports.kit('readInput')}(input, ${constant})`;
  } else if (route.input === 'none') {
    source = '{}';
    input = '_input';
  }
  return hang(`(${input}, faults) =>`, `${decoder}(${source}, faults, '')`);
}
