import type { Json } from '../types.ts';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** The fields that have a value. */
export function plain(fields: { readonly [key: string]: Json | undefined }): JsonObject {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as JsonObject;
}

/** `{ name: true }` where it is so, and nothing where it is not. */
export function when(name: string, isSo: boolean): JsonObject {
  return isSo ? { [name]: true } : {};
}

/** A list under its name, unless it is empty. */
export function listed(name: string, list: readonly Json[]): JsonObject {
  return list.length === 0 ? {} : { [name]: list };
}
