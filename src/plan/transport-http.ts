import type { KitSymbol } from '../../kit/src/codegen.ts';
import { InternalError } from '../diagnostics/internal-error.ts';
import type { Method, MethodKind } from '../ir/types.ts';
import { hasRoute } from '../ir/routes.ts';
import { assertNever } from '../text/assert-never.ts';
import { lowerFirst } from '../text/cases.ts';
import { group, hang } from '../text/layout.ts';
import { propertyAccess, stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import { decoderFileView, decoderName } from './codec/decoder-file.ts';
import { nameFrom } from './codec/code.ts';
import { type WireFile, createWireFile } from './codec/wire-file.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  httpMethods,
} from './context.ts';
import { Imports } from './imports.ts';
import { type InputShape, inputShape } from './input-shape.ts';
import { importPath, projectPaths } from './project-paths.ts';
import { hasMessage, messageSubject, requestSubjects } from './reach.ts';
import { streamsIn } from './signatures.ts';

/** `templates/transport/transport_http.hbs` */
export interface TransportHttpView {
  readonly imports: readonly string[];
  readonly constants: readonly string[];
  readonly name: string;
  readonly signature: string;
  /** What makes each route, and its properties in order. */
  readonly routes: readonly { readonly route: string; readonly lines: readonly string[] }[];
}

function routeSymbol(kind: MethodKind): KitSymbol {
  switch (kind) {
    case 'unary':
      return 'httpRoute';
    case 'server-stream':
      return 'serverStreamRoute';
    case 'client-stream':
      return 'clientStreamRoute';
    case 'bidi-stream':
      throw new InternalError('HTTP carries streams one way only');
    default:
      return assertNever(kind);
  }
}

/** The HTTP transport: JSON in, endpoint, JSON out. */
export function planTransportHttp(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { paths } = plan;
  const subjects = requestSubjects(context.contract, plan.service);
  const imports = new Imports(subjects.map(({ name }) => decoderName(name)));
  const nameOf = declarationNames(context, {
    imports,
    authored: importPath(paths.decoders, projectPaths.idl),
    derived: importPath(paths.decoders, paths.contract),
  });
  const decoders = decoderFileView(context, plan, { imports, nameOf });
  const wires = wireImports(context);
  return [
    generatorFile({
      path: paths.http,
      reason: 'HTTP routes',
      template: 'transport/transport_http',
      view: transportView(context, plan, wires.file),
    }),
    ...(decoders.functions.length === 0
      ? []
      : [
          generatorFile({
            path: paths.decoders,
            reason: 'JSON decoders of requests',
            template: 'transport/generated_json',
            view: { ...decoders, imports: imports.lines() },
          }),
        ]),
    ...(wires.file.constants.length === 0
      ? []
      : [
          generatorFile({
            path: paths.wires,
            reason: 'how answers become JSON',
            template: 'transport/generated_wire',
            view: { imports: wires.imports.lines(), constants: wires.file.constants },
          }),
        ]),
  ];
}

/** The descriptions of answers, which the routes ask for. */
function wireImports({ facts }: PlanContext): {
  readonly file: WireFile;
  readonly imports: Imports;
} {
  const imports = new Imports([]);
  return { imports, file: createWireFile(facts, { symbol: (name) => imports.kit(name) }) };
}

function transportView(
  context: PlanContext,
  plan: ServicePlan,
  wires: WireFile,
): TransportHttpView {
  const imports = new Imports([plan.routes, 'endpoints', 'input', 'faults']);
  const constants: string[] = [];
  const scope = { context, plan, imports, constants, wires };
  const routes = httpMethods(plan).map((item) => ({
    route: imports.kit(routeSymbol(item.method.kind)),
    lines: routeLines(item, scope),
  }));
  // What gRPC alone carries is described beside the rest.
  for (const { method } of plan.methods) if (!hasRoute(method)) wireOf(method, wires);
  const endpoints = imports.type(importPath(plan.paths.http, plan.paths.endpoints), plan.endpoints);
  const result = `readonly ${imports.kit('HttpRoute')}[]`;
  const view = {
    name: plan.name,
    constants,
    signature: `${plan.routes}${group(['(', ')'], [`${routes.length === 0 ? '_' : ''}endpoints: ${endpoints}`])}: ${result}`,
    routes,
  };
  return { ...view, imports: imports.lines() };
}

interface RouteScope {
  readonly context: PlanContext;
  readonly plan: ServicePlan;
  readonly imports: Imports;
  readonly constants: string[];
  readonly wires: WireFile;
}

function routeLines(item: MethodPlan, scope: RouteScope): readonly string[] {
  const { method, route, operation } = item;
  return [
    `method: '${route.verb}',`,
    `path: ${stringLiteral(route.path)},`,
    `handler: ${stringLiteral(operation)},`,
    ...(streamsIn(method) ? [] : [`input: '${route.input}',`]),
    ...(route.bodyOptional === true ? ['bodyOptional: true,'] : []),
    `decode: ${decodeText(item, scope)},`,
    `endpoint: ${propertyAccess('endpoints', method.name)},`,
    ...encodeLines(method, scope),
    ...(method.response === undefined ? ['status: 204,'] : []),
  ];
}

/** Nothing for an answer that JSON carries as it is. */
function encodeLines(
  method: Method,
  { plan: { paths }, imports, wires }: RouteScope,
): readonly string[] {
  const wire = wireOf(method, wires);
  if (wire === undefined) return [];
  return [`encode: ${imports.value(importPath(paths.http, paths.wires), wire)}.encode,`];
}

function wireOf({ name, response }: Method, wires: WireFile): string | undefined {
  return response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
}

function decodeText({ method, route }: MethodPlan, scope: RouteScope): string {
  const { imports, context, plan } = scope;
  if (!hasMessage(method)) return scope.imports.kit('readNothing');
  const subject = messageSubject(method).name;
  const decoder = imports.value(
    importPath(plan.paths.http, plan.paths.decoders),
    decoderName(subject),
  );
  if (streamsIn(method)) return hang('(line, faults) =>', `${decoder}(line, faults, '')`);
  const shape = inputShape(method, route, context.declarations);
  if (shape === undefined) {
    return route.bodyOptional === true
      ? hang('({ body = {} }, faults) =>', `${decoder}(body, faults, '')`)
      : hang('(input, faults) =>', `${decoder}(input.body, faults, '')`);
  }
  const constant = nameFrom(lowerFirst(method.name), 'Input');
  const type = imports.kit('InputShape');
  scope.constants.push(`const ${constant}: ${type} = ${valueLiteral(shape)}${widened(shape)};`);
  const source = `${imports.kit('readInput')}(input, ${constant})`;
  return hang('(input, faults) =>', `${decoder}(${source}, faults, '')`);
}

/** The names of every object's own members would have the compiler forget what their values are. */
function widened({ path = {}, query = {} }: InputShape): string {
  const names = [...Object.keys(path), ...Object.keys(query)];
  return names.some((name) => name in Object.prototype) ? ' as const' : '';
}
