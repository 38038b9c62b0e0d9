import type { Span } from '../../diagnostics/span.ts';
import { MAX_NUMBER } from './build-message.ts';
import type { EnumDescriptor, MessageDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';
import type { NameNode } from './syntax.ts';

/**
 * Types that are local to another file cannot be used.
 * Source: https://protobuf.dev/editions/features/#symbol-vis
 */
export function checkVisibility(making: Making): void {
  for (const definition of making.definitions) {
    if (definition.kind === 'message' || definition.kind === 'enum') checkSaid(definition, making);
  }
  for (const { field, type, extendee } of making.fields) {
    checkType(field.message ?? field.enum, type, making);
    checkType(field.extendee, extendee, making);
  }
  for (const { method, input, output } of making.methods) {
    checkType(method.inputType, input, making);
    checkType(method.outputType, output, making);
  }
}

function checkSaid(type: MessageDescriptor | EnumDescriptor, { report }: Making): void {
  const { visibility, parent, file, at } = type;
  if (visibility === undefined) return;
  if (file.edition !== '2024') {
    const reason = `\`${visibility}\` needs edition 2024`;
    report('proto-feature', { reason, help: 'Delete it.' }, startOf(at.whole, visibility));
  }
  const isStrict = type.features.defaultSymbolVisibility === 'STRICT';
  if (!isStrict || visibility === 'local' || parent === undefined) return;
  if (type.kind === 'enum' && isNamespace(parent)) return;
  const reason = `${type.name} is nested, and STRICT exports none of those`;
  const help = 'Move it out of the message, or take another `default_symbol_visibility`.';
  report('proto-feature', { reason, help }, startOf(at.whole, visibility));
}

function startOf(span: Span, word: string): Span {
  return { ...span, endLine: span.line, endColumn: span.column + word.length };
}

/** A local message that only holds enums. Source: `IsEnumNamespaceMessage` of protoc */
function isNamespace({ visibility, reservedRange }: MessageDescriptor): boolean {
  const [range] = reservedRange;
  return visibility === 'local' && range?.start === 1 && range.end === MAX_NUMBER + 1;
}

function checkType(
  type: MessageDescriptor | EnumDescriptor | undefined,
  name: NameNode | undefined,
  making: Making,
): void {
  if (type === undefined || name === undefined) return;
  if (type.file === making.file || isExported(type)) return;
  const reason =
    type.visibility === 'local'
      ? 'its declaration says so'
      : 'that is so in its file where nothing else is said';
  const params = { name: type.fullName, file: type.file.name, reason };
  making.report('proto-not-visible', params, making.unit.spanOf(name));
}

function isExported({ visibility, parent, file }: MessageDescriptor | EnumDescriptor): boolean {
  if (visibility !== undefined) return visibility === 'export';
  switch (file.features.defaultSymbolVisibility) {
    case 'EXPORT_ALL':
      return true;
    case 'EXPORT_TOP_LEVEL':
      return parent === undefined;
    case 'LOCAL_ALL':
    case 'STRICT':
      return false;
  }
}
