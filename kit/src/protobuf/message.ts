import { setMember } from '../checks/members.ts';

/** A message as code has it: a plain object. */
export type Message = Record<string, unknown>;

/** The value of a message for those who use it; nothing is known of it here. */
export type Value = unknown;

/** Reads a property; one that every object inherits counts only where the message has it. */
export function getterOf(name: string): (message: Message) => unknown {
  if (!(name in Object.prototype)) return (message) => message[name];
  return (message) => (Object.hasOwn(message, name) ? message[name] : undefined);
}

/** Sets a property whatever its name is. */
export function setterOf(name: string): (message: Message, value: unknown) => void {
  if (name === '__proto__') return (message, value) => setMember(message, name, value);
  return (message, value) => {
    message[name] = value;
  };
}

/** Sets an entry of a map whatever its key is. */
export function setEntry(map: Message, key: string, value: unknown): void {
  if (key === '__proto__') setMember(map, key, value);
  else map[key] = value;
}

/** A oneof's property: which member is set, and to what. */
export interface Choice {
  readonly case: string;
  readonly value: unknown;
}

/** What a message says of a oneof; nothing where the property is absent or says nothing. */
export function choiceOf(value: unknown): Choice | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { case: name } = value as Partial<Choice>;
  return typeof name === 'string' ? (value as Choice) : undefined;
}
