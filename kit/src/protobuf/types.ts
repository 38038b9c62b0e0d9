import { enumerationOf, type Enumeration } from './enums.ts';
import type { MessageTable, MessageTables } from './table.ts';
import { wellKnownTables } from './well-known.ts';

/** The messages and enums of tables, by their full names. The well-known ones are always there. */
export interface Types {
  has(fullName: string): boolean;
  /** Throws for a name that is not there: then the tables are broken, or a name is misspelt. */
  message(fullName: string): MessageTable;
  enumeration(fullName: string): Enumeration;
}

/** The types of tables. */
export function typesOf(tables: MessageTables): Types {
  const messages = new Map(Object.entries({ ...tables.messages, ...wellKnownTables.messages }));
  const enums = new Map(Object.entries({ ...tables.enums, ...wellKnownTables.enums }));
  return {
    has: (fullName) => messages.has(fullName),
    message: (fullName) => found(messages.get(fullName), `message ${fullName}`),
    enumeration: memo((fullName) => enumerationOf(found(enums.get(fullName), `enum ${fullName}`))),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`there is no ${what} in the tables`);
  return value;
}

/** What is made of each name once, when it is first asked for. */
export function memo<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name);
    made.set(name, value);
    return value;
  };
}

/** What is made once, when it is first asked for: types that hold each other need it. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
