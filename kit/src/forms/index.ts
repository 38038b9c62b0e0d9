export { type MessageCodec, createFormCodecs } from './form-codec.ts';
export { createFormMessages, type FormCoding, type FormMessageCodec } from './form-messages.ts';
export type {
  FormEnum,
  FormField,
  FormMessage,
  FormScalar,
  FormTables,
  FormType,
} from './forms.ts';
export { structFile, timestampFile } from './well-known.ts';
