import type { Edition, FieldDescriptor, Optioned } from './descriptor.ts';
import { editionNames } from './features.ts';
import type { Making } from './making.ts';
import {
  type OptionField,
  type OptionMessage,
  type OptionValue,
  type Plain,
  plainOption,
  readOption,
} from './option-value.ts';

/** What is wrong with options that are what descriptor.proto says they are: where they stand, and when. */
export function checkOptions(making: Making): void {
  for (const owner of making.options.keys()) {
    checkSet(owner.options, owner, making);
    checkFeatures(owner, making);
  }
}

function checkSet(options: OptionMessage, owner: Optioned, making: Making): void {
  for (const set of options.fields) {
    checkTarget(set, owner, making);
    checkEdition(set, making);
    for (const inner of messagesOf(set.value)) checkSet(inner, owner, making);
  }
}

function messagesOf(value: OptionValue): readonly OptionMessage[] {
  if (typeof value !== 'object' || value instanceof Uint8Array) return [];
  if (!('kind' in value)) return value.flatMap(messagesOf);
  return value.kind === 'option message' ? [value] : [];
}

const TARGETS: Readonly<Record<Optioned['kind'], string>> = {
  file: 'TARGET_TYPE_FILE',
  message: 'TARGET_TYPE_MESSAGE',
  field: 'TARGET_TYPE_FIELD',
  oneof: 'TARGET_TYPE_ONEOF',
  enum: 'TARGET_TYPE_ENUM',
  'enum value': 'TARGET_TYPE_ENUM_ENTRY',
  service: 'TARGET_TYPE_SERVICE',
  method: 'TARGET_TYPE_METHOD',
  'extension range': 'TARGET_TYPE_EXTENSION_RANGE',
};

function checkTarget({ field, span }: OptionField, owner: Optioned, { report }: Making): void {
  const targets = readOption(field.options, 'targets');
  if (targets === undefined) return;
  const allowed = plainOption(targets.value) as readonly Plain[];
  if (allowed.includes(TARGETS[owner.kind])) return;
  const reason = `${field.name} says nothing about a ${owner.kind}`;
  const places = allowed.map((one) => String(one).replace('TARGET_TYPE_', '').toLowerCase());
  report('proto-option-misuse', { reason, help: `It is for: ${places.join(', ')}.` }, span);
}

const ORDER: readonly string[] = [
  'EDITION_UNKNOWN',
  'EDITION_LEGACY',
  'EDITION_PROTO2',
  'EDITION_PROTO3',
  'EDITION_2023',
  'EDITION_2024',
  'EDITION_UNSTABLE',
  'EDITION_MAX',
];

function checkEdition({ field, value, span }: OptionField, { file, report }: Making): void {
  const supports = [supportOf(field), supportOfValue(field, value)];
  for (const support of supports) {
    const reason = supportFault(support, file.edition);
    const name = field.name;
    if (reason === undefined) continue;
    const help = 'See https://protobuf.dev/editions/features/.';
    report('proto-feature', { reason: `${name} ${reason}`, help }, span);
  }
}

type Support = { readonly [name: string]: Plain } | undefined;

function supportOf(field: FieldDescriptor): Support {
  const support = readOption(field.options, 'feature_support');
  return support && (plainOption(support.value) as Support);
}

function supportOfValue(field: FieldDescriptor, value: OptionValue): Support {
  const name = plainOption(value);
  const found = field.enum?.value.find((one) => one.name === name);
  const support = found && readOption(found.options, 'feature_support');
  return support && (plainOption(support.value) as Support);
}

function supportFault(support: Support, edition: Edition): string | undefined {
  const at = ORDER.indexOf(editionNames[edition]);
  const introduced = indexOf(support?.['edition_introduced']);
  const removed = indexOf(support?.['edition_removed']);
  if (introduced !== undefined && at < introduced) {
    return `came with ${String(support?.['edition_introduced'])}, and this file is older`;
  }
  if (removed === undefined || at < removed) return undefined;
  return `went with ${String(support?.['edition_removed'])}`;
}

/** Editions that are later than any here come last. */
function indexOf(name: Plain | undefined): number | undefined {
  if (name === undefined) return undefined;
  const index = ORDER.indexOf(String(name));
  return index < 0 ? ORDER.length : index;
}

function checkFeatures(owner: Optioned, { file, report }: Making): void {
  const features = readOption(owner.options, 'features');
  const refuse = (reason: string, help: string): void => {
    report(
      'proto-feature',
      { reason, help },
      features?.span ?? owner.options.fields[0]?.span ?? nowhere(owner),
    );
  };
  if (features !== undefined && file.edition.startsWith('proto')) {
    refuse(
      'features are for editions',
      'Begin the file with `edition = "2024";` instead of a syntax.',
    );
    return;
  }
  if (owner.kind === 'field') checkFieldFeatures(owner, refuse);
  for (const set of messagesOf(features?.value ?? []).flatMap(({ fields }) => fields)) {
    if (String(plainOption(set.value)).endsWith('_UNKNOWN')) {
      refuse(`${set.field.name} needs a value`, 'Take one of the others.');
    }
  }
}

function nowhere(owner: Optioned): OptionField['span'] {
  if (owner.kind !== 'file') return owner.at.name;
  return { path: owner.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

type Refuse = (reason: string, help: string) => void;

/** Source: `ValidateFieldFeatures` of protoc */
function checkFieldFeatures(field: FieldDescriptor, refuse: Refuse): void {
  const own = messagesOf(readOption(field.options, 'features')?.value ?? []).flatMap(
    ({ fields }) => fields,
  );
  const said = (name: string): boolean => own.some((set) => set.field.name === name);
  const help = 'Delete the feature here.';
  const isEdition = !field.file.edition.startsWith('proto');
  if (
    isEdition &&
    field.options.fields.some(
      (set) => set.field.name === 'packed' && set.field.extendee === undefined,
    )
  ) {
    refuse('an edition has no `packed`', 'Write `features.repeated_field_encoding`.');
  }
  if (field.parent?.isMapEntry === true) return;
  if (said('field_presence')) {
    if (field.label === 'repeated') refuse('a list or a map has no presence', help);
    else if (field.oneof !== undefined) refuse('a field of a oneof always has presence', help);
    else if (field.extendee !== undefined && field.presence !== 'required')
      refuse('an extension always has presence', help);
    else if (field.message !== undefined && field.features.fieldPresence === 'IMPLICIT') {
      refuse('a message always has presence', help);
    }
  }
  if (said('repeated_field_encoding')) {
    const isPackable =
      field.label === 'repeated' && !/^(string|bytes|message|group)$/.test(field.type);
    if (field.label !== 'repeated') refuse('only lists have an encoding of lists', help);
    else if (!isPackable && field.features.repeatedFieldEncoding === 'PACKED') {
      refuse('only lists of numbers, booleans and enums can be packed', help);
    }
  }
  const types = [field, ...(field.isMap ? (field.message?.field ?? []) : [])].map(
    ({ type }) => type,
  );
  if (said('utf8_validation') && !types.includes('string')) refuse('only texts are UTF-8', help);
  if (said('message_encoding') && (field.message === undefined || field.isMap)) {
    refuse('only messages have an encoding of messages, and maps do not', help);
  }
}
