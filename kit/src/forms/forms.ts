/**
 * How the JSON of a contract is laid into protobuf messages: data that a generator writes for a contract that is no
 * `.proto` itself. Decoders, validators and encoders are those of HTTP: a transport of bytes only changes the form.
 */

/** The scalar types that contracts come to. */
export type FormScalar =
  'double' | 'float' | 'int32' | 'int64' | 'uint32' | 'uint64' | 'bool' | 'string' | 'bytes';

/** What one value of a field is. `timestamp` and `value` are the well-known types. */
export type FormType =
  FormScalar | 'timestamp' | 'value' | { readonly message: string } | { readonly enum: string };

export interface FormField {
  readonly number: number;
  /** The JSON's property, its place in a list, or `...` for all that have no field of their own. */
  readonly property: string;
  readonly type: FormType;
  /** Absent: a value that always is. */
  readonly label?: 'optional' | 'repeated' | 'map';
  /** JSON has the number as text: all digits of a `bigint`. */
  readonly decimal?: true;
  /** `null` is a value: told by absence, or by the number of a flag where absence is another. */
  readonly null?: 'absent' | number;
  /** Of a union's alternative: what in the JSON tells it. */
  readonly when?: readonly (string | number | boolean)[];
}

/**
 * `object` has properties; `value` stands for what is no message of its own; `tuple` is a list with places; `entry` is a
 * `[key, value]`; `union` holds one of its fields, told by the property `discriminator`, or by the kind of JSON.
 */
export interface FormMessage {
  readonly form: 'object' | 'value' | 'tuple' | 'entry' | 'union';
  readonly fields: readonly FormField[];
  /** Properties that always have one value, which the bytes do not say. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  readonly discriminator?: string;
}

/** Values by their numbers. */
export type FormEnum = Readonly<Record<number, string | number>>;

export interface FormTables {
  readonly messages: Readonly<Record<string, FormMessage>>;
  readonly enums: Readonly<Record<string, FormEnum>>;
}
