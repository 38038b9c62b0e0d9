import { checkEnum } from './check-enum.ts';
import { type Extensions, checkExtension } from './check-extensions.ts';
import { checkField } from './check-field.ts';
import { checkMessage } from './check-message.ts';
import { checkOptions } from './check-options.ts';
import { checkStyle } from './check-style.ts';
import { checkVisibility } from './check-visibility.ts';
import type { Making } from './making.ts';

/** What protoc would refuse in a file whose names are resolved. */
export function checkFile(making: Making, extensions: Extensions): void {
  for (const definition of making.definitions) {
    if (definition.kind === 'message' && !definition.isMapEntry) checkMessage(definition, making);
    if (definition.kind === 'enum') checkEnum(definition, making);
  }
  for (const field of making.fields) {
    checkField(field, making);
    checkExtension(field, making, extensions);
  }
  checkOptions(making);
  checkVisibility(making);
  checkStyle(making);
}
