import type { Surface } from '../compare/verdicts.ts';

/** The categories of `buf breaking` that tell what a change breaks. */
export type Level = 'FILE' | 'WIRE_JSON' | 'WIRE';

/** A rule of `buf breaking`: the categories that have it, and who meets what it finds. */
export interface ProtoRule {
  readonly levels: readonly Level[];
  readonly breaks: readonly Surface[];
}

const ALL: readonly Level[] = ['FILE', 'WIRE_JSON', 'WIRE'];

/** Code that was made of the file is another one; what travels is not. */
const CODE: ProtoRule = { levels: ['FILE'], breaks: ['source'] };
/** The JSON is another one, and what is made of the file; the bytes are not. */
const JSON_AND_CODE: ProtoRule = { levels: ['FILE', 'WIRE_JSON'], breaks: ['http', 'source'] };
const EVERYTHING: ProtoRule = { levels: ALL, breaks: ['http', 'grpc', 'source'] };
/** Nobody is hurt yet: what keeps old bytes from being taken for something else is gone. */
const GUARD: ProtoRule = { levels: ALL, breaks: ['grpc'] };

/**
 * The rules of `buf breaking` under their own names, as far as they have to do with TypeScript, JSON and bytes: those of options
 * of other languages are left out.
 * Source: https://buf.build/docs/breaking/rules/
 */
export const protoRules = {
  FILE_NO_DELETE: CODE,
  FILE_SAME_SYNTAX: CODE,
  FILE_SAME_PACKAGE: { levels: ALL, breaks: ['grpc', 'source'] },
  MESSAGE_NO_DELETE: CODE,
  ENUM_NO_DELETE: CODE,
  EXTENSION_NO_DELETE: CODE,
  SERVICE_NO_DELETE: { levels: ['FILE'], breaks: ['http', 'grpc', 'source'] },
  RPC_NO_DELETE: { levels: ['FILE'], breaks: ['http', 'grpc', 'source'] },
  RPC_SAME_REQUEST_TYPE: EVERYTHING,
  RPC_SAME_RESPONSE_TYPE: EVERYTHING,
  RPC_SAME_CLIENT_STREAMING: EVERYTHING,
  RPC_SAME_SERVER_STREAMING: EVERYTHING,
  RPC_SAME_IDEMPOTENCY_LEVEL: GUARD,
  MESSAGE_SAME_JSON_FORMAT: JSON_AND_CODE,
  MESSAGE_SAME_REQUIRED_FIELDS: EVERYTHING,
  ONEOF_NO_DELETE: CODE,
  EXTENSION_MESSAGE_NO_DELETE: CODE,
  RESERVED_MESSAGE_NO_DELETE: GUARD,
  FIELD_NO_DELETE: CODE,
  FIELD_NO_DELETE_UNLESS_NAME_RESERVED: { levels: ['WIRE_JSON'], breaks: ['http'] },
  FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED: { levels: ['WIRE_JSON', 'WIRE'], breaks: ['grpc'] },
  FIELD_SAME_NAME: JSON_AND_CODE,
  FIELD_SAME_JSON_NAME: JSON_AND_CODE,
  FIELD_SAME_TYPE: CODE,
  FIELD_WIRE_JSON_COMPATIBLE_TYPE: { levels: ['WIRE_JSON'], breaks: ['http'] },
  FIELD_WIRE_COMPATIBLE_TYPE: { levels: ['WIRE'], breaks: ['grpc'] },
  FIELD_SAME_CARDINALITY: CODE,
  FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY: { levels: ['WIRE_JSON'], breaks: ['http'] },
  FIELD_WIRE_COMPATIBLE_CARDINALITY: { levels: ['WIRE'], breaks: ['grpc'] },
  FIELD_SAME_DEFAULT: EVERYTHING,
  FIELD_SAME_ONEOF: EVERYTHING,
  FIELD_SAME_JSTYPE: CODE,
  FIELD_SAME_UTF8_VALIDATION: CODE,
  ENUM_SAME_TYPE: CODE,
  ENUM_SAME_JSON_FORMAT: JSON_AND_CODE,
  ENUM_VALUE_NO_DELETE: CODE,
  ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED: { levels: ['WIRE_JSON'], breaks: ['http'] },
  ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED: { levels: ['WIRE_JSON', 'WIRE'], breaks: ['grpc'] },
  ENUM_VALUE_SAME_NAME: JSON_AND_CODE,
  RESERVED_ENUM_NO_DELETE: GUARD,
} as const satisfies Readonly<Record<string, ProtoRule>>;

/** The name of a rule, as `buf` has it. */
export type ProtoRuleId = keyof typeof protoRules;
