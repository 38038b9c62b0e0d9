import type { EnumDescriptor, MessageDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';
import type { NameNode } from './syntax.ts';

/**
 * Types that are local to another file cannot be used.
 * Source: https://protobuf.dev/editions/features/#symbol-vis
 */
export function checkVisibility(making: Making): void {
  for (const { field, type, extendee } of making.fields) {
    checkType(field.message ?? field.enum, type, making);
    checkType(field.extendee, extendee, making);
  }
  for (const { method, input, output } of making.methods) {
    checkType(method.inputType, input, making);
    checkType(method.outputType, output, making);
  }
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
