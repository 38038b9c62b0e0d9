import type { KitSymbol } from '../../kit/src/codegen.ts';
import { resolveType } from '../ir/resolve.ts';
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
import { type FileNames, createFileNames } from './codec/file-names.ts';
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
import { declarationsPath, importPath, projectPaths } from './project-paths.ts';
import { defaultJson } from './proto/default-json.ts';
import { createJsonCodecs } from './proto/json-codecs.ts';
import { hasMessage, messageSubject, requestSubjects } from './reach.ts';
import { streamsIn } from '../ir/method-kind.ts';

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
  return context.contract.source === 'proto'
    ? [
        routesFile(
          plan,
          transportView(context, plan, (imports) => messageCodecs(context, plan, imports)),
        ),
      ]
    : planWithDecoders(context, plan);
}

function routesFile({ paths }: ServicePlan, view: TransportHttpView): Artifact {
  return generatorFile({
    path: paths.http,
    reason: 'HTTP routes',
    template: 'transport/transport_http',
    view,
  });
}

/** Decoders and descriptions of answers are files of their own. */
function planWithDecoders(context: PlanContext, plan: ServicePlan): Artifact[] {
  const { paths } = plan;
  const subjects = requestSubjects(context.contract, plan.service);
  const imports = new Imports(subjects.map(({ name }) => decoderName(name)));
  const nameOf = declarationNames(context, {
    imports,
    authored: importPath(paths.decoders, declarationsPath(context.contract)),
    derived: importPath(paths.decoders, paths.contract),
  });
  const decoders = decoderFileView(context, plan, { imports, nameOf });
  const wires = wireImports(context);
  const codecsOf = (routes: Imports): RouteCodecs => decoderCodecs(plan, routes, wires.file);
  const view = transportView(context, plan, codecsOf);
  // What gRPC alone carries is described beside the rest.
  for (const { method } of plan.methods) if (!hasRoute(method)) wireOf(method, wires.file);
  return [
    routesFile(plan, view),
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

/** How the routes of a file get from JSON to messages and back. */
interface RouteCodecs {
  /** What decodes a method's message from an expression. */
  decode(method: Method, source: string): string;
  /** The function that makes JSON of an answer; nothing where JSON carries it as it is. */
  encode(method: Method): string | undefined;
  /** Statements that stand before the routes. */
  readonly constants: readonly string[];
}

/** By the service's own decoders, and by descriptions of its answers. */
function decoderCodecs({ paths }: ServicePlan, imports: Imports, wires: WireFile): RouteCodecs {
  const from = (path: string, name: string): string =>
    imports.value(importPath(paths.http, path), name);
  return {
    constants: [],
    decode: (method, source) =>
      `${from(paths.decoders, decoderName(messageSubject(method).name))}(${source}, faults, '')`,
    encode: (method) => {
      const wire = wireOf(method, wires);
      return wire === undefined ? undefined : `${from(paths.wires, wire)}.encode`;
    },
  };
}

/** By the codecs of all messages, which tables make. */
function messageCodecs(
  context: PlanContext,
  { paths }: ServicePlan,
  imports: Imports,
): RouteCodecs {
  const messages = imports.value(importPath(paths.http, projectPaths.messages), 'messages');
  const authored = importPath(paths.http, projectPaths.protoTypes);
  const nameOf = declarationNames(context, { imports, authored });
  const codecs = createJsonCodecs(context, { messages, nameOf });
  return {
    constants: codecs.constants,
    decode: (method, source) => `${codecs.ofRequest(method)}.decode(${source}, faults)`,
    encode: (method) => `${codecs.ofResponse(method)}.encode`,
  };
}

function transportView(
  context: PlanContext,
  plan: ServicePlan,
  codecsOf: (imports: Imports) => RouteCodecs,
): TransportHttpView {
  const imports = new Imports([plan.routes, 'endpoints', 'input', 'faults']);
  const constants: string[] = [];
  const codecs = codecsOf(imports);
  // A method `read` would have a constant of the name of what it is given to.
  const names = createFileNames(['readInput']);
  const scope = { context, imports, constants, codecs, names };
  const routes = httpMethods(plan).flatMap((item) =>
    [item.route, ...item.additional].map((route) => ({
      route: imports.kit(routeSymbol(item.method.kind)),
      lines: routeLines({ ...item, route }, scope),
    })),
  );
  const endpoints = imports.type(importPath(plan.paths.http, plan.paths.endpoints), plan.endpoints);
  const result = `readonly ${imports.kit('HttpRoute')}[]`;
  const view = {
    name: plan.name,
    constants: [...codecs.constants, ...constants],
    signature: `${plan.routes}${group(['(', ')'], [`${routes.length === 0 ? '_' : ''}endpoints: ${endpoints}`])}: ${result}`,
    routes,
  };
  return { ...view, imports: imports.lines() };
}

interface RouteScope {
  readonly context: PlanContext;
  readonly imports: Imports;
  readonly constants: string[];
  readonly codecs: RouteCodecs;
  readonly names: Pick<FileNames, 'unique'>;
}

function routeLines(item: MethodPlan, scope: RouteScope): readonly string[] {
  const { method, route, operation } = item;
  return [
    `method: '${route.verb}',`,
    `path: ${stringLiteral(route.path)},`,
    `handler: ${stringLiteral(operation)},`,
    ...(streamsIn(method) ? [] : [`input: '${route.input}',`]),
    ...(route.bodyField === undefined ? [] : [`bodyField: ${stringLiteral(route.bodyField)},`]),
    ...(route.bodyOptional === true ? ['bodyOptional: true,'] : []),
    `decode: ${decodeText(item, scope)},`,
    `endpoint: ${propertyAccess('endpoints', method.name)},`,
    ...encodeLines(item, scope),
    ...(method.response === undefined ? ['status: 204,'] : []),
  ];
}

function encodeLines(
  { method, route }: MethodPlan,
  { codecs, context, imports }: RouteScope,
): readonly string[] {
  const encode = codecs.encode(method);
  const { responseBody } = route;
  if (encode === undefined || responseBody === undefined) {
    return encode === undefined ? [] : [`encode: ${encode},`];
  }
  const { declarations } = context;
  const answer = resolveType(method.response ?? method.request, declarations);
  const fields = answer.kind === 'object' ? answer.fields : [];
  const field = fields.find(({ name }) => name === responseBody);
  const fallback = field === undefined ? null : defaultJson(field, declarations);
  const args = [`${encode}(answer)`, stringLiteral(responseBody), valueLiteral(fallback)];
  const part = imports.kit('responsePart') + group(['(', ')'], args);
  return [`encode: ${hang('(answer) =>', part)},`];
}

function wireOf({ name, response }: Method, wires: WireFile): string | undefined {
  return response === undefined ? undefined : wires.nameOf(response, `${name}Response`);
}

function decodeText({ method, route }: MethodPlan, scope: RouteScope): string {
  const { imports, context, codecs } = scope;
  if (!hasMessage(method)) return imports.kit('readNothing');
  if (streamsIn(method)) return hang('(line, faults) =>', codecs.decode(method, 'line'));
  const shape = inputShape(method, route, context.declarations);
  if (shape === undefined && route.input === 'none') {
    const nothing = `${imports.kit('readNothing')}(input, faults)`;
    return hang('(input, faults) =>', codecs.decode(method, nothing));
  }
  if (shape === undefined) {
    return route.bodyOptional === true
      ? hang('({ body = {} }, faults) =>', codecs.decode(method, 'body'))
      : hang('(input, faults) =>', codecs.decode(method, 'input.body'));
  }
  const constant = scope.names.unique(nameFrom(lowerFirst(method.name), 'Input'));
  const type = imports.kit('InputShape');
  scope.constants.push(`const ${constant}: ${type} = ${valueLiteral(shape)}${widened(shape)};`);
  const source = `${imports.kit('readInput')}(input, ${constant})`;
  return hang('(input, faults) =>', codecs.decode(method, source));
}

/** The names of every object's own members would have the compiler forget what their values are. */
function widened({ path = {}, query = {} }: InputShape): string {
  const names = [...Object.keys(path), ...Object.keys(query)];
  return names.some((name) => name in Object.prototype) ? ' as const' : '';
}
