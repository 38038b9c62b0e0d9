import type { Span } from '../../diagnostics/span.ts';
import type { FieldDescriptor, Optioned } from './descriptor.ts';
import type { Making } from './making.ts';
import { type OptionField, messagesIn, plainOption, readOption } from './option-value.ts';

interface Fault {
  readonly reason: string;
  readonly help: string;
  readonly span: Span;
}

/** What is wrong with the features of editions, where they stand. */
export function checkFeatures(owner: Optioned, { file, report }: Making): void {
  const features = readOption(owner.options, 'features');
  const isEdition = !file.edition.startsWith('proto');
  if (features !== undefined && !isEdition) {
    const reason = 'features are for editions';
    const help = 'Begin the file with `edition = "2024";` instead of a syntax.';
    report('proto-feature', { reason, help }, features.span);
    return;
  }
  const said = messagesIn(features?.value ?? []).flatMap(({ fields }) => fields);
  const faults = [
    ...said.flatMap((set) => valueFaults(set, owner)),
    ...(owner.kind === 'field' && isEdition ? oldFaults(owner) : []),
    ...(owner.kind === 'field' && owner.parent?.isMapEntry !== true
      ? fieldFaults(owner, said)
      : []),
  ];
  for (const { reason, help, span } of faults) report('proto-feature', { reason, help }, span);
}

function valueFaults({ field, value, span }: OptionField, { kind }: Optioned): readonly Fault[] {
  const name = String(plainOption(value));
  if (name.endsWith('_UNKNOWN')) {
    return [{ reason: `${field.name} needs a value`, help: 'Take one of the others.', span }];
  }
  if (kind !== 'file' || name !== 'LEGACY_REQUIRED') return [];
  const help = 'Say it of each field.';
  return [{ reason: 'not all fields of a file can be required', help, span }];
}

/** Options of fields that editions have features for. */
function oldFaults({ file, options }: FieldDescriptor): readonly Fault[] {
  const own = options.fields.filter(({ field }) => field.extendee === undefined);
  return own.flatMap(({ field: { name }, span }) => {
    if (name === 'packed') {
      const help = 'Write `features.repeated_field_encoding`.';
      return [{ reason: 'an edition has no `packed`', help, span }];
    }
    if (name !== 'ctype' || file.edition === '2023') return [];
    const help = 'Write `features.(pb.cpp).string_type`.';
    return [{ reason: `edition ${file.edition} has no \`ctype\``, help, span }];
  });
}

/** Source: `ValidateFieldFeatures` of protoc */
function fieldFaults(field: FieldDescriptor, said: readonly OptionField[]): readonly Fault[] {
  return said.flatMap(({ field: { name }, span }) => {
    const reason = misfit(field, name);
    return reason === undefined ? [] : [{ reason, help: 'Delete the feature here.', span }];
  });
}

function misfit(field: FieldDescriptor, feature: string): string | undefined {
  switch (feature) {
    case 'field_presence':
      return presenceMisfit(field);
    case 'repeated_field_encoding':
      return encodingMisfit(field);
    case 'utf8_validation': {
      const parts = field.isMap ? (field.message?.field ?? []) : [field];
      return parts.some(({ type }) => type === 'string') ? undefined : 'only texts are UTF-8';
    }
    case 'message_encoding':
      return field.message === undefined || field.isMap
        ? 'only messages have an encoding of messages, and maps do not'
        : undefined;
    default:
      return undefined;
  }
}

function presenceMisfit(field: FieldDescriptor): string | undefined {
  if (field.label === 'repeated') return 'a list or a map has no presence';
  if (field.oneof !== undefined) return 'a field of a oneof always has presence';
  if (field.extendee !== undefined) {
    return field.presence === 'required' ? undefined : 'an extension always has presence';
  }
  const isImplicit = field.features.fieldPresence === 'IMPLICIT';
  return field.message !== undefined && isImplicit ? 'a message always has presence' : undefined;
}

function encodingMisfit({ label, type, features }: FieldDescriptor): string | undefined {
  if (label !== 'repeated') return 'only lists have an encoding of lists';
  const isPackable = !/^(string|bytes|message|group)$/.test(type);
  return isPackable || features.repeatedFieldEncoding !== 'PACKED'
    ? undefined
    : 'only lists of numbers, booleans and enums can be packed';
}
