import type { Method } from '../ir/types.ts';
import { distinctNames, safeName } from '../text/identifiers.ts';
import { docComment } from '../text/comments.ts';
import { group, layout } from '../text/layout.ts';
import { propertyKey, stringLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile, userFile } from './artifact.ts';
import {
  type MethodPlan,
  type PlanContext,
  type ServicePlan,
  declarationNames,
  givenText,
  derivedRequests,
} from './context.ts';
import { methodDocs } from './docs-text.ts';
import { Imports } from './imports.ts';
import { declarationsPath, importPath } from './project-paths.ts';
import { streamsOut } from '../ir/method-kind.ts';
import { type GivenText, parameterText, returnText } from './signatures.ts';
import { type NameOf, interfaceText } from './type-text.ts';

/** `templates/service/generated_contract.hbs` */
export interface ContractView {
  readonly imports: readonly string[];
  readonly name: string;
  readonly docs: string;
  readonly handler: string;
  readonly deps: string;
  readonly Logger: string;
  /** Doc comment and signature of each method. */
  readonly methods: readonly { readonly docs: string; readonly signature: string }[];
  /** The requests that the contract has no name for, each a whole declaration. */
  readonly requests: readonly { readonly docs: string; readonly text: string }[];
}

/** `templates/service/service.hbs` */
export interface ServiceView {
  readonly imports: readonly string[];
  readonly handler: string;
  readonly deps: string;
  /** The property that keeps the dependencies: no method of the contract has its name. */
  readonly field: string;
  readonly impl: string;
  readonly createSignature: string;
  readonly methods: readonly StubView[];
}

/** A method that is yet to be written. */
export interface StubView {
  readonly docs: string;
  readonly signature: string;
  /** What it throws until it is written. */
  readonly thrown: string;
}

/** The service layer: what its user implements, and where. */
export function planServiceLayer(context: PlanContext, plan: ServicePlan): Artifact[] {
  return [
    generatorFile({
      path: plan.paths.contract,
      reason: 'what the service implements and receives',
      template: 'service/generated_contract',
      view: contractView(context, plan),
    }),
    userFile({
      path: plan.paths.service,
      reason: 'business logic',
      template: 'service/service',
      view: serviceView(context, plan),
    }),
  ];
}

function contractView(context: PlanContext, plan: ServicePlan): ContractView {
  const derived = derivedRequests(context, plan);
  const imports = new Imports([plan.handler, plan.deps, ...derived.map(({ name }) => name)]);
  const nameOf = declarationNames(context, {
    imports,
    authored: importPath(plan.paths.contract, declarationsPath(context.contract)),
  });
  const ctx = imports.kit('Context');
  const given = givenText(context, () => imports.kit('Init'));
  const methods = plan.methods.map(({ method }) => ({
    docs: docComment(methodDocs(method), '  '),
    signature: memberName(method) + signature(method, { nameOf, given, ctx }),
  }));
  const view = {
    name: plan.name,
    docs: docComment(plan.service.docs.text || `What ${plan.name} does, as the contract has it.`),
    handler: plan.handler,
    deps: plan.deps,
    Logger: imports.kit('Logger'),
    methods,
    requests: derived.flatMap(({ name, type }) =>
      type.kind === 'object'
        ? [{ docs: docComment(requestDocs(plan, name)), text: interfaceText(name, type, nameOf) }]
        : [],
    ),
  };
  return { ...view, imports: imports.lines() };
}

/** `The request of HelloService.sayHello.` */
function requestDocs({ methods }: ServicePlan, name: string): string {
  const users = methods.filter(({ method }) => method.request.name === name);
  return `The request of ${users.map(({ operation }) => operation).join(' and ')}.`;
}

function serviceView(context: PlanContext, plan: ServicePlan): ServiceView {
  const imports = new Imports([plan.impl, plan.create]);
  const nameOf = stubNames(context, plan, imports);
  const own = importPath(plan.paths.service, plan.paths.contract);
  const hasMethods = plan.methods.length > 0;
  const ctx = hasMethods ? imports.kit('Context') : '';
  const unimplemented = hasMethods ? imports.kit('unimplemented') : '';
  const given = givenText(context, () => imports.kit('Init'));
  const methods = plan.methods.map((item) => stubView(item, { nameOf, given, ctx, unimplemented }));
  const handler = imports.type(own, plan.handler);
  const deps = imports.type(own, plan.deps);
  const createSignature = `${plan.create}${group(['(', ')'], [`deps: ${deps}`])}: ${handler}`;
  const field = safeName('deps', new Set(plan.methods.map(({ method }) => method.name)));
  const view = { handler, deps, field, impl: plan.impl, createSignature, methods };
  return { ...view, imports: imports.lines() };
}

/** The declarations that the file of the user's class names. */
function stubNames(
  context: Pick<PlanContext, 'contract' | 'declarations'>,
  { paths }: Pick<ServicePlan, 'paths'>,
  imports: Imports,
): NameOf {
  return declarationNames(context, {
    imports,
    authored: importPath(paths.service, declarationsPath(context.contract)),
    derived: importPath(paths.service, paths.contract),
  });
}

/** What the stub of a method names, as its file calls it. */
interface StubNames extends SignatureNames {
  readonly unimplemented: string;
}

function stubView({ method, operation }: MethodPlan, names: StubNames): StubView {
  return {
    docs: docComment(methodDocs(method), '  '),
    signature: `${streamsOut(method) ? '' : 'async '}${propertyKey(method.name)}${signature(method, names)}`,
    thrown: names.unimplemented + group(['(', ')'], [stringLiteral(operation)]),
  };
}

/** The stub of one method for a class that is there already, as a fresh class would have it: two spaces a step. */
export function stubText(
  context: Pick<PlanContext, 'contract' | 'declarations'>,
  { plan, item }: { readonly plan: ServicePlan; readonly item: MethodPlan },
  imports: Imports,
): string {
  const nameOf = stubNames(context, plan, imports);
  const ctx = imports.kit('Context');
  const given = givenText(context, () => imports.kit('Init'));
  const names = { nameOf, given, ctx, unimplemented: imports.kit('unimplemented') };
  const { docs, signature: head, thrown } = stubView(item, names);
  const text = layout(`  ${docs}${head} {\n    throw ${thrown};\n  }`);
  // A type that begins on the next line leaves a blank, which a rendered file does not keep either.
  return text.replace(/[ \t]+$/gm, '');
}

/** In an interface, `new(...)` would be a construct signature. */
function memberName({ name }: Method): string {
  return name === 'new' ? "'new'" : propertyKey(name);
}

/** What a method's signature names, as its file calls it. */
interface SignatureNames {
  readonly nameOf: NameOf;
  readonly given: GivenText;
  readonly ctx: string;
}

/** `(req: HelloRequest, ctx: Context): Promise<HelloResponse>` */
function signature(method: Method, { nameOf, given, ctx }: SignatureNames): string {
  const names = distinctNames([...method.parameters.map((item) => item.name), 'ctx']);
  const parameters = method.parameters.map((parameter, index) => {
    const type = parameterText(method, parameter, nameOf);
    const name = names[index] ?? parameter.name;
    return `${name}: ${parameter.optional ? `${type} | undefined` : type}`;
  });
  const close = `): ${returnText(method, nameOf, given)}`;
  return group(['(', close], [...parameters, `${names.at(-1)}: ${ctx}`]);
}
