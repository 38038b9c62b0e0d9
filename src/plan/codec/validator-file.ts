import { upperFirst } from '../../text/cases.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { Imports } from '../imports.ts';
import { requestSubjects } from '../reach.ts';
import { type Lines, ROOT, indented, nameFrom } from './code.ts';
import { createFileNames } from './file-names.ts';
import { validateLines } from './validator.ts';

/** `templates/endpoint/generated_validators.hbs` */
export interface ValidatorsView {
  readonly imports: Lines;
  readonly Fault: string;
  readonly constants: Lines;
  readonly functions: readonly {
    readonly name: string;
    readonly subject: string;
    readonly lines: Lines;
  }[];
}

/** The function that checks the constraints of a declaration. */
export function validatorName(declaration: string): string {
  return `validate${upperFirst(declaration)}`;
}

/** Validators for what a service's requests hold, where the contract sets constraints. */
export function validatorsView(context: PlanContext, plan: ServicePlan): ValidatorsView {
  const { facts, contract } = context;
  const subjects = requestSubjects(contract, plan.service).filter((item) =>
    facts.isConstrained(item.type),
  );
  const taken = subjects.map((item) => validatorName(item.name));
  const imports = new Imports(taken);
  const names = createFileNames(taken);
  const scope = { ...names, imports, facts, depth: 0, validatorOf: validatorName };
  const functions = subjects.map(({ name, type }) => ({
    name: validatorName(name),
    subject: name,
    lines: indented(validateLines(type, 'value', ROOT, { ...scope, hint: nameFrom(name) })),
  }));
  const Fault = functions.length === 0 ? '' : imports.kit('Fault');
  return { Fault, functions, constants: names.constants, imports: imports.lines() };
}
