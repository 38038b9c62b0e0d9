import type { FieldDescriptor } from './descriptor.ts';
import type { FieldMaking, Making } from './making.ts';
import { readOption } from './option-value.ts';

/** What is wrong with a field or an extension by itself: its label, its kind, its presence. */
export function checkField({ field, node }: FieldMaking, making: Making): void {
  const { report } = making;
  if (field.parent?.isMapEntry === true) {
    checkMapPart(field, making);
    return;
  }
  const label = labelFault(field, node.label?.text);
  if (label !== undefined) report('proto-label', label, field.at.label ?? field.at.name);
  checkGroup(field, making);
  checkMapPlace(field, making);
  checkPresence(field, making);
}

interface Fault {
  readonly reason: string;
  readonly help: string;
}

function labelFault(field: FieldDescriptor, label: string | undefined): Fault | undefined {
  const { edition } = field.file;
  if (field.isMap) {
    return label === undefined
      ? undefined
      : { reason: 'a map has no label', help: `Delete \`${label}\`.` };
  }
  if (field.oneof !== undefined && !field.oneof.isSynthetic) {
    if (label === undefined) return undefined;
    return { reason: 'a field of a oneof has no label', help: `Delete \`${label}\`.` };
  }
  if (edition === 'proto2') {
    if (label !== undefined) return undefined;
    return {
      reason: `${field.name} has no label, and proto2 wants one`,
      help: 'Write `optional`, `required` or `repeated` in front of it, or begin the file with `syntax = "proto3";`.',
    };
  }
  if (label === 'required') {
    return {
      reason: `${edition === 'proto3' ? 'proto3' : 'an edition'} has no \`required\``,
      help:
        edition === 'proto3'
          ? 'Delete it.'
          : 'Write `[features.field_presence = LEGACY_REQUIRED]`.',
    };
  }
  if (label === 'optional' && edition !== 'proto3') {
    return {
      reason: 'an edition has no `optional`',
      help: 'Delete it: fields have presence anyway.',
    };
  }
  return undefined;
}

function checkGroup(field: FieldDescriptor, { report }: Making): void {
  if (field.type !== 'group') return;
  const span = field.at.type ?? field.at.name;
  if (field.file.edition !== 'proto2') {
    const help =
      field.file.edition === 'proto3'
        ? 'Declare a message and a field of that type.'
        : 'Declare a message and a field of that type with `[features.message_encoding = DELIMITED]`.';
    report('proto-group', { reason: 'only proto2 has groups', help }, span);
  }
  const name = field.message?.name ?? '';
  if (!/^[A-Z]/.test(name)) {
    const help = 'The field has the name of the group in lower case.';
    report(
      'proto-group',
      { reason: `the name of the group ${name} does not begin with a capital letter`, help },
      field.at.name,
    );
  }
}

function checkMapPlace(field: FieldDescriptor, { report }: Making): void {
  if (!field.isMap) return;
  const place =
    field.extendee === undefined
      ? field.oneof === undefined
        ? undefined
        : 'in a oneof'
      : 'an extension';
  if (place === undefined) return;
  const help = 'Put the map into a message, and use that.';
  report('proto-map', { reason: `a map cannot be ${place}`, help }, field.at.type ?? field.at.name);
}

function checkMapPart(field: FieldDescriptor, { report }: Making): void {
  const span = field.at.type ?? field.at.name;
  if (field.name === 'key' && /^(double|float|bytes|message|group|enum)$/.test(field.type)) {
    const name = field.message?.fullName ?? field.enum?.fullName ?? field.type;
    const help = 'Keys are whole numbers, `bool` or `string`.';
    report('proto-map', { reason: `the keys of a map cannot be ${name}`, help }, span);
  }
  const first = field.enum?.value[0];
  if (field.name === 'value' && first !== undefined && first.number !== 0) {
    const help = 'Put 0 first: it is what an entry without a value has.';
    report(
      'proto-map',
      {
        reason: `${field.enum?.name ?? ''} does not begin with 0, as the values of a map must`,
        help,
      },
      span,
    );
  }
  checkClosed(field, span, { report });
}

function checkPresence(field: FieldDescriptor, { report }: Making): void {
  checkClosed(field, field.at.type ?? field.at.name, { report });
  if (
    field.presence === 'implicit' &&
    field.label !== 'repeated' &&
    field.defaultValue !== undefined
  ) {
    const reason = `${field.name} has no presence, so its default is zero`;
    report('proto-default', { reason, help: 'Delete the default.' }, field.at.name);
  }
  if (readOption(field.options, 'packed')?.value === true && !field.isPacked) {
    const reason = 'only lists of numbers, booleans and enums can be packed';
    const help = 'Delete `packed`.';
    report('proto-option-misuse', { reason, help }, field.at.name);
  }
}

function checkClosed(
  field: FieldDescriptor,
  span: FieldDescriptor['at']['name'],
  { report }: Pick<Making, 'report'>,
): void {
  const { enum: type } = field;
  if (type?.isClosed !== true || field.features.fieldPresence !== 'IMPLICIT') return;
  if (field.label === 'repeated' && field.file.edition !== 'proto3') return;
  report('proto-closed-enum', { name: type.fullName, field: field.name }, span);
}
