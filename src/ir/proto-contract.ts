/**
 * What a contract in the protobuf language has beside its services and declarations: the files, and how messages are
 * laid into bytes and JSON.
 */

/** A file of the protobuf language, as it was read. */
export interface ProtoFile {
  /** As imports name it: `acme/v1/user.proto`. */
  readonly name: string;
  /** As diagnostics name it. */
  readonly path: string;
  readonly text: string;
  /** Set where it ships with microgen, and is no source of the contract. */
  readonly isShipped?: true;
}

/** What only contracts in the protobuf language have. */
export interface ProtoContract {
  /**
   * The author's files, each after what it imports, and those among them that ship with microgen; of `google/protobuf`
   * every compiler has its own.
   */
  readonly files: readonly ProtoFile[];
  /** Every file compiled, in the same order and those that ship too: a serialised `FileDescriptorProto` each. */
  readonly descriptors: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** How each message is laid into bytes and JSON, by its full name. */
  readonly messages: { readonly [fullName: string]: MessageLayout };
  readonly enums: { readonly [fullName: string]: EnumLayout };
}

/** The fields of a message as its codecs know them. */
export interface MessageLayout {
  readonly fields: readonly FieldLayout[];
}

/** What a value of a field is: a scalar of the language, a message or an enum by its full name. */
export type FieldKind = string | { readonly message: string } | { readonly enum: string };

/** A field as codecs know it; the runtime's `FieldTable` says what each part means. */
export interface FieldLayout {
  readonly number: number;
  readonly name: string;
  readonly json?: string;
  readonly proto?: string;
  readonly type: FieldKind;
  readonly label?: 'optional' | 'required' | 'repeated';
  readonly key?: string;
  readonly oneof?: string;
  readonly packed?: true;
  readonly delimited?: true;
  readonly default?: string | number | boolean;
  readonly anyBytes?: true;
}

/** An enum as codecs know it. */
export interface EnumLayout {
  readonly values: { readonly [name: string]: number };
  readonly closed?: true;
}
