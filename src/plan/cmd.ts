import { group } from '../text/layout.ts';
import { propertyKey, stringLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile, userFile } from './artifact.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { grpcServiceName } from './grpc-names.ts';
import { Imports } from './imports.ts';
import { importPath, projectPaths } from './project-paths.ts';

/** `templates/cmd/*.hbs`: each takes what it needs. */
export interface CmdView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
}

/** `templates/cmd/generated_services.hbs` */
export interface ServicesView extends CmdView {
  readonly services: readonly {
    readonly property: string;
    readonly handler: string;
    readonly create: string;
  }[];
}

/** `templates/cmd/generated_routes.hbs` */
export interface RoutesView extends CmdView {
  readonly services: readonly { readonly lines: readonly string[] }[];
  /** Behind `services` among the parameters; empty without gRPC. */
  readonly grpcParameter: string;
  readonly skill: boolean;
  readonly openapi: boolean;
  /** What answers with a document, and what with Swagger UI; empty where there is neither. */
  readonly jsonDocument: string;
  readonly swaggerUi: string;
}

/** `templates/cmd/generated_runtime.hbs` */
export interface RuntimeView extends CmdView {
  readonly name: string;
  readonly grpc: boolean;
}

/** The three seams that hold the services together, and what its user says in `main`. */
export function planCmd(context: PlanContext): Artifact[] {
  return [
    userFile({ path: projectPaths.main, reason: 'the entry', template: 'cmd/main', view: {} }),
    generatorFile({
      path: projectPaths.services,
      reason: 'seam: construct the services',
      template: 'cmd/generated_services',
      view: servicesView(context),
    }),
    generatorFile({
      path: projectPaths.routes,
      reason: 'seam: register the routes',
      template: 'cmd/generated_routes',
      view: routesView(context),
    }),
    generatorFile({
      path: projectPaths.runtime,
      reason: 'seam: serve',
      template: 'cmd/generated_runtime',
      view: runtimeView(context),
    }),
    userFile({
      path: projectPaths.customRoutes,
      reason: 'your own routes',
      template: 'cmd/custom_routes',
      view: customRoutesView(),
    }),
  ];
}

function servicesView({ services }: PlanContext): ServicesView {
  const at = (path: string): string => importPath(projectPaths.services, path);
  const imports = new Imports(['Services', 'createServices', 'app']);
  const kit = imports.kitNames('Service');
  const items = services.map((plan) => ({
    property: propertyKey(plan.property),
    handler: imports.type(at(plan.paths.contract), plan.handler),
    create: createText(plan, imports.value(at(plan.paths.service), plan.create)),
  }));
  return { imports: imports.lines(), kit, services: items };
}

/** A service whose contract has a `close` of its own is not closed by the runtime. */
function createText(plan: ServicePlan, create: string): string {
  const call = `${create}({ logger: app.logger })`;
  if (plan.methods.some(({ method }) => method.name === 'close')) return call;
  return `app.own${group(['(', ')'], [stringLiteral(plan.name), call])}`;
}

function routesView(context: PlanContext): RoutesView {
  const { services, options, grpc } = context;
  const at = (path: string): string => importPath(projectPaths.routes, path);
  const own = ['registerRoutes', 'app', 'services', 'grpc', 'openapi', 'schema'];
  const imports = new Imports([...own, ...services.map(({ property }) => `${property}Endpoints`)]);
  const kit = imports.kitNames('Service');
  imports.type(at(projectPaths.services), 'Services');
  const items = services.map((plan) => {
    const create = imports.value(at(plan.paths.endpoints), plan.createEndpoints);
    const routes = imports.value(at(plan.paths.http), plan.routes);
    const endpoints = `${create}${group(['(', ')'], [`services.${plan.property}`, 'app'])}`;
    const methods = grpc === undefined ? '' : imports.value(at(plan.paths.grpc), plan.grpcMethods);
    const grpcName = grpc === undefined ? undefined : grpcServiceName(context, plan);
    return { lines: registerLines(plan, { endpoints, routes, methods, grpcName }) };
  });
  const { skill, openapi } = options;
  if (skill) imports.value(at(projectPaths.skill), 'skill');
  const jsonDocument = openapi ? imports.kit('jsonDocument') : '';
  const swaggerUi = openapi ? imports.value('@microgen/swagger-ui', 'swaggerUi') : '';
  const grpcParameter =
    grpc === undefined ? '' : `, grpc: ${imports.type('@microgen/kit/grpc', 'GrpcServer')}`;
  const view = { kit, services: items, grpcParameter, skill, openapi, jsonDocument, swaggerUi };
  return { ...view, imports: imports.lines() };
}

interface Registration {
  readonly endpoints: string;
  readonly routes: string;
  readonly methods: string;
  /** The service's full name in the protobuf language; absent where the project speaks no gRPC. */
  readonly grpcName: string | undefined;
}

/** Where there are two transports, they share the endpoints: what these count is counted once. */
function registerLines(
  { property }: ServicePlan,
  { endpoints, routes, methods, grpcName }: Registration,
): readonly string[] {
  const routesOf = (given: string): string =>
    `app.routes${group(['(', ')'], [routes + group(['(', ')'], [given])])};`;
  if (grpcName === undefined) return [routesOf(endpoints)];
  const own = `${property}Endpoints`;
  const args = [stringLiteral(grpcName), `${methods}(${own})`];
  return [
    `const ${own} = ${endpoints};`,
    routesOf(own),
    `grpc.addService${group(['(', ')'], args)};`,
  ];
}

function runtimeView({ options, grpc }: PlanContext): RuntimeView {
  const at = (path: string): string => importPath(projectPaths.runtime, path);
  const imports = new Imports(['RunOptions', 'createApp', 'run']);
  const kit = imports.kitNames('Service', 'ServiceOptions', 'createService');
  imports.value(at(projectPaths.customRoutes), 'registerCustomRoutes');
  imports.value(at(projectPaths.routes), 'registerRoutes');
  imports.type(at(projectPaths.services), 'Services');
  imports.value(at(projectPaths.services), 'createServices');
  if (grpc !== undefined) {
    Object.assign(kit, imports.kitNames('GrpcServer', 'GrpcServerOptions'));
    const isForms = grpc.kind === 'forms';
    imports.value(at(isForms ? projectPaths.messages : projectPaths.descriptors), 'descriptors');
  }
  const name = stringLiteral(options.name);
  return { imports: imports.lines(), kit, name, grpc: grpc !== undefined };
}

function customRoutesView(): CmdView {
  const imports = new Imports(['registerCustomRoutes']);
  const kit = imports.kitNames('Service');
  imports.type(importPath(projectPaths.customRoutes, projectPaths.services), 'Services');
  return { imports: imports.lines(), kit };
}
