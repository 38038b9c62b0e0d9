import { checkFeatures } from './check-features.ts';
import type { Edition, FieldDescriptor, Optioned } from './descriptor.ts';
import { editionNames } from './features.ts';
import type { Making } from './making.ts';
import {
  type OptionField,
  type OptionMessage,
  type OptionValue,
  type Plain,
  messagesIn,
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
    // Older files have none at all, which is told.
    if (set.field.name === 'features' && owner.options === options && isOld(making)) continue;
    checkTarget(set, owner, making);
    checkEdition(set, making);
    for (const inner of messagesIn(set.value)) checkSet(inner, owner, making);
  }
}

function isOld({ file }: Making): boolean {
  return file.edition.startsWith('proto');
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
