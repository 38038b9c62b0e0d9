/** Every kind of change that is told of a contract in the protobuf language. Codes are never reused. */
export const protoChangeCodes = {
  'proto-file-removed': 'a file is gone',
  'proto-package-changed': 'another package of a file',
  'proto-syntax-changed': 'another syntax of a file',
  'proto-declaration-removed': 'a message, enum, extension or service is gone from its file',
  'proto-rpc-removed': 'an rpc is gone',
  'proto-rpc-type-changed': 'another request or response type of an rpc',
  'proto-rpc-streaming-changed': 'one message became a stream, or the other way round',
  'proto-rpc-option-changed': 'another `idempotency_level`',
  'proto-field-removed': 'a field is gone',
  'proto-field-renamed': 'a field has another name, or another one in JSON',
  'proto-field-type-changed': 'another type of a field',
  'proto-field-cardinality-changed':
    'a field may be there more often or less often, or its absence means something else',
  'proto-field-default-changed': 'another default of a field',
  'proto-field-moved': 'a field moved into a oneof, out of one, or to another',
  'proto-field-option-changed': 'another `jstype` or other checks of UTF-8',
  'proto-required-changed': 'a field became `required`, or is no longer',
  'proto-oneof-removed': 'a oneof is gone',
  'proto-extensions-removed': 'numbers that extensions could have are gone',
  'proto-reserved-removed': 'what was reserved is no longer',
  'proto-json-format-changed': 'a message or an enum promises JSON no longer',
  'proto-enum-value-removed': 'a value of an enum is gone',
  'proto-enum-value-renamed': 'a value of an enum has another name',
  'proto-enum-type-changed': 'an open enum became a closed one, or the other way round',
} as const;

/** A kind of change of a contract in the protobuf language. */
export type ProtoChangeCode = keyof typeof protoChangeCodes;
