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

/**
 * Names messages and enums for code: `Outer_Inner`; one whose name another package has as well takes its package behind
 * it, unless it is of the entry's own.
 */
export function nameTypes(
  types: readonly (MessageDescriptor | EnumDescriptor)[],
  ownPackage: string,
  services: ReadonlySet<string>,
): TypeNames {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(shortName(type), (counts.get(shortName(type)) ?? 0) + 1);
  const taken = new Set([...KEPT, ...services]);
  const names = new Map<MessageDescriptor | EnumDescriptor, string>();
  for (const type of sortedByOwner(types, ownPackage)) {
    const short = shortName(type);
    const isClear = counts.get(short) === 1 || type.file.package === ownPackage;
    const name = safeName(isClear ? short : withPackage(short, type.file.package), taken);
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

/** Names services: those of one short name in several packages take their packages behind it, but the first. */
export function nameServices(
  services: readonly ServiceDescriptor[],
): ReadonlyMap<ServiceDescriptor, string> {
  const taken = new Set<string>();
  const names = new Map<ServiceDescriptor, string>();
  for (const service of services) {
    const isTaken = taken.has(service.name.toLowerCase());
    const name = isTaken ? withPackage(service.name, service.file.package) : service.name;
    taken.add(name.toLowerCase());
    names.set(service, name);
  }
  return names;
}

/** Names that a class, or what is awaited, cannot have for a method. */
const UNUSABLE: ReadonlySet<string> = new Set(['constructor', 'then', '__proto__']);

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
