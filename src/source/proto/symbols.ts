import type { Related } from '../../diagnostics/diagnostic.ts';
import type { Definition, FileDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';
import { scopeOf } from './names.ts';

/** What names mean, over all files together. */
export interface Symbols {
  readonly definition: (fullName: string) => Definition | undefined;
  /** Whether a file sees a package of this name: its own, or one that it imports. */
  readonly isPackage: (fullName: string, from: FileDescriptor) => boolean;
  readonly file: (name: string) => FileDescriptor | undefined;
  /** Whether a file may use what another declares. */
  readonly sees: (from: FileDescriptor, other: FileDescriptor, inOptions?: boolean) => boolean;
  readonly names: () => Iterable<string>;
  /** Whether one more name may be compared with all others, which takes long where there are many of both. */
  readonly maySuggest: () => boolean;
}

const MOST_SUGGESTIONS = 20;

/** Puts the names of all files into one table, and reports those that are taken. */
export function createSymbols(makings: readonly Making[]): Symbols {
  const definitions = new Map<string, Definition>();
  const packages = new Map<string, Set<FileDescriptor>>();
  const files = new Map(makings.map(({ file }) => [file.name, file]));
  for (const { file } of makings) addPackages(file, packages);
  for (const making of makings) addDefinitions(making, definitions, packages);
  let suggestions = MOST_SUGGESTIONS;
  const visible = new Map<FileDescriptor, ReadonlySet<FileDescriptor>>();
  const visibleFrom = (from: FileDescriptor): ReadonlySet<FileDescriptor> => {
    const known = visible.get(from);
    if (known !== undefined) return known;
    const found = visibleFiles(from, files);
    visible.set(from, found);
    return found;
  };
  const sees: Symbols['sees'] = (from, other, inOptions = false) =>
    visibleFrom(from).has(other) ||
    (inOptions && from.optionDependency.some((name) => files.get(name) === other));
  return {
    definition: (fullName) => definitions.get(fullName),
    isPackage: (fullName, from) =>
      [...(packages.get(fullName) ?? [])].some((file) => sees(from, file, true)),
    file: (name) => files.get(name),
    sees,
    names: () => definitions.keys(),
    maySuggest: () => suggestions-- > 0,
  };
}

function addPackages(file: FileDescriptor, packages: Map<string, Set<FileDescriptor>>): void {
  for (let name = file.package; name !== ''; name = scopeOf(name)) {
    const known = packages.get(name) ?? new Set();
    packages.set(name, known.add(file));
  }
}

/** The file itself, what it imports, and what that imports publicly. */
function visibleFiles(
  from: FileDescriptor,
  files: ReadonlyMap<string, FileDescriptor>,
): ReadonlySet<FileDescriptor> {
  const seen = new Set([from]);
  const add = (name: string | undefined): void => {
    const file = files.get(name ?? '');
    if (file === undefined || seen.has(file)) return;
    seen.add(file);
    for (const index of file.publicDependency) add(file.dependency[index]);
  };
  for (const name of from.dependency) add(name);
  return seen;
}

function addDefinitions(
  making: Making,
  definitions: Map<string, Definition>,
  packages: ReadonlyMap<string, ReadonlySet<FileDescriptor>>,
): void {
  for (const definition of making.definitions) {
    const { fullName } = definition;
    const other = definitions.get(fullName);
    if (other !== undefined) reportTaken(definition, other, making);
    else if (packages.has(fullName)) reportPackage(definition, making);
    else definitions.set(fullName, definition);
  }
}

function reportTaken(definition: Definition, other: Definition, { report }: Making): void {
  const { name, fullName, at } = definition;
  const related: Related[] = [
    { span: other.at.name, message: `${name} is declared here as ${kindOf(other)}` },
  ];
  const params = { name, scope: scopeOf(fullName), hint: hintFor(definition, other) };
  report('proto-duplicate-name', params, at.name, related);
}

function hintFor(definition: Definition, other: Definition): string | undefined {
  const both = [definition, other];
  if (both.some(({ kind }) => kind === 'enum value')) {
    return 'The values of an enum stand beside it, not within it, as in C++: begin their names with that of the enum.';
  }
  if (both.some((one) => one.kind === 'message' && one.isMapEntry)) {
    return 'A map declares a message of its name with `Entry` at the end. Rename one of the two.';
  }
  return undefined;
}

function reportPackage({ name, fullName, at }: Definition, { report }: Making): void {
  const hint = 'A package has this name: rename one of the two.';
  report('proto-duplicate-name', { name, scope: scopeOf(fullName), hint }, at.name);
}

/** What a definition is, with its article. */
export function kindOf(definition: Definition): string {
  switch (definition.kind) {
    case 'field':
      return definition.extendee === undefined ? 'a field' : 'an extension';
    case 'enum':
    case 'enum value':
      return definition.kind === 'enum' ? 'an enum' : 'a value of an enum';
    case 'oneof':
      return 'a oneof';
    case 'message':
    case 'method':
    case 'service':
      return `a ${definition.kind}`;
  }
}
