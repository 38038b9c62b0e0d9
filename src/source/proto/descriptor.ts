import type { Span } from '../../diagnostics/span.ts';
import type { Comments } from './comments.ts';
import type { Features } from './features.ts';
import type { OptionMessage } from './option-value.ts';

// The model of descriptor.proto with names resolved: google/protobuf/descriptor.proto says what each field is.
// Full names are without the dot that descriptors put in front. What is derived from several fields stands
// beside them: `presence`, `isPacked`, `features`, `deprecated`.

/** Where the parts of a declaration stand. */
export interface Places {
  readonly whole: Span;
  readonly name: Span;
  readonly type?: Span;
  readonly number?: Span;
  readonly label?: Span;
}

interface Declared {
  readonly name: string;
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly at: Places;
  readonly comments: Comments;
  readonly options: OptionMessage;
  readonly features: Features;
  readonly deprecated: boolean;
}

/** `proto2`, `proto3`, or the year of an edition. */
export type Edition = 'proto2' | 'proto3' | '2023' | '2024';

export interface FileDescriptor {
  readonly kind: 'file';
  /** As imports name it: `google/protobuf/any.proto`. */
  readonly name: string;
  /** As diagnostics name it. */
  readonly path: string;
  /** Whether it is one of the files that ship with microgen. */
  readonly isShipped: boolean;
  readonly edition: Edition;
  readonly package: string;
  readonly comments: Comments;
  readonly dependency: readonly string[];
  /** Indices into `dependency`. */
  readonly publicDependency: readonly number[];
  readonly weakDependency: readonly number[];
  /** Files whose extensions are used in options only (edition 2024); not among `dependency`. */
  readonly optionDependency: readonly string[];
  readonly messageType: readonly MessageDescriptor[];
  readonly enumType: readonly EnumDescriptor[];
  readonly service: readonly ServiceDescriptor[];
  readonly extension: readonly FieldDescriptor[];
  readonly options: OptionMessage;
  readonly features: Features;
  readonly deprecated: boolean;
}

export interface MessageDescriptor extends Declared {
  readonly kind: 'message';
  readonly parent: MessageDescriptor | undefined;
  /** In the order of declaration, those of oneofs among the others. */
  readonly field: readonly FieldDescriptor[];
  readonly extension: readonly FieldDescriptor[];
  readonly nestedType: readonly MessageDescriptor[];
  readonly enumType: readonly EnumDescriptor[];
  readonly extensionRange: readonly ExtensionRange[];
  /** Those that are declared first, then those of proto3 `optional` fields. */
  readonly oneofDecl: readonly OneofDescriptor[];
  readonly reservedRange: readonly NumberRange[];
  readonly reservedName: readonly string[];
  readonly visibility: 'export' | 'local' | undefined;
  /** Whether it is the entry of a map, which the compiler declares. */
  readonly isMapEntry: boolean;
}

export type ScalarType =
  | 'double'
  | 'float'
  | 'int64'
  | 'uint64'
  | 'int32'
  | 'fixed64'
  | 'fixed32'
  | 'bool'
  | 'string'
  | 'bytes'
  | 'uint32'
  | 'sfixed32'
  | 'sfixed64'
  | 'sint32'
  | 'sint64';

export interface FieldDescriptor extends Declared {
  readonly kind: 'field';
  /** The message that it is declared in: a field's own, an extension's surroundings. */
  readonly parent: MessageDescriptor | undefined;
  readonly number: number;
  readonly label: 'optional' | 'required' | 'repeated';
  /** `group` in proto2 only; in editions `features.messageEncoding` says the same of messages. */
  readonly type: ScalarType | 'message' | 'group' | 'enum';
  /** Of `message` and `group`. */
  readonly message: MessageDescriptor | undefined;
  /** Of `enum`. */
  readonly enum: EnumDescriptor | undefined;
  /** Of an extension. */
  readonly extendee: MessageDescriptor | undefined;
  /** As descriptors have it: numbers and names as text, bytes with escapes. */
  readonly defaultValue: string | undefined;
  /** The oneof that it is in, be it one of a proto3 `optional` field. */
  readonly oneof: OneofDescriptor | undefined;
  readonly jsonName: string;
  readonly proto3Optional: boolean;
  /** Whether its type is the entry of a map. */
  readonly isMap: boolean;
  /** Whether its absence can be told from its zero; of repeated fields `implicit`. */
  readonly presence: 'explicit' | 'implicit' | 'required';
  /** Whether its numbers are written without repeating the tag. */
  readonly isPacked: boolean;
  /** Whether its messages are written between tags of start and end, as groups are. */
  readonly isDelimited: boolean;
}

export interface OneofDescriptor extends Declared {
  readonly kind: 'oneof';
  readonly parent: MessageDescriptor;
  /** Whether it stands for the presence of one proto3 `optional` field. */
  readonly isSynthetic: boolean;
}

/** Both ends are numbers; the end is exclusive in messages and inclusive in enums, as in descriptors. */
export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

export interface ExtensionRange extends NumberRange {
  readonly kind: 'extension range';
  readonly at: Places;
  readonly options: OptionMessage;
}

export interface EnumDescriptor extends Declared {
  readonly kind: 'enum';
  readonly parent: MessageDescriptor | undefined;
  readonly value: readonly EnumValueDescriptor[];
  readonly reservedRange: readonly NumberRange[];
  readonly reservedName: readonly string[];
  readonly visibility: 'export' | 'local' | undefined;
  /** Whether numbers without a name are none of its values. */
  readonly isClosed: boolean;
}

export interface EnumValueDescriptor extends Declared {
  readonly kind: 'enum value';
  readonly parent: EnumDescriptor;
  readonly number: number;
}

export interface ServiceDescriptor extends Declared {
  readonly kind: 'service';
  readonly method: readonly MethodDescriptor[];
}

export interface MethodDescriptor extends Declared {
  readonly kind: 'method';
  readonly parent: ServiceDescriptor;
  readonly inputType: MessageDescriptor;
  readonly outputType: MessageDescriptor;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}

/** What has a full name. */
export type Definition =
  | MessageDescriptor
  | FieldDescriptor
  | OneofDescriptor
  | EnumDescriptor
  | EnumValueDescriptor
  | ServiceDescriptor
  | MethodDescriptor;

/** What can have options. */
export type Optioned = Definition | FileDescriptor | ExtensionRange;

/**
 * A descriptor while it is being made: the stages of the front end fill it in one after the other, and it is
 * read-only for everyone else.
 */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
