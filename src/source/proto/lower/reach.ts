import type { EnumDescriptor, MessageDescriptor, ServiceDescriptor } from '../descriptor.ts';
import { NULL_VALUE, naturalTypes } from './natural.ts';

/** The messages and enums that services lead to, each once, in the order of meeting. */
export interface Reached {
  readonly messages: readonly MessageDescriptor[];
  readonly enums: readonly EnumDescriptor[];
}

/** Walks from the requests and responses of services through all fields. */
export function reachedTypes(services: readonly ServiceDescriptor[]): Reached {
  const messages = new Set<MessageDescriptor>();
  const enums = new Set<EnumDescriptor>();
  const own = services.flatMap(({ method }) =>
    method.flatMap(({ inputType, outputType }) => [inputType, outputType]),
  );
  // What methods name is declared, even where it has a form of its own.
  const pending = [...new Set(own)].toReversed();
  for (let message = pending.pop(); message !== undefined; message = pending.pop()) {
    if (messages.has(message)) continue;
    if (!message.isMapEntry) messages.add(message);
    if (naturalTypes.has(message.fullName)) continue;
    for (const field of message.field.toReversed()) {
      if (field.enum !== undefined && field.enum.fullName !== NULL_VALUE) enums.add(field.enum);
      if (field.message !== undefined && !naturalTypes.has(field.message.fullName)) {
        pending.push(field.message);
      }
    }
  }
  return { messages: [...messages], enums: [...enums] };
}

/** Whether some message holds one of any type. */
export function holdsAny({ messages }: Reached): boolean {
  const any = 'google.protobuf.Any';
  return messages.some(
    ({ fullName, field }) => fullName === any || field.some(({ message }) => isAny(message)),
  );

  function isAny(message: MessageDescriptor | undefined): boolean {
    if (message?.isMapEntry === true) return message.field.some((field) => isAny(field.message));
    return message?.fullName === any;
  }
}

/** Every message of some files, nested ones behind those that they are in. */
export function messagesBelow(
  messages: readonly MessageDescriptor[],
): readonly MessageDescriptor[] {
  return messages
    .filter(({ isMapEntry }) => !isMapEntry)
    .flatMap((message) => [message, ...messagesBelow(message.nestedType)]);
}
