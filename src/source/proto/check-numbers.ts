import type {
  ExtensionRange,
  FieldDescriptor,
  MessageDescriptor,
  NumberRange,
} from './descriptor.ts';
import { MAX_NUMBER } from './build-message.ts';
import type { Report } from './making.ts';

/** Numbers that the implementation of protobuf keeps for itself. */
const KEPT = { start: 19_000, end: 20_000 };

/** What is wrong with the numbers of a message's own fields. */
export function checkNumbers(message: MessageDescriptor, report: Report): void {
  const taken = new Map<number, FieldDescriptor>();
  let next: number | undefined;
  for (const field of message.field) {
    const other = taken.get(field.number);
    if (other === undefined) taken.set(field.number, field);
    else reportTwice({ field, other, message, next: (next ??= nextFree(message)) }, report);
    checkNumber(field, MAX_NUMBER, report);
    checkFree(field, message, report);
  }
}

function spanOfNumber({ at }: FieldDescriptor): FieldDescriptor['at']['name'] {
  return at.number ?? at.name;
}

/** A number that two fields have. */
export interface Twice {
  readonly field: FieldDescriptor;
  readonly other: FieldDescriptor;
  readonly message: MessageDescriptor;
  /** The first number that nothing has. */
  readonly next: number;
}

/** Reports a number that another field has. */
export function reportTwice({ field, other, message, next }: Twice, report: Report): void {
  const params = {
    number: String(field.number),
    scope: message.fullName,
    takenBy: other.name,
    next: String(next),
  };
  const related = [{ span: spanOfNumber(other), message: `${other.name} has it` }];
  report('proto-duplicate-number', params, spanOfNumber(field), related);
}

/** The first number behind the fields of a message that nothing has. */
export function nextFree({ field, reservedRange, extensionRange }: MessageDescriptor): number {
  const blocked: readonly NumberRange[] = [
    ...field.map(({ number }) => ({ start: number, end: number + 1 })),
    ...reservedRange,
    ...extensionRange,
    KEPT,
  ];
  let number =
    Math.max(0, ...field.map((one) => one.number).filter((one) => one <= MAX_NUMBER)) + 1;
  for (let round = 0; round < blocked.length; round++) {
    const range = blocked.find((one) => includes(one, number));
    if (range === undefined) break;
    number = range.end;
  }
  return number;
}

/** Whether a number is in a range with an exclusive end. */
export function includes({ start, end }: NumberRange, number: number): boolean {
  return number >= start && number < end;
}

/** Reports a number that no field can have. */
export function checkNumber(field: FieldDescriptor, max: number, report: Report): void {
  const { number } = field;
  if (number < 1 || number > max) {
    const reason = number < 1 ? 'is less than 1' : `is more than ${String(max)}`;
    const params = { number: String(number), reason, help: `Numbers go from 1 to ${String(max)}.` };
    report('proto-number-range', params, spanOfNumber(field));
  } else if (includes(KEPT, number)) {
    const reason = 'is one of 19000 to 19999, which protobuf keeps for itself';
    const params = { number: String(number), reason, help: 'Take one below or above.' };
    report('proto-number-range', params, spanOfNumber(field));
  }
}

function checkFree(field: FieldDescriptor, message: MessageDescriptor, report: Report): void {
  const { number, name, at } = field;
  const scope = message.fullName;
  if (message.reservedRange.some((range) => includes(range, number))) {
    report('proto-reserved', { what: `the number ${String(number)}`, scope }, spanOfNumber(field));
  }
  if (message.reservedName.includes(name)) {
    report('proto-reserved', { what: `the name ${name}`, scope }, at.name);
  }
  const range = message.extensionRange.find((one) => includes(one, number));
  if (range !== undefined) reportForExtensions(field, range, report);
}

function reportForExtensions(field: FieldDescriptor, range: ExtensionRange, report: Report): void {
  const reason = `is for extensions: \`${String(range.start)} to ${String(range.end - 1)}\``;
  const params = {
    number: String(field.number),
    reason,
    help: 'Take a number outside of `extensions`.',
  };
  report('proto-number-range', params, spanOfNumber(field));
}
