import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../../src/ir/types.ts';
import { fileDescriptor } from '../../../../src/plan/pb/descriptor.ts';
import { grpcPlan } from '../../../../src/plan/pb/grpc-plan.ts';
import { nameClashes } from '../../../../src/plan/pb/name-clashes.ts';
import { protoText } from '../../../../src/plan/pb/proto-text.ts';
import { encodeFileDescriptor } from '../../../../src/source/proto/encode.ts';
import { goldenCases } from '../../../support/cases.ts';
import { fixtureContract } from '../../../support/fixture-contract.ts';
import { readProto } from '../../../support/proto/read.ts';
import { randomContract } from '../../../support/random-contract.ts';
import { seeded } from '../../../support/seeded.ts';
import { contractOf } from '../../source/read.ts';

/** What our own reader of the language says of the `.proto` of a contract, or `same` where that is what reflection shows. */
function readBack(contract: Contract): unknown {
  const { schema, numbered } = grpcPlan(contract, { name: 'shop' });
  const clashes = nameClashes(schema, contract);
  const { file, diagnostics } = readProto({ 'a.proto': protoText(schema, numbered) });
  if (clashes.length > 0 || file === undefined) return [...clashes, ...diagnostics];
  const bytes = fileDescriptor('a.proto', schema, numbered);
  return Buffer.from(encodeFileDescriptor(file)).equals(bytes) ? 'same' : file;
}

describe('the .proto of a contract says what its descriptor says', () => {
  const cases = goldenCases().filter(({ idl }) => idl.endsWith('.ts'));

  it.each(cases.map(({ name }) => name))('of the fixture %s', (name) => {
    expect(readBack(fixtureContract(name))).toBe('same');
  });

  it('of contracts with names from anywhere', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      expect(readBack(randomContract(seeded(seed))), `seed ${seed}`).toBe('same');
    }
  });

  it.each([
    ['dots in names', "{ 'b.c': { x: string }; b: { c: { y: string } } }"],
    ['names that begin as marks do', "{ '#b': { x: string }; c: { '#b': { y: string } } }"],
    ['names that are escapes', "{ 'b%2Ec': { x: string }; b: { 'c.d': { y: string } } }"],
    ['a flag beside a list', '{ old?: string[] | null; other?: { a: string } | null }'],
    [
      'what may be null in lists and maps',
      "{ a: ('x' | null)[]; b: Record<string, { c: string } | null> }",
    ],
    [
      'an alternative called as the oneof is',
      "{ a: { t: 'kind'; x: string } | { t: 'other'; y: string } }",
    ],
    ['anything behind a name', '{ rest: { a: string }; [key: string]: { a: string } }'],
  ])('with %s', (_, type) => {
    const text = `export interface A ${type}\nexport interface TService { get(): Promise<A>; }`;
    expect(readBack(contractOf(text))).toBe('same');
  });
});
