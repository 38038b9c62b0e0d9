/**
 * A contract as messages of the protobuf language: what its `.proto` says, and how the JSON of a message, which every
 * transport shares, is laid into it. Fields and values have names here; numbers are given for life elsewhere.
 */

/** The scalar types that contracts come to. */
export type ScalarType =
  'double' | 'float' | 'int32' | 'int64' | 'uint32' | 'uint64' | 'bool' | 'string' | 'bytes';

/** What one value of a field is; `timestamp` and `value` are the well-known types. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarType }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'message'; readonly name: string }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'value' };

/** How often a field holds its type: once always, once or not at all, many times, or by texts. */
export type FieldLabel = 'single' | 'optional' | 'repeated' | 'map';

export interface SchemaField {
  /** In the `.proto`. */
  readonly name: string;
  /** The JSON's property, or its place in a list. */
  readonly property: string;
  readonly type: FieldType;
  readonly label: FieldLabel;
  /** Whether JSON has text for a number: all digits of a `bigint`. */
  readonly decimal?: true;
  /** `null` is a value: told by absence, or by a flag beside the field where that says something else. */
  readonly nullable?: 'absent' | 'flag';
  /** Of a union's alternative: what in the JSON tells it. */
  readonly when?: readonly (string | number | boolean)[];
  readonly docs: string;
  readonly deprecated?: true;
}

/**
 * How a message stands for JSON: `object` has properties; `value` holds one thing that is no message of its own; `tuple` is
 * a list with places; `entry` a pair of a list of `[key, value]`; `union` holds one of its fields, told by a
 * property's value (`discriminator`) or by the kind of JSON that it is.
 */
export type MessageForm = 'object' | 'value' | 'tuple' | 'entry' | 'union';

export interface SchemaMessage {
  readonly name: string;
  /** Where in the contract it comes from: what it is known by for life. */
  readonly place: string;
  readonly form: MessageForm;
  readonly fields: readonly SchemaField[];
  /** Properties that always have one value: the wire need not say it. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  readonly discriminator?: string;
  readonly docs: string;
  readonly deprecated?: true;
}

export interface SchemaEnum {
  readonly name: string;
  /** Where in the contract it comes from. */
  readonly place: string;
  readonly values: readonly SchemaEnumValue[];
  readonly docs: string;
}

export interface SchemaEnumValue {
  /** In the `.proto`: of the scope that the enum stands in, so that it begins with the enum's. */
  readonly name: string;
  /** In JSON. */
  readonly value: string | number;
  /** Numeric enums have their own. */
  readonly number?: number;
  readonly docs: string;
}

export interface SchemaMethod {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly streamsIn: boolean;
  readonly streamsOut: boolean;
  readonly docs: string;
  readonly deprecated?: true;
}

export interface SchemaService {
  readonly name: string;
  /** The service's own, as its files have it. */
  readonly id: string;
  readonly methods: readonly SchemaMethod[];
  readonly docs: string;
}

export interface Schema {
  /** `shop.v1` */
  readonly package: string;
  readonly messages: readonly SchemaMessage[];
  readonly enums: readonly SchemaEnum[];
  readonly services: readonly SchemaService[];
}
