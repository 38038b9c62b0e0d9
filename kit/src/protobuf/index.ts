export { type MessageCodec, createFormCodecs } from './form-codec.ts';
export type {
  FormEnum,
  FormField,
  FormMessage,
  FormScalar,
  FormTables,
  FormType,
} from './forms.ts';
