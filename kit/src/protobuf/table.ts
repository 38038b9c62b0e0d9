/**
 * What codecs know of messages: data that a generator writes and `createMessages` makes codecs of. It is what a
 * descriptor says, in the words of the code: `name` is the property of the TypeScript value.
 */
export interface MessageTables {
  readonly messages: { readonly [fullName: string]: MessageTable };
  readonly enums: { readonly [fullName: string]: EnumTable };
}

/** The scalar types of the language (protobuf.dev/programming-guides/proto3/#scalar). */
export type ScalarName =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

export type FieldType = ScalarName | { readonly message: string } | { readonly enum: string };

export interface MessageTable {
  /** In the order of their numbers. */
  readonly fields: readonly FieldTable[];
}

export interface FieldTable {
  readonly number: number;
  /** The property in code; of a member of a oneof its `case`. */
  readonly name: string;
  /** The JSON name, where it differs from `name`. */
  readonly json?: string;
  /** The name in the `.proto`, which JSON may use as well, where it differs from the JSON name. */
  readonly proto?: string;
  /** Of a map: the type of its values. */
  readonly type: FieldType;
  /** Absent: implicit presence (proto3 without `optional`). */
  readonly label?: 'optional' | 'required' | 'repeated';
  /** The type of a map's keys; then `label` is absent. */
  readonly key?: ScalarName;
  /** The property that holds the oneof: `{ case: name, value }`. */
  readonly oneof?: string;
  /** Repeated scalars are written packed; both forms are read. */
  readonly packed?: true;
  /** Groups, and messages that editions encode like them. */
  readonly delimited?: true;
  /**
   * Only of proto2 and editions: given to readers of an absent field. 64 bits are digits, bytes are in base64, an enum's
   * is a name, infinities and NaN are the numbers or JavaScript's words for them.
   */
  readonly default?: string | number | boolean;
  /** Strings that are not checked to be UTF-8 (proto2). */
  readonly anyBytes?: true;
}

export interface EnumTable {
  /**
   * By name, in the order of the declaration: where two names share a number, the first is what is written, and the
   * first of all is the value of a field that nothing was said of.
   */
  readonly values: { readonly [name: string]: number };
  /** proto2 and closed editions: a number without a name is an unknown field. */
  readonly closed?: true;
}
