import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/ir/types.ts';
import { contextOf, planService } from '../../../src/plan/plan.ts';
import { sliceOf, sliceTexts } from '../../../src/plan/slice.ts';
import { createSourceReader } from '../../../src/project/source-reader.ts';
import { parseTypeScript } from '../../../src/source/typescript/parse.ts';
import * as table from '../../support/breaking/table.ts';
import { repository } from '../../support/modules.ts';
import { planRequest } from '../../support/planned.ts';
import { contractOf } from '../source/read.ts';

const fixtures = join(repository, 'fixtures');

/** The contracts of the fixtures. */
const fixed = readdirSync(fixtures).flatMap((name): readonly Contract[] => {
  const folder = join(fixtures, name, 'input');
  if (name.startsWith('diagnostics-') || !existsSync(join(folder, 'idl.ts'))) return [];
  const request = { path: 'idl.ts', reader: createSourceReader(folder), services: [] };
  const { contract } = parseTypeScript(request);
  return contract === undefined ? [] : [contract];
});

/** Of about 190 services each, one for each way in which a contract can change. */
const [before, after] = [
  contractOf(table.contractOf('before')),
  contractOf(table.contractOf('after')),
];

/** What is planned for a service of a contract, alike for two that mean the same to it. */
function filesOf(contract: Contract, service: string): string {
  const context = contextOf(planRequest(contract, { skill: true, tests: true, docs: true }));
  const plan = context.services.find(({ name }) => name === service);
  return JSON.stringify(plan && planService(context, plan));
}

describe('the files of a service', () => {
  it.each([...fixed, before, after].map((contract, index) => ({ index, contract })))(
    'speak of nothing that its slice does not hold: contract $index',
    ({ contract }) => {
      for (const service of contract.services) {
        const slice = sliceOf(contract, service);
        expect(filesOf(slice, service.name)).toBe(filesOf(contract, service.name));
      }
    },
  );

  it('are the same again where the text of the slice is', () => {
    const textOf = { before: sliceTexts(before), after: sliceTexts(after) };
    const verdicts = before.services.flatMap((old) => {
      const next = after.services.find(({ name }) => name === old.name);
      if (next === undefined) return [];
      const isSame = textOf.before(old) === textOf.after(next);
      if (isSame) expect(filesOf(after, next.name)).toBe(filesOf(before, old.name));
      return [isSame];
    });
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(0);
    expect(verdicts.filter((isSame) => !isSame).length).toBeGreaterThan(100);
  });
});

describe('the text of a slice', () => {
  const service = (text: string): string => {
    const contract = contractOf(text);
    const [first] = contract.services;
    if (first === undefined) throw new Error('there is no service');
    return sliceTexts(contract)(first);
  };
  const plain = 'export interface AService { a(req: { id: string }): Promise<string>; }';

  it('does not say where anything stands, nor what other services have', () => {
    const other = 'export interface BService { b(): Promise<void>; }';
    expect(service(`\n\n  ${plain}\n${other}`)).toBe(service(plain));
  });

  it.each([
    ['a comment', plain.replace('id: string', '/** Its key. */ id: string')],
    ['a method', plain.replace('}): ', '}): Promise<string>; b(): ')],
    ['a route', plain.replace('a(', '/** @http GET /x */ a(')],
    ['a name in a default', plain.replace('id: string', '/** @default {"span": 1} */ id: unknown')],
  ])('differs by %s', (_, changed) => {
    expect(service(changed)).not.toBe(service(plain));
  });

  it('keeps what the author gave as JSON, whatever its members are called', () => {
    const given = (json: string): string => {
      const open = plain.replace('id: string', 'id: unknown');
      return service(open.replace('a(', `/** @example ${json} */ a(`));
    };
    expect(given('{"id": {"span": 1}}')).not.toBe(given('{"id": {"span": 2}}'));
  });
});
