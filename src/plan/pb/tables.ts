import type {
  FormEnum,
  FormField,
  FormMessage,
  FormTables,
  FormType,
} from '../../../kit/src/forms/forms.ts';
import { numberOf, numberingOf } from './facts.ts';
import { type Numbered, type Numbering, nullName } from './numbers.ts';
import type { FieldType, Schema, SchemaEnum, SchemaField, SchemaMessage } from './schema.ts';

/** What the runtime is told of a schema. */
export function formTables({ messages, enums }: Schema, numbered: Numbered): FormTables {
  return {
    messages: Object.fromEntries(
      messages.map((message) => [
        message.name,
        formMessage(message, numberingOf(numbered.messages, message)),
      ]),
    ),
    enums: Object.fromEntries(
      enums.map((one) => [one.name, formEnum(one, numberingOf(numbered.enums, one))]),
    ),
  };
}

function formMessage(
  { form, fields, constants, discriminator }: SchemaMessage,
  numbering: Numbering,
): FormMessage {
  return {
    form,
    fields: fields.map((field) => formField(field, numbering)),
    ...(constants === undefined ? {} : { constants }),
    ...(discriminator === undefined ? {} : { discriminator }),
  };
}

function formField(field: SchemaField, numbering: Numbering): FormField {
  const { name, property, type, label, decimal, nullable, when } = field;
  return {
    number: numberOf(numbering, name),
    property,
    type: formType(type),
    ...(label === 'single' ? {} : { label }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(nullable === undefined
      ? {}
      : { null: nullable === 'absent' ? 'absent' : numberOf(numbering, nullName(field)) }),
    ...(when === undefined ? {} : { when }),
  };
}

function formType(type: FieldType): FormType {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'message':
      return { message: type.name };
    case 'enum':
      return { enum: type.name };
    default:
      return type.kind;
  }
}

function formEnum({ values }: SchemaEnum, numbering: Numbering): FormEnum {
  return Object.fromEntries(values.map(({ name, value }) => [numberOf(numbering, name), value]));
}
