/**
 * The contract as data: what every source is lowered to and every artifact is planned from.
 * It holds no target syntax (no TypeScript text, no SQL, no casing); an impossible field is absent.
 */
import type { Span } from '../diagnostics/span.ts';
import type { ProtoContract } from './proto-contract.ts';

/** A JSON value, as constraints, defaults and examples carry it. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the author wrote about a thing, without the comment's punctuation. */
export interface Docs {
  /** The whole description, lines separated by LF; empty when there is none. */
  readonly text: string;
  /** `@summary`, when the author gave one. */
  readonly summary?: string;
  /** `@deprecated`, with its reason, which may be empty. */
  readonly deprecated?: string;
  /** `@example` values, in order. */
  readonly examples: readonly Json[];
}

/** JSON Schema 2020-12 validation keywords, under their own names. */
export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  /** Lengths count Unicode code points (JSON Schema validation section 6.3). */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** An ECMA-262 regular expression, compiled with the `u` flag, not anchored. */
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  /** `int32 int64 uint32 uint64 float double uuid email date date-time ...` */
  readonly format?: string;
}

/**
 * `instant` is a point in time in milliseconds (a `Date`), `timestamp` one in nanoseconds;
 * `integer` is a number without a fraction, `bigint` an integer of any size. The last three are protobuf's: `duration` is
 * `"1.5s"` in JSON, `field-mask` paths in one text, `any` an object with the name of its type.
 */
export type ScalarName =
  | 'string'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'bigint'
  | 'bytes'
  | 'instant'
  | 'timestamp'
  | 'unknown'
  | 'duration'
  | 'field-mask'
  | 'any';

/** What JSON carries as one value or as one text, and `unknown`, which may be anything. */
export interface ScalarType {
  readonly kind: 'scalar';
  readonly scalar: ScalarName;
  readonly constraints?: Constraints;
}

/** One fixed value. */
export interface LiteralType {
  readonly kind: 'literal';
  readonly value: string | number | boolean;
  /** The enum's member that the contract names it by: code takes no plain value for it. */
  readonly member?: MemberRef;
}

/** A member of a declared enum. */
export interface MemberRef {
  /** The declaration. */
  readonly of: string;
  readonly name: string;
}

/** A value of a set, by the name that code has for it. */
export interface EnumMember {
  /** Absent for a union of literals. */
  readonly name?: string;
  readonly value: string | number;
  /** In a union of literals: the member of another enum that stands for the value in code. */
  readonly member?: MemberRef;
  readonly docs: Docs;
}

/** A closed set of values, or an open one, which also admits numbers it does not name. */
export interface EnumType {
  readonly kind: 'enum';
  readonly members: readonly EnumMember[];
  readonly open: boolean;
}

/** A list; `readonly` is about code, and the wire does not show it. */
export interface ListType {
  readonly kind: 'list';
  readonly items: Type;
  readonly readonly: boolean;
  readonly constraints?: Constraints;
}

/** A list without duplicates (`Set`). */
export interface SetType {
  readonly kind: 'set';
  readonly items: Type;
  readonly constraints?: Constraints;
}

/** `record` is a plain object with any key, `map` a `Map`. */
export interface MapType {
  readonly kind: 'map';
  readonly form: 'record' | 'map';
  readonly key: Type;
  readonly value: Type;
}

/** An item at a fixed place; its name is for readers only. */
export interface TupleItem {
  readonly name?: string;
  readonly type: Type;
  readonly optional: boolean;
}

/** A list whose items have types by their places. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly items: readonly TupleItem[];
  /** The type of any further items; absent when there are none. */
  readonly rest?: Type;
  readonly readonly: boolean;
}

/** A property that every variant has as a literal, and which so tells them apart. */
export interface Discriminator {
  readonly property: string;
  /** One entry a variant, in their order. */
  readonly values: readonly (readonly (string | number | boolean)[])[];
}

/** One of several types. Without a discriminator only the shape of a value tells which. */
export interface UnionType {
  readonly kind: 'union';
  readonly variants: readonly Type[];
  readonly discriminator?: Discriminator;
}

/** A value or `null`. Absence is `Field.optional`, and is another thing. */
export interface NullableType {
  readonly kind: 'nullable';
  readonly of: Type;
}

/** Named fields. Requests with other properties are refused unless `additional` says what they are. */
export interface ObjectType {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** The type of properties beyond `fields` (an index signature); absent when there are none. */
  readonly additional?: Type;
}

/** A declaration of the project, by its name. */
export interface RefType {
  readonly kind: 'ref';
  readonly name: string;
  readonly constraints?: Constraints;
}

/** Every type that a contract can have. Names are references, so that types may hold themselves. */
export type Type =
  | ScalarType
  | LiteralType
  | EnumType
  | ListType
  | SetType
  | MapType
  | TupleType
  | UnionType
  | NullableType
  | ObjectType
  | RefType;

/** A property of an object. */
export interface Field {
  /** The name in the contract, in code and in JSON. */
  readonly name: string;
  readonly type: Type;
  /** May be absent. */
  readonly optional: boolean;
  /** Set where a value in code always has it, though JSON may leave it out: it then has its default. */
  readonly filled?: true;
  /**
   * The property that holds it in code, as `{ case: <name>, value }`, at most one of all that name it. In JSON it stands
   * in the object itself.
   */
  readonly oneof?: string;
  readonly readonly: boolean;
  readonly default?: Json;
  readonly docs: Docs;
  readonly span: Span;
  /** What a model knows of the column. */
  readonly column?: Column;
}

/** Where a model keeps a field. It is read and kept; nothing is generated from it yet. */
export interface Column {
  readonly name: string;
  readonly key: boolean;
  readonly autoIncrement: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** The database's own type, where the contract names it. */
  readonly type?: string;
  readonly references?: { readonly model: string; readonly field: string };
}

/** A generic declaration and what it was applied to: `Page<User>`. */
export interface GenericInstance {
  readonly name: string;
  readonly arguments: readonly Type[];
  /**
   * Set where it is none of the contract's own but every compiler's: `Omit<User, 'id'>`. What that is applied
   * to may be no declaration of the contract.
   */
  readonly builtIn?: true;
}

/** A named type. Names are unique in a project. */
export interface Declaration {
  readonly name: string;
  readonly type: Type;
  readonly docs: Docs;
  readonly span: Span;
  /** `contract`: the author named it; `derived`: made for a method whose input is no message. */
  readonly from: 'contract' | 'derived';
  readonly generic?: GenericInstance;
  /**
   * Set where code takes no plain value of the type for it, though on a wire there is no difference: a brand,
   * `string & { readonly __brand: 'UserId' }`.
   */
  readonly branded?: true;
  /** Its full name in the protobuf language: `acme.v1.User`. */
  readonly proto?: string;
  /** The table that keeps it, for a model. */
  readonly table?: string;
}

/** Which sides of a call stream. Transports refuse what they cannot carry: HTTP has no `bidi-stream`. */
export type MethodKind = 'unary' | 'server-stream' | 'client-stream' | 'bidi-stream';

/** The verbs that a route may have. */
export type HttpVerb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What of a request travels as the body: all that the path leaves, one field, or nothing. */
export type HttpBody =
  | { readonly kind: 'rest' }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'none' };

/** An explicit route: `@http VERB /path/{field}`, or what `google.api.http` says. */
export interface HttpRule {
  readonly verb: HttpVerb;
  /** A template of `src/ir/path-template.ts`. */
  readonly path: string;
  /**
   * Absent: what the path leaves, as a body or, for GET and DELETE, a query (`@http`). Where it is there, all that
   * neither path nor body has is the query's, and what a query cannot carry is left out.
   */
  readonly body?: HttpBody;
  /** The field of the answer that is all of the response. */
  readonly responseBody?: string;
  /** Further routes of the same method; they have none of their own. */
  readonly additional?: readonly HttpRule[];
  readonly span: Span;
}

/** An error that the author says the method ends in. */
export interface MethodError {
  /** One of the error codes of the runtime. */
  readonly code: string;
  readonly when: string;
}

/** A parameter as the contract writes it; `optional` ones may be left out of a call. */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
}

/** A method of a service, its input always as a message, whichever way the contract writes it. */
export interface Method {
  readonly name: string;
  readonly kind: MethodKind;
  /** The contract's own parameters in order, without the context. */
  readonly parameters: readonly Parameter[];
  /**
   * `message`: one parameter that is the request; `positional`: the parameters are its fields;
   * `none`: there is no input, and the request is an empty message.
   */
  readonly input: 'message' | 'positional' | 'none';
  /** The declaration that holds the request: an object type. */
  readonly request: RefType;
  /** What it answers; absent for `void`. */
  readonly response?: Type;
  readonly docs: Docs;
  readonly span: Span;
  readonly http?: HttpRule;
  readonly errors: readonly MethodError[];
  readonly scopes: readonly string[];
  readonly tags: readonly string[];
  /** `@timeout`, in milliseconds. */
  readonly timeout?: number;
  /** `@tool name` or `@tool false`; absent when nothing is said. */
  readonly tool?: string | false;
  /** What the protobuf language calls it: `SayHello`. */
  readonly rpc?: string;
  /** Whether its author says that it can be called again without harm (`idempotency_level`). */
  readonly idempotent?: true;
}

/** An interface of the contract whose methods are served. */
export interface Service {
  readonly name: string;
  /** The name of its folders and files: lower case, unique. */
  readonly id: string;
  readonly docs: Docs;
  readonly span: Span;
  readonly methods: readonly Method[];
  /** `@http /users` on the interface. */
  readonly basePath?: string;
  /** Its full name in the protobuf language: `acme.v1.UserService`. */
  readonly proto?: string;
}

/** One declaration of the contract's own text, ready to stand in one file with the others. */
export interface SnapshotDeclaration {
  readonly name: string;
  /** Exported TypeScript, with its comments, LF, no trailing newline. */
  readonly text: string;
  /** The names of the snapshot's declarations that the text refers to. */
  readonly references: readonly string[];
}

/** A whole contract. Services and declarations stand in the contract's order. */
export interface Contract {
  readonly source: 'typescript' | 'proto' | 'database';
  readonly services: readonly Service[];
  readonly declarations: readonly Declaration[];
  readonly snapshot: readonly SnapshotDeclaration[];
  /** Of a contract in the protobuf language. */
  readonly proto?: ProtoContract;
}
