import type { Report } from './making.ts';
import { type OptionMessage, messagesIn } from './option-value.ts';

/** Reports required fields that messages in options leave out. */
export function required(options: OptionMessage, report: Report): void {
  for (const { value, span } of options.fields) {
    for (const message of messagesIn(value)) {
      const missing = message.type?.field.find(
        (field) => field.label === 'required' && !message.fields.some((set) => set.field === field),
      );
      if (missing !== undefined) {
        const reason = `${message.type?.fullName ?? ''} needs a ${missing.name}, which is not set`;
        report('proto-option-misuse', { reason, help: `Set ${missing.name}.` }, span);
      }
      required(message, report);
    }
  }
}
