import { contractJsonPath } from '../plan/project-paths.ts';
import { isObject } from '../text/json.ts';
import type { Disk } from './disk.ts';
import { parseJson } from './json-document.ts';

/**
 * What the services and messages of a project are called, by their full names in the protobuf language: folders are named so, and
 * files of the user's import them. Nothing where it was generated from no `.proto` yet.
 */
export function protoNamesIn(disk: Disk): ReadonlyMap<string, string> {
  if (disk.kindOf(contractJsonPath) !== 'file') return new Map();
  const json = parseJson(new TextDecoder().decode(disk.read(contractJsonPath)), contractJsonPath);
  const contract = json.fault === undefined ? json.value : undefined;
  return new Map([...pairsOf(contract, 'services'), ...pairsOf(contract, 'declarations')]);
}

function pairsOf(contract: unknown, key: string): readonly (readonly [string, string])[] {
  const all = isObject(contract) ? contract[key] : undefined;
  return (Array.isArray(all) ? all : []).flatMap((one: unknown) => {
    const { proto, name } = isObject(one) ? one : {};
    const isKnown = typeof proto === 'string' && typeof name === 'string';
    return isKnown ? [[proto, name] as const] : [];
  });
}
