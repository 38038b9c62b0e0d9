import { describe, expect, test } from 'vitest';
import { readBindings } from '../../../src/edit/bindings.ts';
import { insertClassMember } from '../../../src/edit/class-member.ts';
import { findClass } from '../../../src/edit/find-class.ts';
import { insertImports } from '../../../src/edit/imports.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import type { Contract, Service } from '../../../src/ir/types.ts';
import { servicePlan } from '../../../src/plan/context.ts';
import { Imports } from '../../../src/plan/imports.ts';
import { stubText } from '../../../src/plan/service-layer.ts';
import { goldenCases } from '../../support/cases.ts';
import { faultsIn } from '../../support/edit/marked.ts';
import { fixtureContract } from '../../support/fixture-contract.ts';
import { OPTIONS, planned } from '../../support/planned.ts';

const names = goldenCases()
  .filter(({ idl }) => idl === 'idl.ts')
  .map(({ name }) => name);

/** The class file of a service as a new project gets it. */
function freshFile(contract: Contract, { id }: Service): string {
  const path = `service/${id}/service.ts`;
  const text = planned(contract, /^service\/[^/]+\/service\.ts$/)[path];
  if (text === undefined) throw new Error(`${path} is not planned`);
  return text;
}

/** A contract whose service lacks its last method. */
function withoutLast(contract: Contract, service: Service): Contract {
  const services = contract.services.map((one) =>
    one.name === service.name ? { ...one, methods: one.methods.slice(0, -1) } : one,
  );
  return { ...contract, services };
}

/** A class file with the stub of the last method, as an append writes it. */
function appended(text: string, contract: Contract, service: Service): string {
  const declarations = declarationsByName(contract);
  const plan = servicePlan(service, declarations, OPTIONS);
  const item = plan.methods.at(-1);
  const search = findClass(text, { implemented: plan.handler, name: plan.impl });
  if (item === undefined || 'fault' in search) throw new Error(`no class for ${service.name}`);
  const { imported, taken } = readBindings(text);
  const imports = new Imports(taken, imported);
  const member = stubText({ contract, declarations }, { plan, item }, imports).replace(
    /^ {2}/gm,
    '',
  );
  const inserted = insertClassMember(text, search.found, { text: member, unit: '  ' });
  return insertImports(inserted, imports.missing());
}

/** All but the imports, which an append adds to in its own order. */
function bodyOf(text: string): string {
  return text.slice(text.indexOf('export class '));
}

/** The names that a file imports, each with its module. */
function importsOf(text: string): readonly string[] {
  return readBindings(text)
    .imported.map(({ from, name, local, type }) => `${from} ${name} ${local} ${type}`)
    .toSorted();
}

const services = names.flatMap((name) => {
  const contract = fixtureContract(name);
  return contract.services
    .filter(({ methods }) => methods.length > 0)
    .map((service) => ({ name: `${name}: ${service.name}`, contract, service }));
});

describe('the stub of a method', () => {
  test.each(services)('is what a fresh class has, $name', ({ contract, service }) => {
    const fresh = freshFile(contract, service);
    const before = freshFile(withoutLast(contract, service), service);
    expect(before).not.toBe(fresh);
    const after = appended(before, contract, service);
    expect(faultsIn(after)).toEqual([]);
    expect(bodyOf(after)).toBe(bodyOf(fresh));
    expect(importsOf(after)).toEqual(importsOf(fresh));
  });
});

test('there are services to hold it against', () => {
  expect(services.length).toBeGreaterThan(5);
});
