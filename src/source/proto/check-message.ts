import { checkJsonNames } from './check-json-names.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkRanges } from './check-ranges.ts';
import type { MessageDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';
import { readOption } from './option-value.ts';

/** What is wrong with a message as a whole. */
export function checkMessage(message: MessageDescriptor, making: Making): void {
  const { report } = making;
  checkNumbers(message, report);
  checkRanges(message, making);
  checkJsonNames(message, report);
  checkOneofs(message, making);
  checkKind(message, making);
}

function checkOneofs(message: MessageDescriptor, { report }: Making): void {
  for (const oneof of message.oneofDecl) {
    if (message.field.some((field) => field.oneof === oneof)) continue;
    report('proto-empty', { what: `the oneof ${oneof.name}`, wanted: 'field' }, oneof.at.name);
  }
}

function checkKind(message: MessageDescriptor, { report }: Making): void {
  const [range] = message.extensionRange;
  if (message.file.edition === 'proto3' && range !== undefined) {
    const help = 'Use google.protobuf.Any, or proto2 or an edition.';
    report('proto-extension', { reason: 'proto3 has no `extensions`', help }, range.at.whole);
  }
  const set = readOption(message.options, 'message_set_wire_format');
  if (set?.value === true) {
    const reason =
      message.file.edition === 'proto3'
        ? 'proto3 has no message sets'
        : message.field.length > 0
          ? 'a message set has extensions only'
          : message.extensionRange.length === 0
            ? 'a message set needs `extensions`'
            : undefined;
    const help = 'Delete message_set_wire_format: it is an old format.';
    if (reason !== undefined) report('proto-option-misuse', { reason, help }, set.span);
  }
  const entry = readOption(message.options, 'map_entry');
  if (entry !== undefined && !message.isMapEntry) {
    const help = 'Use `map<Key, Value>`.';
    report('proto-option-misuse', { reason: 'map_entry is set by the compiler', help }, entry.span);
  }
}
