import type { Span } from '../../diagnostics/span.ts';
import type { FieldDescriptor, MessageDescriptor, OneofDescriptor } from './descriptor.ts';
import type { OptionMessage, OptionValue } from './option-value.ts';

/** An option message while it is put together from several statements. */
export interface OptionDraft {
  readonly type: MessageDescriptor;
  readonly fields: Map<FieldDescriptor, DraftField>;
}

export interface DraftField {
  readonly span: Span;
  /** The values of a repeated field, or the one value; messages as drafts, to which more can be added. */
  readonly values: (OptionValue | OptionDraft)[];
}

export function createDraft(type: MessageDescriptor): OptionDraft {
  return { type, fields: new Map() };
}

export function isDraft(value: OptionValue | OptionDraft): value is OptionDraft {
  return typeof value === 'object' && 'fields' in value && value.fields instanceof Map;
}

/** Adds a value to a field; whether it may have more than one was looked at before. */
export function addValue(
  draft: OptionDraft,
  field: FieldDescriptor,
  { value, span }: { readonly value: OptionValue | OptionDraft; readonly span: Span },
): void {
  const known = draft.fields.get(field);
  if (known === undefined) draft.fields.set(field, { span, values: [value] });
  else known.values.push(value);
}

/** The field of a oneof that is set already, if it is another. */
export function otherOfOneof(
  { fields }: OptionDraft,
  field: FieldDescriptor,
): FieldDescriptor | undefined {
  const oneof: OneofDescriptor | undefined = field.oneof;
  if (oneof === undefined) return undefined;
  return [...fields.keys()].find((other) => other !== field && other.oneof === oneof);
}

/** What was put together. */
export function finishDraft({ type, fields }: OptionDraft): OptionMessage {
  return {
    kind: 'option message',
    type,
    fields: [...fields].map(([field, { values, span }]) => ({
      field,
      value: finishValue(field, values),
      span,
    })),
  };
}

function finishValue(field: FieldDescriptor, values: DraftField['values']): OptionValue {
  const finished = values.map((value) => (isDraft(value) ? finishDraft(value) : value));
  return field.label === 'repeated' ? finished : (finished[0] ?? []);
}
