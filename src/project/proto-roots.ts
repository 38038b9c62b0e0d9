import { isAbsolute, resolve } from 'node:path';
import { relativePath, slashed } from './paths.ts';

/** Where a `.proto` contract looks for what it imports. */
export interface ProtoRoots {
  /** Folders as diagnostics name them; none where it is the folder of the contract. */
  readonly roots: readonly string[];
  /** The name that imports give the contract; absent where it is in no root. */
  readonly name?: string;
}

/** Where a project and its contract stand. */
interface ContractPlace {
  readonly root: string;
  readonly contractPath: string;
  readonly options: { readonly protoPath?: string };
}

/** The import roots of a project, named in the way of its contract: all relative, or all absolute. */
export function protoRoots(
  cwd: string,
  { root, contractPath, options }: ContractPlace,
): ProtoRoots {
  const folders = splitFolders(options.protoPath).map((folder) => resolve(root, folder));
  const contract = resolve(cwd, contractPath);
  const shown = isAbsolute(contractPath) ? slashed : (path: string) => relativePath(cwd, path);
  const roots = folders.map(shown);
  const name = folders.map((folder) => relativePath(folder, contract)).find(isBelow);
  return { roots, ...(name === undefined ? {} : { name }) };
}

/** The folders of `-proto-path`, each once. */
export function splitFolders(list = ''): readonly string[] {
  const folders = list.split(',').map((folder) => folder.trim());
  return [...new Set(folders.filter((folder) => folder !== ''))];
}

function isBelow(path: string): boolean {
  return !path.startsWith('../') && !isAbsolute(path);
}
