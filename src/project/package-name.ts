import { builtinModules } from 'node:module';

/** npm's limit on a name, scope included. */
const MAX_LENGTH = 214;

/** Why npm would not take a name for a new package; `undefined` when it would. */
export function packageNameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  if (name !== name.toLowerCase()) return 'it has upper-case letters';
  if (name.startsWith('@') && !/^@[^/]+\/[^/]+$/.test(name)) return 'a scoped name is @scope/name';
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  if (parts.some((part) => /^[._]/.test(part))) return 'it starts with "." or "_"';
  if (!parts.every((part) => /^[a-z0-9._~-]+$/.test(part))) {
    return 'it may hold lower-case letters, digits, "-", ".", "_" and "~" only';
  }
  return isTaken(name) ? 'Node or npm has taken it' : undefined;
}

/** The npm name in what `-import` was given: the name itself, or the last part of a module path. */
export function packageNameFrom(text: string): string {
  if (text.startsWith('@')) return text;
  return text.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** A name made of a folder's, which may hold anything. */
export function packageNameOfFolder(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, '-')
    .replace(/^[-._~]+|[-._~]+$/g, '')
    .slice(0, MAX_LENGTH);
  if (name === '') return 'service';
  return isTaken(name) ? `${name}-service` : name;
}

function isTaken(name: string): boolean {
  return ['node_modules', 'favicon.ico', ...builtinModules].includes(name);
}
