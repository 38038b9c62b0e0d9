import type { Fault } from '../errors/fault.ts';

/** More faults than this are not collected, so that a hostile body cannot make a huge answer. */
export const maxFaults = 100;

/**
 * Adds a fault, unless there are {@link maxFaults} of them already. Five plain parameters, because
 * generated code calls it for every rule of a contract.
 */
export function fault(
  faults: Fault[],
  path: string,
  rule: string,
  wanted: unknown,
  message: string,
): void {
  if (faults.length < maxFaults) faults.push({ path, rule, wanted, message });
}

/** `path` with one more reference token, escaped as RFC 6901 asks. */
export function pointer(path: string, token: string | number): string {
  if (typeof token === 'number') return `${path}/${token}`;
  const special = token.includes('~') || token.includes('/');
  return `${path}/${special ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token}`;
}

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object's own member, else undefined. Plain access would find inherited ones for names such as
 * `constructor` or `toString`.
 */
export function member(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Sets a member whatever its name is: assigning `__proto__` would set the prototype instead.
 */
export function setMember(target: object, name: string, value: unknown): void {
  const property = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(target, name, property);
}

/** What a JSON value is, for messages: `a string`, `null`, `an array` ... */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return withArticle(typeof value);
}

/** A value of another type than the wanted one. Gives the value back, so that decoding goes on. */
export function wrongType<T>(faults: Fault[], path: string, wanted: string, value: unknown): T {
  const message = `must be ${withArticle(wanted)}, not ${describe(value)}`;
  fault(faults, path, 'type', wanted, message);
  return value as T;
}

/** A required member that is absent. */
export function missing(faults: Fault[], path: string, name: string): void {
  fault(faults, pointer(path, name), 'required', true, 'is required');
}

/** A member that the contract does not know. */
export function unexpected(faults: Fault[], path: string, name: string): void {
  fault(faults, pointer(path, name), 'unevaluatedProperties', false, 'is not a known field');
}

/** A value outside an enumeration. */
export function notAllowed(faults: Fault[], path: string, wanted: readonly unknown[]): void {
  const message = `must be one of ${wanted.map((value) => JSON.stringify(value)).join(', ')}`;
  fault(faults, path, 'enum', wanted, message);
}

function withArticle(type: string): string {
  if (type === 'null' || type === 'undefined') return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
