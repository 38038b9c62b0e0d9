import type { Span } from '../../diagnostics/span.ts';
import type { Contract } from '../types.ts';
import type { ProtoChange } from './change.ts';

/** What a change is about in the contract's own names, and where that stands. */
export interface Found {
  /** `User.email`, `UserService.find`; absent where the contract does not have it. */
  readonly name?: string;
  /** What a field that has another name is called now. */
  readonly now?: string;
  readonly before?: Span;
  readonly after?: Span;
}

/** Finds what a change is about: it knows full names, and contracts the names of code. */
export function findInContract(
  { owner, member, now }: ProtoChange,
  before: Contract,
  after: Contract,
): Found {
  if (owner === undefined) return {};
  const old = place(before, owner, member);
  const fresh = place(after, owner, now ?? member) ?? place(after, owner, undefined);
  if (old === undefined) return {};
  return {
    name: old.name,
    ...(now === undefined || now === member || fresh === undefined ? {} : { now: fresh.name }),
    before: old.span,
    ...(fresh === undefined ? {} : { after: fresh.span }),
  };
}

interface Named {
  readonly name: string;
  readonly span: Span;
}

function place(contract: Contract, owner: string, member: string | undefined): Named | undefined {
  const service = contract.services.find(({ proto }) => proto === owner);
  if (service !== undefined) {
    const method = service.methods.find(({ rpc }) => rpc === member);
    if (method === undefined) return member === undefined ? service : undefined;
    return { name: `${service.name}.${method.name}`, span: method.span };
  }
  const declaration = contract.declarations.find(({ proto }) => proto === owner);
  if (declaration === undefined || member === undefined) return declaration;
  const { type, name, span } = declaration;
  if (type.kind === 'enum') return { name, span };
  const field = type.kind === 'object' && type.fields.find((one) => one.name === member);
  return field ? { name: `${name}.${field.name}`, span: field.span } : undefined;
}
