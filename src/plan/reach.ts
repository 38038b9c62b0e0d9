import { innerTypes } from '../ir/inner-types.ts';
import type { Contract, Declaration, Method, Service, Type } from '../ir/types.ts';
import { upperFirst } from '../text/cases.ts';
import { streamItem } from './signatures.ts';

/** Every declaration that some types lead to, in the contract's order. */
export function reachedDeclarations(
  contract: Contract,
  roots: readonly Type[],
): readonly Declaration[] {
  const byName = new Map(contract.declarations.map((item) => [item.name, item]));
  const reached = new Set<string>();
  const pending = [...roots];
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (type.kind === 'ref') {
      const declaration = byName.get(type.name);
      if (declaration === undefined || reached.has(type.name)) continue;
      reached.add(type.name);
      pending.push(declaration.type);
    } else pending.push(...innerTypes(type));
  }
  return contract.declarations.filter((item) => reached.has(item.name));
}

/** What decoders and validators are written for: a declaration, or a message of a stream that is none. */
export interface Subject {
  readonly name: string;
  readonly type: Type;
}

/** What a method takes: its request, or one message of the stream that it takes. */
export function messageSubject(method: Method): Subject {
  const item = streamItem(method);
  if (item === undefined) return { name: method.request.name, type: method.request };
  if (item.kind === 'ref' && item.constraints === undefined) return { name: item.name, type: item };
  return { name: `${upperFirst(method.name)}Item`, type: item };
}

/** Whether a method takes anything at all. */
export function hasMessage({ input }: Method): boolean {
  return input !== 'none';
}

/** What a service's requests are made of: the declarations, and the messages of streams that are none. */
export function requestSubjects(contract: Contract, { methods }: Service): readonly Subject[] {
  const subjects = methods.filter(hasMessage).map(messageSubject);
  const declared = reachedDeclarations(
    contract,
    subjects.map(({ type }) => type),
  );
  const names = new Set(declared.map(({ name }) => name));
  return [...declared, ...subjects.filter(({ name }) => !names.has(name))];
}
