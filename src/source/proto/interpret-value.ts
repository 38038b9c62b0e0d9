import type { Span } from '../../diagnostics/span.ts';
import type { FieldDescriptor, MessageDescriptor } from './descriptor.ts';
import { encodeOptions } from './encode-options.ts';
import { utf8 } from './literals.ts';
import type { Report } from './making.ts';
import {
  type OptionDraft,
  addValue,
  createDraft,
  finishDraft,
  otherOfOneof,
} from './option-draft.ts';
import type { OptionValue } from './option-value.ts';
import { integerBounds, isLong } from './scalars.ts';
import type { OptionPart, ValueField, ValueNode } from './syntax.ts';
import type { Range } from './tokens.ts';

/** The message of a full name, for `[type.googleapis.com/name]`. */
export type AnyFinder = (fullName: string) => MessageDescriptor | undefined;

/** What the values of options need to know. */
export interface ValueContext {
  readonly spanOf: (range: Range) => Span;
  readonly report: Report;
  readonly findExtension: (
    part: OptionPart,
    type: MessageDescriptor,
  ) => FieldDescriptor | undefined;
  readonly findAny: AnyFinder;
  /** Within a message in text format, which spells some values in more ways. */
  readonly inText: boolean;
}

/** The value that a field gets; reported where it does not fit. */
export function valueOf(
  node: ValueNode,
  field: FieldDescriptor,
  context: ValueContext,
): OptionValue | OptionDraft | undefined {
  const { message } = field;
  const value =
    message === undefined ? scalarOf(node, field, context) : messageOf(node, message, context);
  if (value === undefined && (message === undefined || node.kind !== 'message')) {
    const params = { name: nameOf(field), wanted: wantedBy(field), found: describe(node) };
    context.report('proto-option-value', params, context.spanOf(node));
  }
  return value;
}

function nameOf({ extendee, fullName, name }: FieldDescriptor): string {
  return extendee === undefined ? name : `(${fullName})`;
}

/** What a field takes, in words. */
export function wantedBy({ type, enum: of, message }: FieldDescriptor): string {
  if (message !== undefined) return `a message between braces (${message.fullName})`;
  if (of !== undefined)
    return `a value of ${of.fullName}: ${of.value.map(({ name }) => name).join(', ')}`;
  const bounds = integerBounds(type);
  if (bounds !== undefined)
    return `a whole number from ${String(bounds[0])} to ${String(bounds[1])}`;
  if (type === 'bool') return '`true` or `false`';
  if (type === 'string') return 'a text of UTF-8 in quotes';
  return type === 'bytes' ? 'bytes in quotes' : 'a number';
}

function describe(node: ValueNode): string {
  switch (node.kind) {
    case 'word':
      return `\`${node.isNegative ? '-' : ''}${node.text}\``;
    case 'integer':
    case 'float':
      return `the number ${String(node.value)}`;
    case 'text':
      return 'a text';
    case 'list':
      return 'a list';
    case 'message':
      return 'a message';
  }
}

/** `undefined` where the value does not fit. */
export function scalarOf(
  node: ValueNode,
  field: FieldDescriptor,
  { inText }: { readonly inText: boolean },
): OptionValue | undefined {
  const { type } = field;
  const bounds = integerBounds(type);
  if (bounds !== undefined) {
    if (node.kind !== 'integer' || node.value < bounds[0] || node.value > bounds[1])
      return undefined;
    return isLong(type) ? node.value : Number(node.value);
  }
  switch (type) {
    case 'bool':
      return booleanOf(node, inText);
    case 'float':
    case 'double':
      return numberOf(node, inText);
    case 'enum':
      return enumValueOf(node, field, inText);
    case 'string':
      return node.kind === 'text' ? utf8(node.bytes) : undefined;
    case 'bytes':
      return node.kind === 'text' ? node.bytes : undefined;
    default:
      return undefined;
  }
}

function booleanOf(node: ValueNode, inText: boolean): boolean | undefined {
  if (node.kind === 'word' && !node.isNegative) {
    if (node.text === 'true' || (inText && /^(True|t)$/.test(node.text))) return true;
    if (node.text === 'false' || (inText && /^(False|f)$/.test(node.text))) return false;
  }
  if (!inText || node.kind !== 'integer' || node.isNegative) return undefined;
  return node.value <= 1n ? node.value === 1n : undefined;
}

function numberOf(node: ValueNode, inText: boolean): number | undefined {
  if (node.kind === 'integer') {
    if (inText && !node.isDecimal) return undefined;
    return node.isNegative && node.value === 0n ? -0 : Number(node.value);
  }
  if (node.kind === 'float') return node.value;
  if (node.kind !== 'word') return undefined;
  const word = inText ? node.text.toLowerCase() : node.text;
  if (word === 'inf' || (inText && word === 'infinity'))
    return node.isNegative ? -Infinity : Infinity;
  return word === 'nan' ? NaN : undefined;
}

function enumValueOf(
  node: ValueNode,
  { enum: of }: FieldDescriptor,
  inText: boolean,
): OptionValue | undefined {
  const byNumber = inText && node.kind === 'integer';
  const found = of?.value.find(({ name, number }) => {
    if (byNumber) return BigInt(number) === node.value;
    return node.kind === 'word' && !node.isNegative && name === node.text;
  });
  return found && { kind: 'enum value', name: found.name, number: found.number };
}

function messageOf(
  node: ValueNode,
  type: MessageDescriptor,
  context: ValueContext,
): OptionDraft | undefined {
  if (node.kind !== 'message') return undefined;
  const draft = createDraft(type);
  const inside = { ...context, inText: true };
  for (const field of node.fields) addField(field, draft, inside);
  return draft;
}

function addField(node: ValueField, draft: OptionDraft, context: ValueContext): void {
  if (draft.type.fullName === 'google.protobuf.Any' && node.name.isExtension) {
    addAny(node, draft, context);
    return;
  }
  const field = fieldOf(node.name, draft.type, context);
  if (field === undefined) return;
  const span = context.spanOf(node);
  const refuse = (reason: string): void => {
    context.report('proto-option-misuse', { reason, help: 'Delete one of the two.' }, span);
  };
  const other = otherOfOneof(draft, field);
  if (other !== undefined) {
    refuse(`${node.name.text} and ${other.name} are of one oneof, and both are set`);
    return;
  }
  if (field.label !== 'repeated' && draft.fields.has(field)) {
    refuse(`${node.name.text} is set twice`);
    return;
  }
  for (const item of itemsOf(node.value, field)) {
    const value = valueOf(item, field, context);
    if (value !== undefined) addValue(draft, field, { value, span });
  }
}

/** A repeated field takes a list at once, or its items one by one. */
function itemsOf(node: ValueNode, { label }: FieldDescriptor): readonly ValueNode[] {
  return label === 'repeated' && node.kind === 'list' ? node.items : [node];
}

/** A field; groups go by the name of their message as well. */
function fieldOf(
  part: OptionPart,
  type: MessageDescriptor,
  context: ValueContext,
): FieldDescriptor | undefined {
  const group = type.field.find(
    (field) => field.type === 'group' && field.message?.name === part.text,
  );
  return part.isExtension || group === undefined ? context.findExtension(part, type) : group;
}

/** `[type.googleapis.com/full.Name] { ... }` in an Any holds that message, encoded. */
function addAny(node: ValueField, draft: OptionDraft, context: ValueContext): void {
  const { text } = node.name;
  const type = context.findAny(text.slice(text.lastIndexOf('/') + 1));
  const [typeUrl, value] = draft.type.field;
  const span = context.spanOf(node);
  const message = type && messageOf(node.value, type, context);
  if (message === undefined || typeUrl === undefined || value === undefined) {
    const params = {
      name: text,
      wanted: 'a message whose file is imported',
      found: describe(node.value),
    };
    context.report('proto-option-value', params, span);
    return;
  }
  addValue(draft, typeUrl, { value: text, span });
  addValue(draft, value, { value: encodeOptions(finishDraft(message)), span });
}
