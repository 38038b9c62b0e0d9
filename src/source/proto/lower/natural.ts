import type { ScalarName, Type } from '../../../ir/types.ts';
import type { ScalarType } from '../descriptor.ts';

const UNKNOWN: Type = { kind: 'scalar', scalar: 'unknown' };

/** What a scalar of the protobuf language is in a contract; its JSON form is the protobuf mapping's. */
export function scalarType(type: ScalarType): Type {
  switch (type) {
    case 'double':
    case 'float':
      return scalar('number', type);
    case 'int32':
    case 'sint32':
    case 'sfixed32':
      return scalar('integer', 'int32');
    case 'uint32':
    case 'fixed32':
      return scalar('integer', 'uint32');
    case 'int64':
    case 'sint64':
    case 'sfixed64':
      return scalar('bigint', 'int64');
    case 'uint64':
    case 'fixed64':
      return scalar('bigint', 'uint64');
    case 'bool':
      return scalar('boolean');
    case 'string':
    case 'bytes':
      return scalar(type);
  }
}

function scalar(name: ScalarName, format?: string): Type {
  return {
    kind: 'scalar',
    scalar: name,
    ...(format === undefined ? {} : { constraints: { format } }),
  };
}

/** The well-known messages that have a form of their own in code and JSON, by their full names. */
export const naturalTypes: ReadonlyMap<string, Type> = new Map(
  Object.entries({
    DoubleValue: scalarType('double'),
    FloatValue: scalarType('float'),
    Int64Value: scalarType('int64'),
    UInt64Value: scalarType('uint64'),
    Int32Value: scalarType('int32'),
    UInt32Value: scalarType('uint32'),
    BoolValue: scalarType('bool'),
    StringValue: scalarType('string'),
    BytesValue: scalarType('bytes'),
    Timestamp: scalar('timestamp'),
    Duration: scalar('duration'),
    FieldMask: scalar('field-mask'),
    Any: scalar('any'),
    Value: UNKNOWN,
    Struct: { kind: 'map', form: 'record', key: scalar('string'), value: UNKNOWN } as const,
    ListValue: { kind: 'list', items: UNKNOWN, readonly: false } as const,
  }).map(([name, type]) => [`google.protobuf.${name}`, type]),
);

/** `google.protobuf.NullValue`: JSON has `null` for its one value. */
export const NULL_VALUE = 'google.protobuf.NullValue';
