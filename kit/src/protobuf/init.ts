/** What is given as it is. */
type Opaque = string | number | boolean | bigint | null | undefined | Uint8Array;

/**
 * A message as code gives it to be sent: what is left out has its default, at any depth, and a plain `Date` will do for a
 * `Timestamp`. A message that was received is one too.
 */
export type Init<T> = unknown extends T
  ? T
  : T extends Opaque
    ? T
    : T extends Date
      ? Date
      : T extends readonly (infer Item)[]
        ? readonly Init<Item>[]
        : T extends { readonly case: infer Case extends string; readonly value: infer Value }
          ? InitOfChoice<T, Case, Value>
          : { readonly [Name in keyof T]?: Init<T[Name]> | undefined };

/** A oneof names one of its members; a message may have fields of those names. */
type InitOfChoice<T, Case extends string, Value> = string extends Case
  ? { readonly [Name in keyof T]?: Init<T[Name]> | undefined }
  : { readonly case: Case; readonly value: Init<Value> };
