import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declarationsByName } from '../../src/ir/resolve.ts';
import type { Declaration } from '../../src/ir/types.ts';
import { faultOf } from '../support/arbitrary/faults.ts';
import { createSamples } from '../support/arbitrary/samples.ts';
import type { Carrier } from '../support/arbitrary/scope.ts';
import { fixtureContract } from '../support/fixture-contract.ts';
import { standaloneSchema } from '../support/standalone-schema.ts';
import { strictValidator } from '../support/strict-ajv.ts';

/*
 * What drives the round trips is held against another judge: Ajv, under the contract's own JSON Schema.
 */
const RUNS = 30;
const SEED = 20260131;
/** What JSON Schema has no word for: entries of one key that differ in what they hold, multiples written as texts. */
const UNSAID = new Set(['key twice', 'multipleOf of digits']);

const contract = fixtureContract('everything');
const declarations = declarationsByName(contract);
const samples = createSamples(declarations);
const names = contract.declarations.map(({ name }) => name);

const scope = { declarations, carrier: (): Carrier => 'json' };

/** A value of a declaration, and a number to choose what to make wrong in it. */
function valuesOf(name: string) {
  return fc.record({ sample: samples({ kind: 'ref', name }), choice: fc.nat() });
}

function judge({ name }: Declaration): (value: unknown) => string | undefined {
  const schema = standaloneSchema(contract, { kind: 'ref', name }, 'request');
  const validate = strictValidator(schema);
  return (value) => (validate(value) ? undefined : JSON.stringify(validate.errors));
}

describe.each(names)('values of %s', (name) => {
  const declaration = declarations.get(name);
  if (declaration === undefined) throw new Error(`${name} is not declared`);
  const verdict = judge(declaration);

  test('are valid, and not when they are made wrong', () => {
    const property = fc.property(valuesOf(name), ({ sample, choice }) => {
      expect(verdict(sample.json)).toBeUndefined();
      const fault = faultOf(sample, choice, scope);
      if (fault === undefined || UNSAID.has(fault.what)) return;
      expect(verdict(fault.message), `${fault.what} at ${fault.pointers[0]}`).toBeDefined();
    });
    fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});

describe('the faults of a contract', () => {
  const kinds = new Set(
    names.flatMap((name) =>
      fc
        .sample(valuesOf(name), { numRuns: 40, seed: SEED })
        .map(({ sample, choice }) => faultOf(sample, choice, scope)?.what),
    ),
  );

  test.each([
    'another type',
    'null',
    'missing',
    'unknown property',
    'unknown value',
    'too short',
    'too long',
    'pattern',
    'format',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'multipleOf of digits',
    'out of range',
    'fraction',
    'minItems',
    'maxItems',
    'uniqueItems',
    'tuple too short',
    'tuple too long',
    'wrong key',
    'key twice',
    'malformed date',
    'malformed bigint',
    'malformed base64',
  ])('are of every kind: %s', (kind) => {
    expect([...kinds]).toContain(kind);
  });
});
