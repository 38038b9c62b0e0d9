import { basename, dirname, isAbsolute, resolve } from 'node:path';
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

/**
 * The import roots of another contract than the project's own, seen from the project: an older version, or one that is to be adopted. Where it
 * has the name of the own one, what is above that name is its root, and so its imports are those beside it.
 */
export function protoPathBeside(cwd: string, own: ContractPlace, other: string): string {
  const { root, options } = own;
  const { name = basename(own.contractPath) } = protoRoots(cwd, own);
  const path = slashed(resolve(cwd, other));
  const folders = splitFolders(options.protoPath).map((folder) => resolve(root, folder));
  const isIn = (folder: string, file: string): boolean => isBelow(relativePath(folder, file));
  const hasName = path.endsWith(`/${name}`);
  if (folders.length === 0 || (!hasName && folders.some((folder) => isIn(folder, path)))) {
    return options.protoPath ?? '';
  }
  const beside = hasName ? path.slice(0, -name.length - 1) : dirname(path);
  const contract = resolve(cwd, own.contractPath);
  const first = folders.find((folder) => isIn(folder, contract));
  const roots =
    first === undefined
      ? [beside, ...folders]
      : folders.map((folder) =>
          isIn(folder, contract) ? resolve(beside, relativePath(first, folder)) : folder,
        );
  return roots.map((folder) => relativePath(root, folder)).join(',');
}

/** Folders that were given on the command line, seen from the project. */
export function protoPathFrom(cwd: string, root: string, list: string): string {
  const folders = splitFolders(list).map((folder) => resolve(cwd, folder));
  return folders.map((folder) => relativePath(root, folder)).join(',');
}

/** The folders of `-proto-path`, each once. */
function splitFolders(list = ''): readonly string[] {
  const folders = list.split(',').map((folder) => folder.trim());
  return [...new Set(folders.filter((folder) => folder !== ''))];
}

function isBelow(path: string): boolean {
  return !path.startsWith('../') && !isAbsolute(path);
}
