import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { InternalError } from '../diagnostics/internal-error.ts';
import { createLines } from '../diagnostics/lines.ts';
import { readBindings } from '../edit/bindings.ts';
import { homeOf, insertClassMember } from '../edit/class-member.ts';
import type { ClassFault, FoundClass } from '../edit/find-class.ts';
import { insertImports } from '../edit/imports.ts';
import { declarationsByName } from '../ir/resolve.ts';
import type { Contract } from '../ir/types.ts';
import { type MethodPlan, type ServicePlan, servicePlan } from '../plan/context.ts';
import { Imports } from '../plan/imports.ts';
import { stubText } from '../plan/service-layer.ts';
import { textOf } from '../project/rendering.ts';
import type { Insert } from '../project/settle.ts';
import { findServiceClass } from '../user-files/service-class.ts';
import type { GeneratedProject } from './open-generated.ts';

/** A method of a contract, by the names of the contract. */
export interface MethodName {
  readonly service: string;
  readonly name: string;
}

/** What the user's class gets: nothing where it has the method already. */
export type Stub =
  | { readonly insert: Insert | undefined; readonly diagnostic?: undefined }
  | { readonly insert?: undefined; readonly diagnostic: Diagnostic };

/** Writes the stub of a method into the user's class; every other byte of its file stays. */
export function stubFor(project: GeneratedProject, contract: Contract, method: MethodName): Stub {
  const named = planned(project, contract, method);
  const { plan } = named;
  const path = plan.paths.service;
  const before = project.disk.read(path);
  const text = textOf(before);
  const search = findServiceClass(text, plan.name);
  if ('fault' in search) {
    return { diagnostic: faultOf(search.fault, { path, text, handler: plan.handler }) };
  }
  if (search.found.members.has(method.name)) return { insert: undefined };
  const after = withStub(text, search.found, { contract, named });
  return { insert: { path, before, content: new TextEncoder().encode(after) } };
}

interface PlannedMethod {
  readonly plan: ServicePlan;
  readonly item: MethodPlan;
}

function planned(
  { options }: GeneratedProject,
  contract: Contract,
  method: MethodName,
): PlannedMethod {
  const service = contract.services.find(({ name }) => name === method.service);
  if (service === undefined) throw new InternalError(`the contract lost ${method.service}`);
  const plan = servicePlan(service, declarationsByName(contract), options);
  const item = plan.methods.find((one) => one.method.name === method.name);
  if (item === undefined) throw new InternalError(`${method.service} lost ${method.name}`);
  return { plan, item };
}

function withStub(
  text: string,
  found: FoundClass,
  { contract, named }: { readonly contract: Contract; readonly named: PlannedMethod },
): string {
  const { imported, taken } = readBindings(text);
  const imports = new Imports(taken, imported);
  const stub = stubText({ contract, declarations: declarationsByName(contract) }, named, imports);
  const member = { text: stub.replace(/^ {2}/gm, ''), unit: '  ' };
  const home = homeOf(found, named.item.method.name);
  return insertImports(insertClassMember(text, home, member), imports.missing());
}

interface Place {
  readonly path: string;
  readonly text: string;
  readonly handler: string;
}

function faultOf(fault: ClassFault, { path, text, handler }: Place): Diagnostic {
  const lines = createLines(text);
  if (fault.kind === 'broken') {
    const span = lines.span(path, fault.at, fault.at + 1);
    return diagnose('class-file-broken', { path, reason: fault.reason }, { span });
  }
  const classes = fault.kind === 'several' ? fault.classes : [];
  const names = classes.map(({ name }) => name);
  const [span, ...others] = classes.map(({ at }) => lines.span(path, at, at + 'class'.length));
  const related = others.map((one) => ({ span: one, message: 'this one implements it too' }));
  return diagnose('class-not-found', { path, handler, names }, { span, related });
}
