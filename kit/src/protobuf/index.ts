export {
  createMessages,
  type BinaryCodec,
  type JsonCodec,
  type JsonOptions,
  type Messages,
} from './messages.ts';
export type { Init } from './init.ts';
export type {
  EnumTable,
  FieldTable,
  FieldType,
  MessageTable,
  MessageTables,
  ScalarName,
} from './table.ts';
export { unknownFields } from './unknown-fields.ts';
export { Timestamp } from '../timestamp.ts';
