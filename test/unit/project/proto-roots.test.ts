import { describe, expect, it } from 'vitest';
import { protoPathBeside } from '../../../src/project/proto-roots.ts';

/** The roots of another contract, where a project in `/w/shop` has some of its own. */
function beside(protoPath: string, contractPath: string, other: string): string {
  return protoPathBeside('/w', { root: '/w/shop', contractPath, options: { protoPath } }, other);
}

describe('the import roots of another contract', () => {
  const own = 'proto/big/v1/big.proto';

  it.each([
    ['are those of the project, for its own', '../lib,../proto', own, '../lib,../proto'],
    [
      'are above the name that it has too',
      '../lib,../proto',
      'old/big/v1/big.proto',
      '../lib,../old',
    ],
    [
      'lie to each other as those of the project',
      '..,../proto',
      'old/proto/big/v1/big.proto',
      '../old,../old/proto',
    ],
    ['are those of the project where it is in one', '../proto', 'proto/other.proto', '../proto'],
    ['are its own folder where it is in none', '../lib,../proto', 'new/all.proto', '../lib,../new'],
    ['are none where the project has none', '', 'old/big.proto', ''],
  ])('%s', (_, roots, other, expected) => {
    expect(beside(roots, own, other)).toBe(expected);
  });

  it('come before those of a project whose contract is in none of them', () => {
    expect(beside('../lib', 'api.proto', 'old/api.proto')).toBe('../old,../lib');
  });
});
