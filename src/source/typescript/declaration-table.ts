import type ts from '#typescript';
import type { Declaration, Type } from '../../ir/types.ts';

/** What is found out about a declaration while others may already refer to it. */
export type DeclarationBody = Pick<Declaration, 'type' | 'docs'>;

/** What is known of a declaration when it is first met. */
export interface DeclarationHead extends Omit<Declaration, keyof DeclarationBody> {
  /** Tells it from every other: equal keys are one declaration. */
  readonly key: string | ts.Symbol;
  /** Its place in the contract's order. */
  readonly order: number;
}

/** The declarations of a contract while they are found. */
export interface DeclarationTable {
  /** The name under which a declaration is known; `undefined` before it is met. */
  nameOf(key: string | ts.Symbol): string | undefined;
  /** A name that no declaration has, the author's own included: a `$` is put behind one that is taken. */
  freeName(wish: string): string;
  /** Takes the name, then finds the body: whoever meets it meanwhile refers to the name. */
  declare(head: DeclarationHead, body: () => DeclarationBody): void;
  /** The type of a declaration; `undefined` while it is still being found. */
  typeOf(name: string): Type | undefined;
  headOf(name: string): DeclarationHead | undefined;
  /** In the contract's order. */
  all(): readonly Declaration[];
}

interface Entry {
  readonly head: DeclarationHead;
  body: DeclarationBody | undefined;
}

/** @param authored the names that belong to the author's own declarations, met or not */
export function createDeclarationTable(authored: ReadonlySet<string>): DeclarationTable {
  const entries = new Map<string, Entry>();
  const names = new Map<string | ts.Symbol, string>();
  return {
    nameOf: (key) => names.get(key),
    freeName: (wish) => {
      let name = wish;
      while (entries.has(name) || authored.has(name)) name += '$';
      return name;
    },
    declare: (head, body) => {
      const entry: Entry = { head, body: undefined };
      entries.set(head.name, entry);
      names.set(head.key, head.name);
      entry.body = body();
    },
    typeOf: (name) => entries.get(name)?.body?.type,
    headOf: (name) => entries.get(name)?.head,
    all: () =>
      [...entries.values()].toSorted((a, b) => a.head.order - b.head.order).flatMap(declarationOf),
  };
}

function declarationOf({ head, body }: Entry): Declaration[] {
  if (body === undefined) return [];
  const { name, span, from, generic, branded, table } = head;
  return [
    {
      name,
      ...body,
      span,
      from,
      ...(generic === undefined ? {} : { generic }),
      ...(branded === undefined ? {} : { branded }),
      ...(table === undefined ? {} : { table }),
    },
  ];
}
