import { docComment } from '../text/comments.ts';
import { distinctNames } from '../text/identifiers.ts';
import { group } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral } from '../text/literals.ts';
import type { Route } from '../ir/routes.ts';
import type { Method, SnapshotDeclaration } from '../ir/types.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  responseText,
} from './context.ts';
import { methodDocs } from './docs-text.ts';
import { Imports } from './imports.ts';
import { type NameOf, typeText } from './type-text.ts';

/** `templates/sdk/client.hbs` */
export interface SdkClientView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly contract: string;
  readonly client: string;
  readonly HttpClient: string;
  readonly ClientOptions: string;
  readonly methods: readonly {
    readonly docs: string;
    readonly signature: string;
    readonly result: string;
    readonly options: string;
    /** The properties of the request, in order. */
    readonly request: readonly string[];
  }[];
}

/** `templates/sdk/types.hbs` */
export interface SdkTypesView {
  readonly declarations: readonly string[];
}

/** `templates/sdk/runtime.hbs` */
export interface SdkRuntimeView {
  readonly source: string;
}

export function sdkFolder(plan: ServicePlan): string {
  return `sdk/${plan.id}sdk`;
}

/** A typed client that implements the contract's own interface and imports nothing from outside. */
export function planSdk(context: PlanContext, plan: ServicePlan): Artifact[] {
  const folder = sdkFolder(plan);
  return [
    generatorFile({
      path: `${folder}/client.ts`,
      reason: 'typed client',
      template: 'sdk/client',
      view: clientView(context, plan),
    }),
    generatorFile({
      path: `${folder}/types.ts`,
      reason: 'the contract, for clients',
      template: 'sdk/types',
      view: { declarations: declarationsOf(context, plan.service.name) },
    }),
    generatorFile({
      path: `${folder}/runtime.ts`,
      reason: 'HTTP for the client',
      template: 'sdk/runtime',
      view: { source: context.assets.sdkSources.runtime.trimEnd() },
    }),
  ];
}

/** A service's own part of the contract, in the contract's order. */
function declarationsOf({ contract }: PlanContext, service: string): readonly string[] {
  const byName = new Map(contract.snapshot.map((item) => [item.name, item]));
  const reached = new Set<SnapshotDeclaration>();
  const pending = [service];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const item = byName.get(name);
    if (item === undefined || reached.has(item)) continue;
    reached.add(item);
    pending.push(...item.references);
  }
  return contract.snapshot.filter((item) => reached.has(item)).map((item) => item.text);
}

function clientView(context: PlanContext, plan: ServicePlan): SdkClientView {
  const imports = new Imports([plan.client]);
  const nameOf = declarationNames(context, imports, './types.ts');
  const HttpClient = imports.value('./runtime.ts', 'HttpClient');
  const ClientOptions = imports.type('./runtime.ts', 'ClientOptions');
  const methods = plan.methods.map((item) => ({
    docs: docComment(methodDocs(item.method), '  '),
    ...callView(item, nameOf, imports),
  }));
  const contract = imports.type('./types.ts', plan.name);
  const view = {
    name: plan.name,
    contract,
    client: plan.client,
    HttpClient,
    ClientOptions,
    methods,
  };
  return { ...view, imports: imports.lines() };
}

function callView({ method, route, operation }: MethodPlan, nameOf: NameOf, imports: Imports) {
  const names = distinctNames([...method.parameters.map((item) => item.name), 'options']);
  const options = names.at(-1) ?? 'options';
  const parameters = method.parameters.map((parameter, index) => {
    const mark = parameter.optional ? '?' : '';
    return `${names[index]}${mark}: ${typeText(parameter.type, nameOf)}`;
  });
  parameters.push(`${options}?: ${imports.type('./runtime.ts', 'CallOptions')}`);
  const field = (name: string): string => fieldText(method, names, name);
  const result = responseText(method, nameOf);
  return {
    signature: `${propertyKey(method.name)}${group(['(', ')'], parameters)}: Promise<${result}>`,
    result,
    options,
    request: [
      `operation: ${stringLiteral(operation)},`,
      `method: '${route.verb}',`,
      `path: ${pathText(route, field, imports)},`,
      ...payloadLines(method, route, { field, message: names[0] ?? '' }),
    ],
  };
}

/** Where a field of the request comes from: the message, or the parameter of its name. */
function fieldText(method: Method, names: readonly string[], field: string): string {
  if (method.input === 'message') return propertyAccess(names[0] ?? '', field);
  return names[method.parameters.findIndex(({ name }) => name === field)] ?? field;
}

function pathText(route: Route, field: (name: string) => string, imports: Imports): string {
  if (route.pathFields.length === 0) return stringLiteral(route.path);
  const values = recordText(route.pathFields, field);
  const fillPath = imports.value('./runtime.ts', 'fillPath');
  return `${fillPath}(${stringLiteral(route.path)}, ${values})`;
}

function payloadLines(
  method: Method,
  route: Route,
  { field, message }: { field: (name: string) => string; message: string },
): readonly string[] {
  const whole = method.input === 'message';
  const all = method.parameters.map(({ name }) => name);
  if (route.input === 'body') return [`body: ${whole ? message : recordText(all, field)},`];
  if (route.input === 'none') return [];
  const spread = whole && route.pathFields.length === 0;
  return [`query: ${spread ? `{ ...${message} }` : recordText(route.queryFields, field)},`];
}

function recordText(names: readonly string[], field: (name: string) => string): string {
  const entries = names.map((name) => {
    const value = field(name);
    return value === name ? name : `${propertyKey(name)}: ${value}`;
  });
  return group(['{', '}'], entries, { padded: true });
}
