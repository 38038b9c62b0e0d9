import { safeName } from '../../text/identifiers.ts';
import { upperFirst } from '../../text/cases.ts';
import { valueLiteral } from '../../text/literals.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { Imports } from '../imports.ts';
import { requestDeclarations } from '../reach.ts';
import { type Lines, ROOT, indented, nameFrom } from './code.ts';
import { type ValidatorScope, constrainedTypes, validateLines } from './validator.ts';

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

/** The validators of a service, and which declaration has one. */
export interface ValidatorFile {
  readonly view: ValidatorsView;
  readonly nameOf: (declaration: string) => string | undefined;
}

/** Validators for what a service's requests hold, where the contract sets constraints. */
export function planValidators(context: PlanContext, plan: ServicePlan): ValidatorFile {
  const declarations = requestDeclarations(context.contract, plan.service);
  const constrained = constrainedTypes(declarations);
  const subjects = declarations.filter((item) => constrained({ kind: 'ref', name: item.name }));
  const names = new Map(subjects.map((item) => [item.name, `validate${upperFirst(item.name)}`]));
  const imports = new Imports([...names.values()]);
  const constants: string[] = [];
  const taken = new Set(names.values());
  const unique = (wish: string): string => {
    const free = safeName(wish, taken);
    taken.add(free);
    return free;
  };
  const scope: Omit<ValidatorScope, 'hint'> = {
    imports,
    depth: 0,
    constrained,
    types: new Map(declarations.map((item) => [item.name, item.type])),
    validatorOf: (declaration) => names.get(declaration) ?? declaration,
    knownSet: (hint, properties) => {
      const name = unique(nameFrom(hint, 'Fields'));
      constants.push(`const ${name} = new Set<string>(${valueLiteral(properties)});`);
      return name;
    },
    pattern: (hint, pattern) => {
      const name = unique(nameFrom(hint, 'Pattern'));
      constants.push(`const ${name} = ${String(new RegExp(pattern, 'u'))};`);
      return name;
    },
  };
  const functions = subjects.map((item) => ({
    name: names.get(item.name) ?? '',
    subject: item.name,
    lines: indented(
      validateLines(item.type, 'value', ROOT, { ...scope, hint: nameFrom(item.name) }),
    ),
  }));
  const Fault = functions.length === 0 ? '' : imports.kit('Fault');
  return {
    view: { Fault, constants, functions, imports: imports.lines() },
    nameOf: (declaration) => names.get(declaration),
  };
}
