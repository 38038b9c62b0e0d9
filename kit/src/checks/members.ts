/** A JSON object as it was parsed. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object's own member, else undefined. Plain access would find inherited ones for names such as
 * `constructor` or `toString`.
 */
export function member(value: Readonly<JsonObject>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Sets a member whatever its name is: assigning `__proto__` would set the prototype instead. */
export function setMember(target: object, name: string, value: unknown): void {
  const property = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(target, name, property);
}

/** The items of an array or a `Set`; none of anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value instanceof Set ? [...value] : [];
}

/** The entries of a `Map`; none of anything else. */
export function entriesOf(value: unknown): readonly (readonly [key: unknown, value: unknown])[] {
  return value instanceof Map ? [...value] : [];
}

/** The members of an object, or of a `Map` with texts as its keys; none of anything else. */
export function membersOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (value instanceof Map) return [...value].filter(([key]) => typeof key === 'string');
  return isObject(value) ? Object.entries(value) : [];
}
