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
          : Fields<T>;

/** A oneof names one of its members; a message may have fields of those names. */
type InitOfChoice<T, Case extends string, Value> = string extends Case
  ? Fields<T>
  : { readonly case: Case; readonly value: Init<Value> };

/** A field that is named like a member of every object may look as if it was given: only an own one counts. */
type Fields<T> = {
  readonly [Name in keyof T]?: Init<T[Name]> | Inherited<Name> | undefined;
};

type Inherited<Name> = Name extends keyof typeof Object.prototype
  ? (typeof Object.prototype)[Name]
  : never;
