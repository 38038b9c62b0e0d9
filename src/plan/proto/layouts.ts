import type { FieldLayout, MessageLayout, ProtoContract } from '../../ir/proto-contract.ts';

/** The tables of a contract, or a part of them. */
export type Layouts = Pick<ProtoContract, 'messages' | 'enums'>;

const ANY = 'google.protobuf.Any';

/** The tables of a whole contract, and nothing else of it. */
export function allLayouts({ messages, enums }: Layouts): Layouts {
  return { messages, enums };
}

/**
 * What some messages lead to. Any of them all may be in one that holds a message of any type: then it is the very tables
 * that are given.
 */
export function layoutsFrom(all: Layouts, roots: readonly string[]): Layouts {
  const messages = new Map<string, MessageLayout>();
  const enums = new Set<string>();
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === ANY) return all;
    const message = all.messages[name];
    if (message === undefined || messages.has(name)) continue;
    messages.set(name, message);
    for (const { type } of message.fields) collect(type, { pending, enums });
  }
  return {
    messages: Object.fromEntries(
      Object.entries(all.messages).filter(([name]) => messages.has(name)),
    ),
    enums: Object.fromEntries(Object.entries(all.enums).filter(([name]) => enums.has(name))),
  };
}

interface Found {
  readonly pending: string[];
  readonly enums: Set<string>;
}

function collect(type: FieldLayout['type'], { pending, enums }: Found): void {
  if (typeof type === 'string') return;
  if ('message' in type) pending.push(type.message);
  else enums.add(type.enum);
}
