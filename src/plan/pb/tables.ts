import type {
  FormEnum,
  FormField,
  FormMessage,
  FormTables,
  FormType,
} from '../../../kit/src/forms/forms.ts';
import type { Numbered, Numbering } from './numbers.ts';
import { nullName } from './numbers.ts';
import type { FieldType, Schema, SchemaEnum, SchemaField, SchemaMessage } from './schema.ts';

/** What the runtime is told of a schema. */
export function formTables({ messages, enums }: Schema, numbered: Numbered): FormTables {
  return {
    messages: Object.fromEntries(
      messages.map((message) => [
        message.name,
        formMessage(message, numbered.messages.get(message.name)),
      ]),
    ),
    enums: Object.fromEntries(
      enums.map((one) => [one.name, formEnum(one, numbered.enums.get(one.name))]),
    ),
  };
}

function formMessage(
  { form, fields, constants, discriminator }: SchemaMessage,
  numbering: Numbering | undefined,
): FormMessage {
  return {
    form,
    fields: fields.map((field) => formField(field, numbering)),
    ...(constants === undefined ? {} : { constants }),
    ...(discriminator === undefined ? {} : { discriminator }),
  };
}

function formField(field: SchemaField, numbering: Numbering | undefined): FormField {
  const { name, property, type, label, decimal, nullable, when } = field;
  const numberOf = (one: string): number => numbering?.numbers.get(one) ?? 0;
  return {
    number: numberOf(name),
    property,
    type: formType(type),
    ...(label === 'single' ? {} : { label }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(nullable === undefined
      ? {}
      : { null: nullable === 'absent' ? 'absent' : numberOf(nullName(field)) }),
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

function formEnum({ values }: SchemaEnum, numbering: Numbering | undefined): FormEnum {
  return Object.fromEntries(
    values.map(({ name, value }) => [numbering?.numbers.get(name) ?? 0, value]),
  );
}
