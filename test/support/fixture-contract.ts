import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/ir/types.ts';
import { parseTypeScript } from '../../src/source/typescript/parse.ts';
import { fixtures } from './cases.ts';

/** The contract of a fixture whose entry is `idl.ts`. */
export function fixtureContract(name: string): Contract {
  const folder = join(fixtures, name, 'input');
  const readText = (path: string): string | undefined => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const path = 'idl.ts';
  const text = readText(path) ?? '';
  const { contract } = parseTypeScript({ path, text, reader: { readText }, services: [] });
  if (contract === undefined) throw new Error(`the contract of ${name} has faults`);
  return contract;
}
