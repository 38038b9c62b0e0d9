/** The files of a contract in the protobuf language, as far as their changes can break anybody. */

/** What a field holds one of: a scalar's own name, or what its type name stands for; `group` is a delimited message. */
export type Kind =
  | 'double'
  | 'float'
  | 'int64'
  | 'uint64'
  | 'int32'
  | 'fixed64'
  | 'fixed32'
  | 'bool'
  | 'string'
  | 'group'
  | 'message'
  | 'bytes'
  | 'uint32'
  | 'enum'
  | 'sfixed32'
  | 'sfixed64'
  | 'sint32'
  | 'sint64';

/** How often a field holds its type, and whether its absence can be told from its zero. */
export type Cardinality = 'explicit' | 'implicit' | 'required' | 'repeated' | 'map';

/** Both ends are numbers of it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ProtoField {
  readonly number: number;
  readonly name: string;
  /** Of extensions: with what surrounds it. */
  readonly fullName: string;
  readonly kind: Kind;
  /** The full name of a message or an enum; empty for scalars. */
  readonly typeName: string;
  readonly cardinality: Cardinality;
  /** Whether it bears the word `required`: editions say it by a feature. */
  readonly isMarkedRequired: boolean;
  /** As descriptors have it; absent where nothing is said. */
  readonly defaultValue: string | undefined;
  /** The oneof that it is one of. That of a single proto3 `optional` field is none. */
  readonly oneof: string | undefined;
  readonly jsonName: string;
  /** The message that it extends; empty for fields. */
  readonly extendee: string;
  readonly jstype: number;
  readonly isVerified: boolean;
  readonly isInMapEntry: boolean;
}

/** What has a name in a file: the full one, and that within the file, which says nothing of its package. */
interface Named {
  readonly fullName: string;
  readonly nestedName: string;
}

export interface ProtoMessage extends Named {
  readonly fields: readonly ProtoField[];
  readonly oneofs: readonly string[];
  readonly extensionRanges: readonly Range[];
  readonly reservedRanges: readonly Range[];
  readonly reservedNames: readonly string[];
  readonly hasJson: boolean;
}

export interface ProtoEnum extends Named {
  readonly values: readonly { readonly name: string; readonly number: number }[];
  readonly reservedRanges: readonly Range[];
  readonly reservedNames: readonly string[];
  readonly isClosed: boolean;
  readonly hasJson: boolean;
}

export interface ProtoMethod {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly streamsIn: boolean;
  readonly streamsOut: boolean;
  readonly idempotency: number;
}

export interface ProtoService extends Named {
  readonly methods: readonly ProtoMethod[];
}

/** One file; what is nested stands beside what it is nested in. */
export interface ProtoFile {
  readonly name: string;
  readonly package: string;
  readonly syntax: string;
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly services: readonly ProtoService[];
  readonly extensions: readonly (ProtoField & Named)[];
}

/** The enums of both sides, by their full names. */
export interface EnumTables {
  readonly before: ReadonlyMap<string, ProtoEnum>;
  readonly after: ReadonlyMap<string, ProtoEnum>;
}
