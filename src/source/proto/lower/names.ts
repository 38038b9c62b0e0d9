import { safeName } from '../../../text/identifiers.ts';
import type {
  EnumDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  ServiceDescriptor,
} from '../descriptor.ts';

/** What code knows a message or an enum by. */
export type TypeNames = ReadonlyMap<MessageDescriptor | EnumDescriptor, string>;

/** Names that the declarations of every contract need for themselves. */
const KEPT: ReadonlySet<string> = new Set(
  (
    'Array AsyncGenerator AsyncIterable Boolean Date Error Exclude Extract Function Init JSON Map NonNullable Number Object Omit ' +
    'Partial Pick Promise PromiseLike Readonly ReadonlyArray Record Required Set String Symbol Timestamp URL Uint8Array ' +
    'any bigint boolean never number object string symbol undefined unknown'
  ).split(' '),
);

/** What names are given beside. */
interface NameScope {
  /** The names of services, which no type has. */
  readonly services: ReadonlySet<string>;
  /** Names by full names, as the project has them. */
  readonly known?: ReadonlyMap<string, string> | undefined;
}

/**
 * Names messages and enums for code: `Outer_Inner`; one whose name another package has as well takes its package behind
 * it, unless it is of the entry's own. Names that a project has stay, whatever comes beside them.
 */
export function nameTypes(
  types: readonly (MessageDescriptor | EnumDescriptor)[],
  ownPackage: string,
  { services, known = new Map() }: NameScope,
): TypeNames {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(shortName(type), (counts.get(shortName(type)) ?? 0) + 1);
  const taken = new Set([...KEPT, ...services]);
  const names = new Map<MessageDescriptor | EnumDescriptor, string>();
  for (const type of types) {
    const name = known.get(type.fullName);
    if (name === undefined || safeName(name, taken) !== name) continue;
    taken.add(name);
    names.set(type, name);
  }
  const given = new Set(names.values());
  for (const type of sortedByOwner(types, ownPackage)) {
    if (names.has(type)) continue;
    const short = shortName(type);
    const isClear = counts.get(short) === 1 || type.file.package === ownPackage;
    const isFree = isClear && !given.has(short);
    const name = safeName(isFree ? short : withPackage(short, type.file.package), taken);
    taken.add(name);
    names.set(type, name);
  }
  return names;
}

/** What is in the entry's own package comes first, so that its names are the plain ones. */
function sortedByOwner<T extends MessageDescriptor | EnumDescriptor>(
  types: readonly T[],
  ownPackage: string,
): readonly T[] {
  const isOwn = (type: T): boolean => type.file.package === ownPackage;
  return [...types.filter(isOwn), ...types.filter((type) => !isOwn(type))];
}

function shortName({ parent, name }: MessageDescriptor | EnumDescriptor): string {
  return parent === undefined ? name : `${shortName(parent)}_${name}`;
}

function withPackage(name: string, packageName: string): string {
  return packageName === '' ? name : `${name}_${packageName.replaceAll('.', '_')}`;
}

/**
 * Names services: those that a project has keep their names, and so their folders, whatever comes beside them. Of others of one short name in
 * several packages all but the first take their packages behind it; one that code cannot have ends in `Service`.
 * @param known names by full names, as the project has them
 */
export function nameServices(
  services: readonly ServiceDescriptor[],
  known: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<ServiceDescriptor, string> {
  const names = new Map<ServiceDescriptor, string>();
  const taken = new Set<string>();
  const give = (service: ServiceDescriptor, name: string): void => {
    taken.add(name.toLowerCase());
    names.set(service, name);
  };
  for (const service of services) {
    const name = known.get(service.fullName);
    if (name !== undefined && !taken.has(name.toLowerCase())) give(service, name);
  }
  for (const service of services) {
    if (names.has(service)) continue;
    const usable = safeName(service.name, KEPT) === service.name;
    const short = usable ? service.name : `${service.name}Service`;
    const whole = withPackage(short, service.file.package);
    let name = [short, whole].find((one) => !taken.has(one.toLowerCase())) ?? `${whole}2`;
    for (let count = 3; taken.has(name.toLowerCase()); count += 1) name = `${whole}${count}`;
    give(service, name);
  }
  return names;
}

/** Names that a class or an interface, or what is awaited, cannot have for a method. */
const UNUSABLE: ReadonlySet<string> = new Set(['constructor', 'new', 'then', '__proto__']);

/** Names the methods of a service: `sayHello` of `SayHello`. */
export function nameMethods(
  methods: readonly MethodDescriptor[],
): ReadonlyMap<MethodDescriptor, string> {
  const taken = new Set(UNUSABLE);
  const names = new Map<MethodDescriptor, string>();
  for (const method of methods) {
    let name = method.name.charAt(0).toLowerCase() + method.name.slice(1);
    while (taken.has(name)) name += '$';
    taken.add(name);
    names.set(method, name);
  }
  return names;
}
