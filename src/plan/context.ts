import type { Examples } from '../ir/examples/examples.ts';
import type { Declarations } from '../ir/resolve.ts';
import type { Contract, Declaration, Method, Service, Type } from '../ir/types.ts';
import { type Route, hasRoute, routesOf } from '../ir/routes.ts';
import { upperFirst, lowerFirst } from '../text/cases.ts';
import { InternalError } from '../diagnostics/internal-error.ts';
import type { CarriedSources } from './carried.ts';
import type { TypeFacts } from './codec/type-facts.ts';
import type { Imports } from './imports.ts';
import type { MiddlewareName } from './middleware.ts';
import type { Options } from './options.ts';
import type { Numbered, NumbersLock } from './pb/numbers.ts';
import type { Schema } from './pb/schema.ts';
import { type ServicePaths, servicePaths } from './project-paths.ts';
import type { GivenText } from './signatures.ts';
import { type NameOf, typeText } from './type-text.ts';

/** What the build makes for generated projects to carry. */
export interface Assets {
  /** The packed runtime, and the file name it gets in `vendor/`. */
  readonly kit: { readonly version: string; readonly fileName: string; readonly bytes: Uint8Array };
  /** Swagger UI, packed in the same way. */
  readonly swaggerUi: { readonly fileName: string; readonly bytes: Uint8Array };
  /** The sources of the runtime that SDKs carry as their own. */
  readonly sdkSources: CarriedSources;
}

/** What every planner reads. */
export interface PlanContext {
  readonly contract: Contract;
  /** The contract's declarations by name. */
  readonly declarations: Declarations;
  /** What codecs need to know of the contract's types. */
  readonly facts: TypeFacts;
  /** Valid values of its types. */
  readonly examples: Examples;
  readonly options: Options;
  /** Middleware that was appended to every chain, in its order. */
  readonly middleware: readonly MiddlewareName[];
  readonly services: readonly ServicePlan[];
  /** The tables of what some messages lead to, as code; of a contract in the protobuf language. */
  readonly tablesText: (roots: readonly string[]) => string;
  /** The contract as messages; absent where the project speaks no gRPC. */
  readonly grpc?: GrpcPlan;
  /** What messages were ever called and numbered; absent where they never were. */
  readonly numbers?: NumbersLock | undefined;
  readonly assets: Assets;
  /** How headers and docs name the contract: its file name. */
  readonly sourceName: string;
  /** A file of the contract, as its spans name it, seen from the project. */
  readonly pathOf: (path: string) => string;
}

/** How the messages of a project are laid into bytes. */
export type GrpcPlan = FormsPlan | ProtoPlan;

/** By the contract's own numbers. */
export interface ProtoPlan {
  readonly kind: 'proto';
}

/** A contract that is written as a file of the protobuf language. */
export interface FormsPlan {
  readonly kind: 'forms';
  /** `hello.proto` */
  readonly fileName: string;
  readonly schema: Schema;
  readonly numbered: Numbered;
}

/** A service with the names that generated code gives it. */
export interface ServicePlan {
  readonly service: Service;
  readonly id: string;
  /** Where its files are. */
  readonly paths: ServicePaths;
  readonly name: string;
  readonly property: string;
  readonly handler: string;
  readonly deps: string;
  readonly impl: string;
  readonly create: string;
  readonly endpoints: string;
  readonly createEndpoints: string;
  readonly routes: string;
  readonly grpcMethods: string;
  readonly client: string;
  readonly methods: readonly MethodPlan[];
}

/** A method with what every generated file says of it alike. */
export interface MethodPlan {
  readonly method: Method;
  readonly route: Route;
  /** Further routes that lead to it. */
  readonly additional: readonly Route[];
  /** `HelloService.sayHello`: in routes, logs and metrics. */
  readonly operation: string;
}

/** The methods of a service that HTTP carries, and with it its routes, documents, clients and tests. */
export function httpMethods({ methods }: Pick<ServicePlan, 'methods'>): readonly MethodPlan[] {
  return methods.filter(({ method }) => hasRoute(method));
}

/** Decides the names that the generated files of a service share. */
export function servicePlan(
  service: Service,
  declarations: Declarations,
  options: Options,
): ServicePlan {
  const name = upperFirst(service.name);
  const property = lowerFirst(service.name);
  return {
    service,
    id: service.id,
    paths: servicePaths(service.id),
    name: service.name,
    property,
    handler: handlerName(service.name),
    deps: `${name}Deps`,
    impl: implName(service.name),
    create: `create${name}`,
    endpoints: `${name}Endpoints`,
    createEndpoints: `create${name}Endpoints`,
    routes: `${property}Routes`,
    grpcMethods: `${property}Methods`,
    client: `${name}Client`,
    methods: service.methods.map((method) => ({
      method,
      ...routesOf(service, method, { prefix: options.prefix, declarations }),
      operation: `${service.name}.${method.name}`,
    })),
  };
}

/** What the class of a service implements. */
export function handlerName(service: string): string {
  return `${upperFirst(service)}Handler`;
}

/** What the class of a service is called at first. */
export function implName(service: string): string {
  return `${upperFirst(service)}Impl`;
}

/** Where a file finds the declarations that it names. */
export interface DeclarationSources {
  readonly imports: Imports;
  /** The module of those that the author wrote. */
  readonly authored: string;
  /** The module of those that were made for a method; absent where the file declares them itself. */
  readonly derived?: string;
}

/** Names declarations in a file. A request without any field has no name of its own. */
export function declarationNames(
  { declarations }: Pick<PlanContext, 'declarations'>,
  { imports, authored, derived }: DeclarationSources,
): NameOf {
  const nameOf: NameOf = (name) => {
    const declaration = declarationOf(declarations, name);
    if (declaration.from === 'derived') {
      if (!hasOwnName(declaration)) return typeText(declaration.type, nameOf);
      return derived === undefined ? name : imports.type(derived, name);
    }
    const { generic } = declaration;
    if (generic === undefined) return imports.type(authored, name);
    const isBuiltIn = generic.builtIn === true;
    if (isBuiltIn && !generic.arguments.every((type) => isKnown(type, declarations))) {
      return typeText(declaration.type, nameOf);
    }
    const args = generic.arguments.map((type) => typeText(type, nameOf));
    const applied = isBuiltIn ? generic.name : imports.type(authored, generic.name);
    return `${applied}<${args.join(', ')}>`;
  };
  return nameOf;
}

/** What code gives of a message of the protobuf language may lack whatever has a default. */
export function givenText(
  { contract }: Pick<PlanContext, 'contract'>,
  init: () => string,
): GivenText {
  return contract.source === 'proto' ? (text) => `${init()}<${text}>` : (text) => text;
}

/** Whether a declaration that was made for a method says anything. */
function hasOwnName({ type }: Declaration): boolean {
  return type.kind !== 'object' || type.fields.length > 0;
}

/** The requests of a service that its author gave no name, each once. */
export function derivedRequests(
  { declarations }: Pick<PlanContext, 'declarations'>,
  { service }: Pick<ServicePlan, 'service'>,
): readonly Declaration[] {
  const requests = service.methods
    .filter(({ kind }) => kind === 'unary' || kind === 'server-stream')
    .map(({ request }) => declarationOf(declarations, request.name))
    .filter((declaration) => declaration.from === 'derived' && hasOwnName(declaration));
  return [...new Set(requests)];
}

/** `Omit<User, 'secret'>` may be all that the contract says of a user. */
function isKnown(type: Type, declarations: Declarations): boolean {
  return type.kind !== 'ref' || declarations.has(type.name);
}

/** A declaration that must be there: front ends leave no reference without one. */
export function declarationOf(declarations: Declarations, name: string): Declaration {
  const found = declarations.get(name);
  if (found === undefined) throw new InternalError(`the contract has no declaration ${name}`);
  return found;
}
